import type { Answer } from '../http/asked.ts';
import type { Doors } from '../doors.ts';
import type { Room } from '../room.ts';
import { pressAcknowledge, pressMisSend, pressUndo, showMisSend } from './press-mis-send.ts';

type MisSendRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** "Wrong patient / wrong people": one button, both choices, an undo, and the word of those who acted on it. */
export const misSendRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly MisSendRoute[] => [
  ['GET', '/sets/:id/mis-send', known(showMisSend(room), 'open')],
  ['POST', '/sets/:id/mis-send', known(pressMisSend(room), 'press')],
  ['POST', '/sets/:id/mis-send/undo', known(pressUndo(room), 'press')],
  ['POST', '/sets/:id/mis-send/acknowledge', known(pressAcknowledge(room), 'press')],
];
