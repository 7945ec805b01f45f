import type { Instant } from '../set/instant.ts';
import { DAY, instant, millis } from '../set/instant.ts';
import { londonMoment } from './london-time.ts';

/** One shift, its end not counted. */
export interface Shift {
  readonly start: Instant;
  readonly end: Instant;
}

/** Minutes after midnight by the ward's clock, e.g. 450 for 07:30. */
export type ShiftStart = number;

/** 07:30 and 19:30: where a trust's policy file names none. */
export const STANDING_SHIFTS: readonly ShiftStart[] = [450, 1170];

/** The shift a moment lies in, by the ward's own clock: an hour more or less where the clocks change. */
export const shiftOf = (at: Instant, starts: readonly ShiftStart[] = STANDING_SHIFTS): Shift => {
  const begins = [-2, -1, 0, 1, 2]
    .flatMap((days) => starts.map((start) => londonMoment(millis(at) + days * DAY, start)))
    .sort((a, b) => a - b);
  const start = begins.findLast((one) => one <= millis(at)) ?? millis(at);
  const end = begins.find((one) => one > millis(at)) ?? millis(at) + DAY;
  return { start: instant(start), end: instant(end) };
};
