import { blobsOf, disposedFrom, withoutLeftover } from '../policy/disposal.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, later, MINUTE } from '../set/instant.ts';
import { journalNames, type Restore, type Tombstone } from '../set/journal.ts';
import { findRestored, type Restored } from './find-restored.ts';
import { putOnce } from './put-once.ts';
import { readJournal, readOne, type Journal } from './read-journal.ts';
import { beginNotes } from './read-notes.ts';
import { replayNotes } from './replay-notes.ts';

export interface ReplayParts {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly blobs: Blobs;
  readonly clock: Clock;
}

/**
 * Before anything is served: where the database was restored from a backup, what was disposed of since is disposed of
 * again, what was closed is closed again, every session is ended, and where knowledge ends is written down (invariant 8).
 * Says what was found now and all that was ever found, oldest first. Cut short, it is done again from the start at the
 * next.
 */
export const replayJournal = async (
  parts: ReplayParts,
): Promise<{ readonly now: readonly Restore[]; readonly ever: readonly Restore[] }> => {
  await beginNotes(parts.blobs, parts.clock.now());
  const journal = await readJournal(parts.blobs);
  const restored = await findRestored(parts, journal);
  if (restored.length > 0) await parts.sessions.endAll();
  const now: Restore[] = [];
  for (const one of restored) now.push(await replayOne(parts, one));
  const whole = (await parts.ledger.audit.organisations()).filter(
    (organisation) => !restored.some((one) => one.organisation === organisation),
  );
  for (const organisation of whole) await replayNotes(parts, organisation, lastSeen(journal, organisation));
  return { now, ever: [...journal.restores, ...now] };
};

/** A note is written before its commit, and a head of the audit at most a minute after. */
const BEFORE_A_HEAD = 10 * MINUTE;
/** A backup ends at a commit: what is noted of it, another process's clock may have dated a little earlier. */
const BEFORE_A_BACKUP = DAY;

/** Restored to a moment less than a minute ago, or cut short between a note and its commit: no head shows either. */
const lastSeen = ({ heads }: Journal, organisation: OrganisationId): Instant | undefined => {
  const own = heads.filter((head) => head.organisation === organisation).map((head) => head.at);
  const newest = own.toSorted().at(-1);
  return newest === undefined ? undefined : later(newest, -BEFORE_A_HEAD);
};

const replayOne = async (parts: ReplayParts, restored: Restored): Promise<Restore> => {
  const { ledger, blobs, clock } = parts;
  const { organisation, end, lostFrom, lostTo, lostHeads, disposed, begun } = restored;
  for (const set of disposed) await disposeAgain(parts, set);
  const since = end === undefined ? undefined : later(end.event.at, -BEFORE_A_BACKUP);
  const closedAgain = await replayNotes(parts, organisation, since);
  const restore: Restore = {
    ...{ format: 1, organisation, foundAt: clock.now(), lostFrom },
    ...(lostTo === undefined ? {} : { lostTo }),
    ...(end === undefined ? {} : { knownUntil: end.event.at }),
    disposedAgain: disposed.length,
    toApproveAgain: begun.length,
    closedAgain,
  };
  const { foundAt: at, disposedAgain } = restore;
  const facts = { lostFrom, ...(lostTo === undefined ? {} : { lostTo }), disposedAgain, closedAgain };
  await ledger.audit.append(organisation, [{ kind: 'ledger-restored', at, by: 'system', facts }]);
  await putOnce(blobs, journalNames.restore(restore), restore);
  // What shows the restore goes last: until here the whole is done again. A disposal begun is to be approved anew.
  for (const set of begun) await blobs.destroy('journal', journalNames.tombstone(organisation, set.id));
  for (const head of lostHeads) await blobs.destroy('journal', journalNames.head(head));
  return restore;
};

/** What the tombstone names and what the restored row names: a picture may have come or been rendered in between. */
const disposeAgain = async ({ ledger, blobs, clock }: ReplayParts, set: StoredSet): Promise<void> => {
  const { organisation, id } = set;
  const now = clock.now();
  const said = await readOne<Tombstone>(blobs, journalNames.tombstone(organisation, id));
  const facts = { images: set.images.length, restored: true };
  const event = { at: now, by: 'system', set: id, facts } as const;
  await ledger.change(organisation, id, { events: [{ kind: 'disposal-intended', ...event }] });
  const leftover = [...new Set([...blobsOf(set), ...said.flatMap((tombstone) => tombstone.blobs)])];
  const [tombstone] = said;
  // The duty goes on with what is left, should this be cut short: the restore itself is then not seen again.
  await ledger.change(organisation, id, {
    to: (current) =>
      current.state === 'stored'
        ? { ...disposedFrom(current, tombstone?.disposedAt ?? now, tombstone?.approvedBy), leftover }
        : current,
    settles: [{ verb: 'render' }, { verb: 'remind' }, { verb: 'file' }],
    owes: [
      { verb: 'redraw', dueAt: now },
      { verb: 'dispose', dueAt: now },
    ],
    events: [{ kind: 'ledger-keys-destroyed', ...event }],
  });
  for (const name of leftover) await blobs.destroy('keys', name);
  for (const name of leftover) await blobs.destroy('images', name);
  await ledger.change(organisation, id, {
    to: withoutLeftover,
    settles: [{ verb: 'dispose' }],
    events: [{ kind: 'set-disposed', ...event }],
  });
};
