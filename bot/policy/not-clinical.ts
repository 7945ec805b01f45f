import type { NotClinical } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, isDue, later } from '../set/instant.ts';

/** The poster may change their mind for this long, and nothing is destroyed before it is over (issue A part 5). */
export const TAKE_BACK_MS = 7 * DAY;

/** Until when the mark can be taken back, and from when an approved disposal may happen: the same moment. */
export const takeBackUntil = (mark: NotClinical): Instant => later(mark.at, TAKE_BACK_MS);

export const mayTakeBack = (mark: NotClinical, now: Instant): boolean => !isDue(takeBackUntil(mark), now);
