import type { Instant } from '../set/instant.ts';

export type BirthDateFault =
  | 'missing'
  /** Not day, month and four-figure year. */
  | 'not-a-date'
  /** 31 June, 29 February 2023. */
  | 'no-such-day'
  | 'in-the-future'
  /** More than 130 years ago: a slip of the finger. */
  | 'too-long-ago';

export type BirthDateCheck =
  /** `birthDate` is `YYYY-MM-DD`. */
  { readonly ok: true; readonly birthDate: string } | { readonly ok: false; readonly why: BirthDateFault };

/** What three boxes on a form hold. */
export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** Completed years, and completed months beyond them: under two years people speak in months. */
export interface Age {
  readonly years: number;
  readonly months: number;
}

const LONGEST_LIFE_YEARS = 130;

/** `DD/MM/YYYY` (also with dots, hyphens or spaces), or the three parts. Never guesses a century or an order. */
export const checkBirthDate = (typed: string | DateParts, now: Instant): BirthDateCheck => {
  const parts = typeof typed === 'string' ? split(typed) : trimmed(typed);
  if (parts === 'missing' || Object.values(parts).every((part) => part === '')) return refuse('missing');
  const { day, month, year } = parts;
  if (!/^[0-9]{1,2}$/.test(day) || !/^[0-9]{1,2}$/.test(month) || !/^[0-9]{4}$/.test(year))
    return refuse('not-a-date');
  const birthDate = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isRealDay(birthDate)) return refuse('no-such-day');
  const today = dayInLondon(now);
  if (birthDate > today) return refuse('in-the-future');
  if (ageOn(birthDate, today).years > LONGEST_LIFE_YEARS) return refuse('too-long-ago');
  return { ok: true, birthDate };
};

/** The calendar day in the United Kingdom, `YYYY-MM-DD`: at 00:30 in summer UTC still has yesterday. */
export const dayInLondon = (now: Instant): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(new Date(now));

/** Both as `YYYY-MM-DD`. Born on 29 February, one is a year older on 1 March of other years. */
export const ageOn = (birthDate: string, day: string): Age => {
  const [bornYear, bornMonth, bornDay] = numbers(birthDate);
  const [year, month, dayOfMonth] = numbers(day);
  const months = (year - bornYear) * 12 + (month - bornMonth) - (dayOfMonth < bornDay ? 1 : 0);
  return { years: Math.floor(months / 12), months: months % 12 };
};

const split = (typed: string): DateParts | 'missing' => {
  const text = typed.trim();
  if (text === '') return 'missing';
  const [day = '', month = '', year = '', ...rest] = text.split(/\s*[/.-]\s*|\s+/);
  return rest.length > 0 ? { day, month, year: '' } : { day, month, year };
};

const trimmed = ({ day, month, year }: DateParts): DateParts => ({
  day: day.trim(),
  month: month.trim(),
  year: year.trim(),
});

const refuse = (why: BirthDateFault): BirthDateCheck => ({ ok: false, why });

const isRealDay = (date: string): boolean => {
  const time = Date.parse(`${date}T00:00:00Z`);
  // The engine rolls 31 June over into July: only a date that comes back unchanged is real.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
};

const numbers = (date: string): [number, number, number] => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
};
