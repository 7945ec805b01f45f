import type { Doors } from '../viewer/doors.ts';
import type { Answer } from '../viewer/http/asked.ts';
import type { Room } from '../viewer/room.ts';
import { askLostFor, pressLostFor } from './phones-section.ts';

/** A lost phone, ended by information governance for whoever rings them. */
export const phoneRoutes = (
  room: Room,
  { known }: Pick<Doors, 'known'>,
): readonly (readonly [method: 'GET' | 'POST', path: string, answer: Answer])[] => [
  ['GET', '/console/lost', known(askLostFor(room), 'open')],
  ['POST', '/console/lost', known(pressLostFor(room), 'press')],
];
