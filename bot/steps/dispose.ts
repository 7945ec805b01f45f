import { approversOf, blobsOf, disposedFrom, mayDispose, withoutLeftover } from '../policy/disposal.ts';
import type { Blobs } from '../ports/blobs.ts';
import { asSafelightError, SafelightError } from '../set/errors.ts';
import type { DisposedSet, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { later, DAY } from '../set/instant.ts';
import { journalNames, type Tombstone } from '../set/journal.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface DisposeParts {
  readonly blobs: Blobs;
}

/**
 * The tombstone first, outside the database: a backup restored later is told of it (bot/restore). Then both copies of
 * each wrapped key, so that a blob brought back from a replica is noise (invariant 8): the ledger's in a commit of its
 * own, and in the duty's second turn, from what the stub says is left, the store's. Then the blobs. Never under a hold,
 * before its date, or by one person.
 */
export const dispose =
  ({ blobs }: DisposeParts): Step =>
  async (job) => {
    const { set, now } = job;
    if (set.state === 'disposed') return destroyRest(blobs, job, set);
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const verdict = mayDispose(set, now);
    if (verdict === 'never') return { events: [], duty: 'done' };
    if (verdict === 'not-yet') return { events: [], duty: { againAt: later(now, DAY) } };
    const event = { at: now, by: 'system', set: set.id, facts: { images: set.images.length } } as const;
    await job.intend({ kind: 'disposal-intended', ...event });
    await writeTombstone(blobs, set, now);
    return {
      to: (current) => withoutKeys(current, now),
      settles: [{ verb: 'render' }, { verb: 'remind' }, { verb: 'file' }],
      owes: [{ verb: 'redraw', dueAt: now }],
      events: [{ kind: 'ledger-keys-destroyed', ...event }],
      duty: { againAt: now },
    };
  };

/** As the row is at this moment: a hold of the last moment forbids it, and a rendition may have come. */
const withoutKeys = (current: ImageSet, now: Instant): ImageSet => {
  if (current.state !== 'stored' || mayDispose(current, now) !== 'now')
    throw new SafelightError('change-refused', { transient: true });
  return { ...disposedFrom(current, now), leftover: blobsOf(current) };
};

/** Keys before blobs. Destroying what is gone succeeds. */
const destroyRest = async (
  blobs: Blobs,
  { now }: Job,
  { leftover, id, items }: DisposedSet,
): Promise<StepOutcome> => {
  if (leftover === undefined) return { events: [], duty: 'done' };
  for (const name of leftover) await blobs.destroy('keys', name);
  for (const name of leftover) await blobs.destroy('images', name);
  return {
    to: withoutLeftover,
    events: [{ kind: 'set-disposed', at: now, by: 'system', set: id, facts: { images: items.length } }],
    duty: 'done',
  };
};

/** Written once: where an earlier try was cut short after it, that one stands. */
const writeTombstone = async (blobs: Blobs, set: StoredSet, disposedAt: Instant): Promise<void> => {
  const { organisation, id } = set;
  const tombstone: Tombstone = {
    ...{ format: 1, organisation, set: id, disposedAt },
    approvedBy: approversOf(set),
    blobs: blobsOf(set),
  };
  try {
    const bytes = Buffer.from(JSON.stringify(tombstone));
    await blobs.put('journal', journalNames.tombstone(organisation, id), bytes);
  } catch (thrown) {
    if (asSafelightError(thrown).code !== 'blob-exists') throw thrown;
  }
};
