import type { Blobs } from '../ports/blobs.ts';
import { mayDispose } from '../policy/disposal.ts';
import type { BlobName } from '../set/ids.ts';
import type { DisposedSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { later, DAY } from '../set/instant.ts';
import type { Step } from './step.ts';

export interface DisposeParts {
  readonly blobs: Blobs;
}

/**
 * The key records go first, then the blobs; the ledger's own copies of the keys go with the commit that leaves a stub,
 * so that a blob brought back from a backup or a replica is noise (invariant 8). Never under a hold, before its date,
 * or by one person.
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
    for (const image of set.images) await blobs.destroy('keys', image.original.blob);
    for (const blob of blobsOf(set)) await blobs.destroy('images', blob);
    return {
      to: (current) => (current.state === 'stored' ? stub(current, now) : current),
      settles: [{ verb: 'render' }, { verb: 'remind' }, { verb: 'file' }],
      owes: [{ verb: 'redraw', dueAt: now }],
      events: [
        { kind: 'set-disposed', at: now, by: 'system', set: set.id, facts: { images: set.images.length } },
      ],
      duty: 'done',
    };
  };

const blobsOf = (set: StoredSet): readonly BlobName[] =>
  set.images.flatMap((image) => [
    image.original.blob,
    ...(image.renditions.state === 'ready'
      ? [image.renditions.screen.blob, image.renditions.preview.blob]
      : []),
  ]);

const stub = (set: StoredSet, disposedAt: Instant): DisposedSet => {
  const { id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts } = set;
  const { lapsesAt, copies, card, notClinical, images } = set;
  return {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
    ...{ lapsesAt, copies, card },
    state: 'disposed',
    disposedAt,
    items: images.map((image) => image.kind),
    approvedBy: [notClinical?.by, notClinical?.approvedBy].filter((one) => one !== undefined),
  };
};
