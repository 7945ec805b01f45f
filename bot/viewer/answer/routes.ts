import type { Doors } from '../doors.ts';
import type { Answer } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { anotherView } from './another-view.ts';
import { pressAnswer, pressCloseQuestion } from './press-answer.ts';

type AnswerRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** What is done about a question on the page of its set. */
export const answerRoutes = (room: Room, { known }: Pick<Doors, 'known'>): readonly AnswerRoute[] => [
  ['GET', '/sets/:id/another-view', known(anotherView(room), 'open')],
  ['POST', '/sets/:id/answer', known(pressAnswer(room), 'press')],
  ['POST', '/sets/:id/close-question', known(pressCloseQuestion(room), 'press')],
];
