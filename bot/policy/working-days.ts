import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, instant } from '../set/instant.ts';
import { londonTime, wallMoment } from './london-time.ts';

/** Working days of England by the ward's own clock: Monday to Friday, bank holidays left out. */

/** Offices close at 17:00. */
const CLOSE = 17 * 60;

/** 17:00 of the first working day that begins after this moment. */
export const endOfNextWorkingDay = (at: Instant): Instant => {
  let day = dayAfter(dayOf(at));
  while (!isWorking(day)) day = dayAfter(day);
  return wallMoment(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), CLOSE);
};

export const isWorkingDay = (at: Instant): boolean => isWorking(dayOf(at));

/** Noon, in UTC, of the day the clock on the wall shows: days are counted from noon to noon. */
const dayOf = (at: Instant): Date => {
  const { year, month, day } = londonTime(at);
  return new Date(Date.UTC(year, month - 1, day) + 12 * HOUR);
};
const dayAfter = (day: Date): Date => new Date(day.getTime() + DAY);

const isWorking = (day: Date): boolean =>
  day.getUTCDay() !== 0 && day.getUTCDay() !== 6 && !bankHolidays(day.getUTCFullYear()).has(dateOf(day));

const dateOf = (at: Date): string => instant(at).slice(0, 10);

/** Those of every year; one that is proclaimed for a single year is none that can be known here. */
const bankHolidays = (year: number): ReadonlySet<string> => {
  const day = (month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date));
  const after = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY);
  const firstMonday = (from: Date): Date => after(from, (8 - from.getUTCDay()) % 7);
  const lastMonday = (last: Date): Date => after(last, -((last.getUTCDay() + 6) % 7));
  const easter = easterSunday(year);
  const newYear = day(1, 1);
  const christmas = day(12, 25);
  const weekend = (one: Date): boolean => one.getUTCDay() === 0 || one.getUTCDay() === 6;
  return new Set(
    [
      weekend(newYear) ? firstMonday(newYear) : newYear,
      after(easter, -2),
      after(easter, 1),
      firstMonday(day(5, 1)),
      lastMonday(day(5, 31)),
      lastMonday(day(8, 31)),
      ...christmasDays(christmas, after),
    ].map(dateOf),
  );
};

/** Christmas and Boxing Day; where one falls on a weekend, the next working day that is not the other stands for it. */
const christmasDays = (christmas: Date, after: (from: Date, days: number) => Date): readonly Date[] => {
  switch (christmas.getUTCDay()) {
    case 5:
      return [christmas, after(christmas, 3)];
    case 6:
      return [after(christmas, 2), after(christmas, 3)];
    case 0:
      return [after(christmas, 1), after(christmas, 2)];
    default:
      return [christmas, after(christmas, 1)];
  }
};

/** The Gregorian computus (Meeus, Jones and Butcher). */
const easterSunday = (year: number): Date => {
  const whole = Math.floor;
  const [a, b, c] = [year % 19, whole(year / 100), year % 100];
  const g = whole((8 * b + 13) / 25);
  const h = (19 * a + b - whole(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * whole(c / 4) - h - (c % 4)) % 7;
  const m = whole((a + 11 * h + 19 * l) / 433);
  const month = whole((h + l - 7 * m + 90) / 25);
  return new Date(Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32));
};
