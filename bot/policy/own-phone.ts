import type { Instant } from '../set/instant.ts';
import { HOUR, isDue, later, millis, MINUTE } from '../set/instant.ts';
import type { ShiftStart } from './shifts.ts';
import { shiftOf } from './shifts.ts';

/** Who signs in this long before a shift begins is coming on to it. */
const COMING_ON = 30 * MINUTE;
/** A shift of twelve hours and the half hour before it: nothing makes it longer. */
const LONGEST = 12.5 * HOUR;

/**
 * Until when a phone opens by its passkey alone: the end of the shift, at most 12½ hours after the full sign-in it
 * rests on (issue D part 3). Opening it again in between moves nothing.
 */
export const ownUntil = (signedInAt: Instant, starts?: readonly ShiftStart[]): Instant => {
  const { end } = shiftOf(later(signedInAt, COMING_ON), starts);
  const longest = later(signedInAt, LONGEST);
  return isDue(end, longest) ? end : longest;
};

/** True while it is worth the asking: less than this and the full sign-in is due anyhow. */
export const isWorthBinding = (until: Instant, now: Instant): boolean =>
  millis(until) - millis(now) > COMING_ON / 2;
