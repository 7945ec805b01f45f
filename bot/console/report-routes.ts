import type { Doors } from '../viewer/doors.ts';
import type { Answer } from '../viewer/http/asked.ts';
import type { Room } from '../viewer/room.ts';
import { showConsentReport } from './consent-report.ts';

type ReportRoute = readonly [method: 'GET', path: string, answer: Answer];

/** Figures for information governance. */
export const reportRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly ReportRoute[] => [
  ['GET', '/console/consent', known(showConsentReport(room), 'open')],
];
