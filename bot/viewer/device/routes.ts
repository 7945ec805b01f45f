import { showEarlier } from '../earlier.ts';
import type { Doors } from '../doors.ts';
import type { Answer } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { beginBinding, bindPhone } from './bind.ts';
import { showUnmarked } from './clear-mark.ts';
import { askLost, pressLost } from './lost.ts';
import { showStanding } from './standing.ts';
import { unlock } from './unlock.ts';

type DeviceRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** What makes a phone the person's own for a shift, and keeps a page of pictures honest on it. */
export const deviceRoutes = (room: Room, { open, known }: Doors): readonly DeviceRoute[] => [
  ['GET', '/sets/:id/standing', showStanding(room)],
  ['GET', '/sets/:id/images/:image/unmarked', known(showUnmarked(room), 'open')],
  ['GET', '/sets/:id/images/:image/earlier', known(showEarlier(room), 'open')],
  ['POST', '/device/begin', known(beginBinding(room), 'press')],
  ['POST', '/device/bind', known(bindPhone(room), 'press')],
  ['GET', '/lost', known(askLost, 'open')],
  ['POST', '/lost', known(pressLost(room), 'press')],
  ['POST', '/device/unlock', open(unlock(room), 'sign-in')],
];
