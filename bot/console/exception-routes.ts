import type { Doors } from '../viewer/doors.ts';
import type { Answer } from '../viewer/http/asked.ts';
import type { Room } from '../viewer/room.ts';
import { showIncident } from './incident-page.ts';
import { pressOutcome, pressReview } from './press-exceptions.ts';

type ExceptionRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** What information governance decides of urgent care and of what was sent wrongly. */
export const exceptionRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly ExceptionRoute[] => [
  ['GET', '/console/incidents/:id', known(showIncident(room), 'open')],
  ['POST', '/console/urgent-care', known(pressReview(room), 'press')],
  ['POST', '/console/mis-send', known(pressOutcome(room), 'press')],
];
