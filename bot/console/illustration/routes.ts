import type { Doors } from '../../viewer/doors.ts';
import type { Answer } from '../../viewer/http/asked.ts';
import type { Room } from '../../viewer/room.ts';
import { pressReview } from './press-review.ts';
import { showJobs } from './show-jobs.ts';
import { showReport } from './show-report.ts';
import { showTraining } from './show-training.ts';
import { showWorklist } from './show-worklist.ts';

type IllustrationRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** Medical Illustration's own pages. */
export const illustrationRoutes = (room: Room, { known }: Doors): readonly IllustrationRoute[] => [
  ['GET', '/illustration', known(showWorklist(room), 'open')],
  ['GET', '/illustration/photographers', known(showJobs(room), 'open')],
  ['GET', '/illustration/report', known(showReport(room), 'open')],
  ['GET', '/illustration/training', known(showTraining(room), 'open')],
  ['POST', '/illustration/:id', known(pressReview(room), 'review')],
];
