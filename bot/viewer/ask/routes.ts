import type { Doors } from '../doors.ts';
import type { Answer } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { pressAsk, showAsk } from './press-ask.ts';
import { pressHandOn, showHandOn } from './press-hand-on.ts';

type AskRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** To ask for a second opinion, and to hand one on. */
export const askRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly AskRoute[] => [
  ['GET', '/sets/:id/ask', known(showAsk(room), 'open')],
  ['POST', '/sets/:id/ask', known(pressAsk(room), 'press')],
  ['GET', '/sets/:id/hand-on', known(showHandOn(room), 'open')],
  ['POST', '/sets/:id/hand-on', known(pressHandOn(room), 'press')],
];
