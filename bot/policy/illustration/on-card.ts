import type { StoredImage } from '../../set/image.ts';

/** What the card says of Medical Illustration's review: counts and no reason, which is for whoever opens the picture. */
export interface CardReview {
  readonly accepted: number;
  readonly notSuitable: number;
  readonly photographer?: 'asked' | 'acknowledged';
}

/** Undefined while nobody has said anything. */
export const cardReview = (images: readonly Pick<StoredImage, 'review'>[]): CardReview | undefined => {
  const count = (says: 'accepted' | 'not-suitable'): number =>
    images.filter(({ review }) => review?.verdict?.says === says).length;
  const jobs = images
    .flatMap(({ review }) => review?.photographer ?? [])
    .filter((one) => one.closed === undefined);
  const found = { accepted: count('accepted'), notSuitable: count('not-suitable') };
  const [job] = jobs;
  if (found.accepted + found.notSuitable === 0 && job === undefined) return undefined;
  if (job === undefined) return found;
  const isAcknowledged = jobs.every((one) => one.acknowledged !== undefined);
  return { ...found, photographer: isAcknowledged ? 'acknowledged' : 'asked' };
};
