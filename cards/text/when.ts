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

/** A moment as people in the United Kingdom read it, e.g. `14 Nov 2026, 09:30`. */
export const when = (at: Instant): string => ukTime.format(new Date(at));
/** The day alone, e.g. `14 Nov 2026`. */
export const onDay = (at: Instant): string => ukDay.format(new Date(at));
