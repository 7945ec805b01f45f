import type { Answer } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { showStanding } from './standing.ts';

type DeviceRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** What keeps a page of pictures honest on a phone: whether it may still be shown. */
export const deviceRoutes = (room: Room): readonly DeviceRoute[] => [
  ['GET', '/sets/:id/standing', showStanding(room)],
];
