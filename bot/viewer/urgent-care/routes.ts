import type { Answer } from '../http/asked.ts';
import type { Doors } from '../doors.ts';
import type { Room } from '../room.ts';
import { pressUrgentCare, showUrgentCare } from './press-urgent-care.ts';

type UrgentCareRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** Break-glass: opening without being in the conversation. */
export const urgentCareRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly UrgentCareRoute[] => [
  ['GET', '/sets/:id/urgent-care', known(showUrgentCare(room), 'open')],
  ['POST', '/sets/:id/urgent-care', known(pressUrgentCare(room), 'urgent-care')],
];
