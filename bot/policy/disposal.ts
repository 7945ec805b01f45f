import type { DisposedSet, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';
import type { BlobName, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import { retractionOwed } from './filing.ts';
import { takeBackUntil } from './not-clinical.ts';

/** Invariant 8: nothing is disposed of under a hold, before its date, or by one person. */
export const mayDispose = (set: StoredSet, now: Instant): 'now' | 'not-yet' | 'never' => {
  const mark = set.notClinical;
  if (mark?.approvedBy === undefined || samePerson(mark.by, mark.approvedBy)) return 'never';
  if (set.images.some((image) => image.filing.state !== 'unfiled')) return 'never';
  // A record that still shows a filing taken back is put right first.
  if (set.images.some(retractionOwed)) return 'not-yet';
  if (set.hold !== undefined || !isDue(takeBackUntil(mark), now)) return 'not-yet';
  return 'now';
};

/** Whose word the disposal stands on. */
export const approversOf = ({ notClinical }: StoredSet): readonly PersonId[] =>
  [notClinical?.by, notClinical?.approvedBy].filter((one) => one !== undefined);

/** Every sealed file of the set; each original's key record bears the original's own name. */
export const blobsOf = (set: StoredSet): readonly BlobName[] =>
  set.images.flatMap((image) => [
    image.original.blob,
    ...(image.renditions.state === 'ready'
      ? [image.renditions.screen.blob, image.renditions.preview.blob]
      : []),
  ]);

/** The stub that remains. */
export const disposedFrom = (
  set: StoredSet,
  disposedAt: Instant,
  approvedBy = approversOf(set),
): DisposedSet => {
  const { id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts } = set;
  const { lapsesAt, copies, card, images } = set;
  return {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
    ...{ lapsesAt, copies, card },
    state: 'disposed',
    disposedAt,
    items: images.map((image) => image.kind),
    approvedBy,
  };
};

/** Everything of it is destroyed. */
export const withoutLeftover = (set: ImageSet): ImageSet => {
  if (set.state !== 'disposed') return set;
  const { leftover: _destroyed, ...stub } = set;
  return stub;
};
