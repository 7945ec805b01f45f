import type { DisposedSet, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';
import type { BlobName, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import { retractionOwed } from './filing.ts';
import { takeBackUntil } from './not-clinical.ts';

/** Invariant 8: nothing is disposed of under a hold, before its date, or by one person. */
export const mayDispose = (set: StoredSet, now: Instant): 'now' | 'not-yet' | 'never' => {
  if (destroyersOf(set) !== undefined) {
    if (set.images.some((image) => image.filing.state !== 'unfiled')) return 'never';
    return set.hold !== undefined || set.images.some(retractionOwed) ? 'not-yet' : 'now';
  }
  const mark = set.notClinical;
  if (mark?.approvedBy === undefined || samePerson(mark.by, mark.approvedBy)) return 'never';
  if (set.images.some((image) => image.filing.state !== 'unfiled')) return 'never';
  // A record that still shows a filing taken back is put right first.
  if (set.images.some(retractionOwed)) return 'not-yet';
  if (set.hold !== undefined || !isDue(takeBackUntil(mark), now)) return 'not-yet';
  return 'now';
};

/**
 * The two people who decided that what the patient refused, or what was sent wrongly, is destroyed: of every image of the
 * set, for a set is the unit of disposal. Undefined where they have not, or where it is one person twice.
 */
export const destroyersOf = ({
  images,
  misSends,
}: Pick<StoredSet, 'images' | 'misSends'>): readonly PersonId[] | undefined => {
  const wrongly = misSends?.find((one) => one.closed?.outcome === 'destroy')?.closed;
  if (wrongly?.first !== undefined && !samePerson(wrongly.first, wrongly.by))
    return [wrongly.first, wrongly.by];
  const decisions = images.map(({ consent }) =>
    consent?.consent.state === 'declined' ? consent.consent.decided : undefined,
  );
  const [first] = decisions;
  const all = decisions.every((one) => one?.outcome === 'destroy' && !samePerson(one.by[0], one.by[1]));
  return all ? first?.by : undefined;
};

/** Whose word the disposal stands on. */
export const approversOf = (set: StoredSet): readonly PersonId[] =>
  destroyersOf(set) ?? [set.notClinical?.by, set.notClinical?.approvedBy].filter((one) => one !== undefined);

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
    ...(set.capture === undefined ? {} : { capture: set.capture }),
    state: 'disposed',
    disposedAt,
    items: images.map((image) => image.kind),
    approvedBy,
    ...(destroyersOf(set) === undefined ? {} : { because: isSentWrongly(set) ? 'mis-sent' : 'declined' }),
  };
};

const isSentWrongly = ({ misSends }: StoredSet): boolean =>
  misSends?.some((one) => one.closed?.outcome === 'destroy') ?? false;

/** Everything of it is destroyed. */
export const withoutLeftover = (set: ImageSet): ImageSet => {
  if (set.state !== 'disposed') return set;
  const { leftover: _destroyed, ...stub } = set;
  return stub;
};
