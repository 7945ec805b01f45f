import { createHash, randomBytes } from 'node:crypto';
import { protectionOf } from '../policy/conversations.ts';
import type { Subscribed } from '../ports/chat-watch.ts';
import type { Subscription } from '../ports/watching.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, isDue, later, millis } from '../set/instant.ts';
import type { Place } from '../set/place.ts';
import type { Organisation, SweepRoom } from './room.ts';

/** Under the platform's three days, so that a clock that is ahead is not refused (platform.md 1.4). */
const LIFETIME = 3 * DAY - HOUR;

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * One subscription a watched conversation, renewed at half its life. Each has a secret of its own, known to the platform
 * and, as a hash, to the ledger: a notification without it is nobody's.
 */
export const keepEars = async (room: SweepRoom, organisation: Organisation): Promise<void> => {
  if (room.ear === undefined) return;
  const kept = await room.subscriptions.all(organisation.id);
  for (const { place } of await room.watching.watched(organisation.id)) {
    if (protectionOf(room.policy, place, '')?.organisation !== organisation.id) continue;
    const known = kept.find((one) => one.conversation === place.conversation);
    try {
      await keepEar(room, organisation.id, place, room.ear, known);
    } catch (thrown) {
      room.tell({ what: 'not-subscribed', error: asSafelightError(thrown) });
    }
  }
};

const keepEar = async (
  room: SweepRoom,
  organisation: OrganisationId,
  place: Place,
  address: string,
  known: Subscription | undefined,
): Promise<void> => {
  const now = room.clock.now();
  const until = later(now, LIFETIME);
  if (known !== undefined) {
    if (!isDue(known.renewAt, now)) return;
    const renewed = await room.chat.renew(known.id, until);
    if (renewed !== 'gone') {
      await room.subscriptions.keep({ ...known, ...timesOf(renewed, now) });
      return;
    }
    await room.subscriptions.forget(known);
  }
  const secret = randomBytes(32).toString('base64url');
  const made = await room.chat.subscribe(place, { address, secret, until });
  await room.subscriptions.keep({
    id: made.id,
    organisation,
    conversation: place.conversation,
    secretHash: hashOfSecret(secret),
    ...timesOf(made, now),
  });
  // What was said before anybody listened, and before the secret was kept.
  await room.watching.ask(organisation, { dueAt: now, conversation: place.conversation });
};

const timesOf = (
  { expiresAt }: Subscribed,
  now: Instant,
): { readonly expiresAt: Instant; readonly renewAt: Instant } => ({
  expiresAt,
  renewAt: later(now, Math.max(0, Math.floor((millis(expiresAt) - millis(now)) / 2))),
});
