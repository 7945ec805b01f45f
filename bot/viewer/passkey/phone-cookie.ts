import type { BoundDevice } from '../../set/device.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import type { Asked } from '../http/asked.ts';
import { clearCookie, cookieName, setCookie } from '../http/cookies.ts';
import type { Room } from '../room.ts';

const PHONE_COOKIE = 'safelight-phone';

type At = Pick<Room, 'publicUrl'>;
const rules = ({ publicUrl }: At): { readonly https: boolean } => ({ https: publicUrl.startsWith('https:') });

/** The bound phone a request comes from; undefined on any other, and once its time is over. */
export const phoneOf = async (
  room: At & Pick<Room, 'devices' | 'clock'>,
  asked: Asked,
): Promise<BoundDevice | undefined> => {
  const secret = asked.cookies.get(cookieName(PHONE_COOKIE, rules(room)));
  return secret === undefined || secret === '' ? undefined : room.devices.find(secret, room.clock.now());
};

/** Lax, as the session's: a notification's link comes from another site, and the phone must be known by it. */
export const phoneCookie = (room: At, secret: string, until: Instant, now: Instant): string =>
  setCookie(PHONE_COOKIE, secret, Math.floor((millis(until) - millis(now)) / 1000), rules(room));

export const forgetPhone = (room: At): string => clearCookie(PHONE_COOKIE, rules(room));
