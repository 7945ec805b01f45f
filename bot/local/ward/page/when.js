const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/**
 * `14:05` today, `Fri 21 Nov, 14:05` on other days.
 * @param {string} at ISO 8601
 */
export function shortTime(at) {
  const moment = new Date(at);
  const time = clock.format(moment);
  return moment.toDateString() === new Date().toDateString() ? time : `${day.format(moment)}, ${time}`;
}

/** @param {string} at ISO 8601 */
export const wholeTime = (at) => whole.format(new Date(at));
