import { factsOf } from '../../policy/consent/facts-of.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { instant } from '../../set/instant.ts';
import { takenMoment } from '../taken.ts';

/** When a picture is from, and whether that is when it was taken or only when it was posted (META-03). */
export interface From {
  readonly at: Instant;
  readonly said: 'taken' | 'posted';
}

/** The camera's own time where it can be believed, else what the capture page recorded, else when it was posted. */
export const fromWhen = (set: StoredSet, image: StoredImage): From => {
  const taken = image.takenAt === undefined ? undefined : takenMoment(image.takenAt, set.postedAt);
  if (taken !== undefined && !taken.clockWrong) return { at: instant(taken.at), said: 'taken' };
  const captured = factsOf(image).capture?.takenAt;
  return captured === undefined ? { at: set.postedAt, said: 'posted' } : { at: captured, said: 'taken' };
};
