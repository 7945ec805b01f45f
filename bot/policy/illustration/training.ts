import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, later } from '../../set/instant.ts';
import type { Verdict } from '../../set/review.ts';

/** Subject of the `remind` that tells whoever leads Medical Illustration; who it is about stands on their page alone. */
export const TRAINING = 'training';

/** Of somebody's last ten pictures that were judged, five unsuitable: training may help (QUAL-06). */
export const LOOKED_AT = 10;
export const UNSUITABLE_AT_MOST = 4;
/** Suggested once in this time, whatever follows. */
export const SUGGESTED_EVERY = 90 * DAY;

/**
 * Whether training is suggested with this verdict. It is never a count of a ward, and only ever told to whoever leads
 * Medical Illustration. `sets`: the poster's newest.
 */
export const suggestsTraining = (
  sets: readonly StoredSet[],
  poster: PersonId,
  judged: { readonly image: StoredImage['id']; readonly verdict: Verdict },
  now: Instant,
): boolean => {
  const images = sets.filter((set) => samePerson(set.poster, poster)).flatMap((set) => set.images);
  const since = later(now, -SUGGESTED_EVERY);
  if (images.some(({ review }) => review?.training !== undefined && review.training.at > since)) return false;
  const verdicts = images
    .filter((image) => image.id !== judged.image)
    .flatMap(({ review }) => review?.verdict ?? []);
  const latest = [...verdicts, judged.verdict]
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, LOOKED_AT);
  return latest.filter(({ says }) => says === 'not-suitable').length > UNSUITABLE_AT_MOST;
};
