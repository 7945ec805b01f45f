import type { Instant } from '../set/instant.ts';
import { instant, millis, MINUTE } from '../set/instant.ts';

/** A moment as the clock on a British wall shows it. */
export interface WallTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** After midnight. */
  readonly minutes: number;
}

export const londonTime = (at: Instant): WallTime => wallTime(millis(at));

/** The moment, in milliseconds, at which that wall clock shows so many minutes after midnight of the day `onDay` lies in. */
export const londonMoment = (onDay: number, minutes: number): number => {
  const { year, month, day } = wallTime(onDay);
  return momentOf(Date.UTC(year, month - 1, day), minutes);
};

/** A calendar day and minutes after its midnight by that clock. One that the clocks leave out is the same minute of the hour before it. */
export const wallMoment = (year: number, month: number, day: number, minutes: number): Instant =>
  instant(momentOf(Date.UTC(year, month - 1, day), minutes));

/** Sunday is 0. */
export const weekdayInLondon = (at: Instant): number => {
  const { year, month, day } = londonTime(at);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
};

const momentOf = (utcMidnight: number, minutes: number): number => {
  const asIfUtc = utcMidnight + minutes * MINUTE;
  const shown = wallTime(asIfUtc);
  const offset = Date.UTC(shown.year, shown.month - 1, shown.day) + shown.minutes * MINUTE - asIfUtc;
  return asIfUtc - offset;
};

const wallTime = (at: number): WallTime => {
  const parts = london.formatToParts(at);
  const number = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    minutes: number('hour') * 60 + number('minute'),
  };
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
