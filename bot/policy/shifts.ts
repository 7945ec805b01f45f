import type { Instant } from '../set/instant.ts';
import { DAY, instant, millis, MINUTE } from '../set/instant.ts';

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
    .flatMap((days) => starts.map((start) => beginning(millis(at) + days * DAY, start)))
    .sort((a, b) => a - b);
  const start = begins.findLast((one) => one <= millis(at)) ?? millis(at);
  const end = begins.find((one) => one > millis(at)) ?? millis(at) + DAY;
  return { start: instant(start), end: instant(end) };
};

/** That time of that day in London, in milliseconds. */
const beginning = (onDay: number, start: ShiftStart): number => {
  const { year, month, day } = londonTime(onDay);
  const asIfUtc = Date.UTC(year, month - 1, day) + start * MINUTE;
  const shown = londonTime(asIfUtc);
  const offset = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute) - asIfUtc;
  return asIfUtc - offset;
};

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
});

const londonTime = (at: number) => {
  const parts = london.formatToParts(at);
  const number = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
  };
};
