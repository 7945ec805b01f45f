import { randomBytes } from 'node:crypto';
import type { Policy } from './policy/conversations.ts';
import { protectionOf, protectionOfMoved } from './policy/conversations.ts';
import type { Clock } from './ports/clock.ts';
import type { Keys } from './ports/keys.ts';
import type { Change, Ledger } from './ports/ledger.ts';
import { newKey } from './sealed/new-key.ts';
import { sealWords } from './sealed/words.ts';
import { asSafelightError } from './set/errors.ts';
import { setId } from './set/ids.ts';
import type { GoneSet, ImageSet, ReceivedSet } from './set/image-set.ts';
import type { Instant } from './set/instant.ts';
import { later, MINUTE } from './set/instant.ts';
import type { Doorbell, Protection } from './set/place.ts';
import { sealContext } from './set/sealed.ts';

export interface ReceiveParts {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly policy: Policy;
  /** Wakes the worker: the rest is done outside the request. */
  poke(): void;
}

/** Invariant 10: custody within 120 s, or an alert a person can see. */
const CUSTODY_LATE = 2 * MINUTE;

/**
 * A message that may hold images becomes one `received` row and its duty, inside the ack window; the work itself is
 * the worker's. A conversation the policy does not list is not touched. The same message again is the same row; an
 * edit or an undo makes it owed once more.
 */
export const receive =
  (parts: ReceiveParts) =>
  async (bell: Doorbell): Promise<void> => {
    const { movedBy } = bell;
    const protection =
      movedBy === undefined
        ? protectionOf(parts.policy, bell.at.place, bell.poster.oid)
        : protectionOfMoved(parts.policy, bell.at.place, bell.poster, movedBy);
    if (protection === undefined || !bell.mayHoldImages) return;
    const now = parts.clock.now();
    const first = await received(parts.keys, bell, protection, now);
    const { set, isNew } = await parts.ledger.receive(
      first,
      [
        { verb: 'ingest', dueAt: now },
        { verb: 'alarm', subject: 'custody-late', dueAt: later(now, CUSTODY_LATE) },
      ],
      [
        {
          kind: 'set-received',
          at: now,
          by: movedBy ?? bell.poster,
          set: first.id,
          facts: { mode: protection.mode, ...(movedBy === undefined ? {} : { by: 'hand' }) },
        },
      ],
    );
    if (!isNew && (bell.occasion !== 'posted' || movedBy !== undefined))
      await parts.ledger.change(set.organisation, set.id, heardAgain(set, bell, now));
    parts.poke();
  };

/** An edit or an undo. A message that held nothing before is as a new one: whatever it holds now is owed in time. */
const heardAgain = (set: ImageSet, bell: Doorbell, now: Instant): Change => {
  const owes = [{ verb: 'ingest', dueAt: now }] as const;
  if (set.state !== 'gone-before-custody') return { owes, events: [] };
  return {
    to: (current) => (current.state === 'gone-before-custody' ? receivedAgain(current, now) : current),
    owes: [...owes, { verb: 'alarm', subject: 'custody-late', dueAt: later(now, CUSTODY_LATE) }],
    events: [
      {
        kind: 'set-received',
        at: now,
        by: bell.movedBy ?? bell.poster,
        set: set.id,
        facts: { mode: set.mode, occasion: bell.occasion },
      },
    ],
  };
};

const receivedAgain = (gone: GoneSet, now: Instant): ReceivedSet => {
  const { goneAt: _goneAt, why: _why, ...facts } = gone;
  return { ...facts, state: 'received', receivedAt: now };
};

const received = async (
  keys: Keys,
  bell: Doorbell,
  protection: Protection,
  now: Instant,
): Promise<ReceivedSet> => {
  const set: ReceivedSet = {
    id: setId(randomBytes(16).toString('base64url')),
    organisation: protection.organisation,
    origin: bell.at,
    poster: bell.poster,
    mode: protection.mode,
    postedAt: bell.postedAt,
    receivedAt: now,
    lapseAfterMs: protection.lapseAfterMs,
    alerts: [],
    state: 'received',
  };
  return bell.carried.length === 0 ? set : withCarried(keys, set, bell);
};

/** Addresses are never stored in the clear. With the key service away the set is received without them. */
const withCarried = async (keys: Keys, set: ReceivedSet, bell: Doorbell): Promise<ReceivedSet> => {
  const key = newKey();
  try {
    const wordsKey = await keys.wrap(key);
    return { ...set, wordsKey, carried: sealWords(bell.carried, key, sealContext.carried(set)) };
  } catch (thrown) {
    if (asSafelightError(thrown).code !== 'key-unreachable') throw thrown;
    return set;
  }
};
