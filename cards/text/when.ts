import type { Instant } from '../../bot/set/instant.ts';

const ukTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const ukDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

const ukSeconds = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The time of day to the second, e.g. `09:30:05`. */
export const secondsAt = (at: Instant): string => ukSeconds.format(new Date(at));
/** A moment as people in the United Kingdom read it, e.g. `14 Nov 2026, 09:30`. */
export const when = (at: Instant): string => ukTime.format(new Date(at));
/** The day alone, e.g. `14 Nov 2026`. */
export const onDay = (at: Instant): string => ukDay.format(new Date(at));
