import { approversOf, blobsOf, disposedFrom, mayDispose } from '../policy/disposal.ts';
import type { Blobs } from '../ports/blobs.ts';
import { asSafelightError } from '../set/errors.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { later, DAY } from '../set/instant.ts';
import { journalNames, type Tombstone } from '../set/journal.ts';
import type { Step } from './step.ts';

export interface DisposeParts {
  readonly blobs: Blobs;
}

/**
 * The tombstone first, outside the database: a backup restored later is told of it (bot/restore). Then both copies of
 * each wrapped key, so that a blob brought back from a replica is noise (invariant 8); then the blobs; a stub remains.
 * Never under a hold, before its date, or by one person.
 */
export const dispose =
  ({ blobs }: DisposeParts): Step =>
  async (job) => {
    const { set, now } = job;
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const verdict = mayDispose(set, now);
    if (verdict === 'never') return { events: [], duty: 'done' };
    if (verdict === 'not-yet') return { events: [], duty: { againAt: later(now, DAY) } };
    await job.intend({
      kind: 'disposal-intended',
      at: now,
      by: 'system',
      set: set.id,
      facts: { images: set.images.length },
    });
    await writeTombstone(blobs, set, now);
    for (const image of set.images) await blobs.destroy('keys', image.original.blob);
    for (const blob of blobsOf(set)) await blobs.destroy('images', blob);
    return {
      to: (current) => (current.state === 'stored' ? disposedFrom(current, now) : current),
      settles: [{ verb: 'render' }, { verb: 'remind' }, { verb: 'file' }],
      owes: [{ verb: 'redraw', dueAt: now }],
      events: [
        { kind: 'set-disposed', at: now, by: 'system', set: set.id, facts: { images: set.images.length } },
      ],
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
