import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { factsOf } from '../consent/facts-of.ts';

/** Where on the worklist a picture stands (QUAL-13): where it came from, and first of all whether something is amiss. */
export const LANES = ['ward', 'poor', 'patient'] as const;
export type Lane = (typeof LANES)[number];

export interface ToReview {
  readonly set: StoredSet;
  readonly image: StoredImage;
}

/** Pictures sent by patients stand by themselves whatever their quality: what is said of them goes to nobody's ward. */
export const laneOf = (image: StoredImage): Lane => {
  const { capture } = factsOf(image);
  if (capture !== undefined && capture.source !== 'staff') return 'patient';
  const { renditions } = image;
  const isPoor =
    renditions.state === 'ready' && (renditions.partial === true || (renditions.quality ?? []).length > 0);
  return isPoor ? 'poor' : 'ward';
};

/** Whether there is a picture to judge, and nobody has: what was marked as not clinical, or refused, is not looked at. */
const isToReview = ({ set, image }: ToReview): boolean => {
  const { state } = factsOf(image).consent;
  return (
    image.kind === 'image' &&
    image.renditions.state === 'ready' &&
    image.review?.verdict === undefined &&
    set.notClinical === undefined &&
    state !== 'declined' &&
    state !== 'stopped'
  );
};

/** What waits, the oldest first: nobody's picture is overtaken. */
export const toReview = (sets: readonly StoredSet[]): readonly ToReview[] =>
  sets
    .flatMap((set) => set.images.map((image) => ({ set, image })))
    .filter(isToReview)
    .toSorted((a, b) => a.set.postedAt.localeCompare(b.set.postedAt) || a.image.id.localeCompare(b.image.id));
