import type { TakenAt } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { millis, MINUTE } from '../set/instant.ts';

export interface Taken {
  /** Milliseconds since the epoch, as near as the camera's clock allows. */
  readonly at: number;
  /** Later than the post itself: the camera's clock was wrong, and no age can be worked out from it. */
  readonly clockWrong: boolean;
}

/** Cameras without a time zone are taken to stand in the United Kingdom. */
export const takenMoment = (taken: TakenAt, postedAt: Instant): Taken => {
  const at = Date.parse(`${taken.local}${taken.offset ?? 'Z'}`);
  const moment = taken.offset === undefined ? at - londonOffset(at) : at;
  // Clocks of phone and server may differ a little without either being wrong.
  return { at: moment, clockWrong: !Number.isFinite(moment) || moment > millis(postedAt) + 2 * MINUTE };
};

const LONDON = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });

/** Milliseconds that London is ahead of UTC: none in winter, an hour in summer. */
const londonOffset = (at: number): number => {
  if (!Number.isFinite(at)) return 0;
  const name = LONDON.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value;
  return name === 'GMT+01:00' ? 60 * MINUTE : 0;
};
