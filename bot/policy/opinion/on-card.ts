import type { StoredSet } from '../../set/image-set.ts';
import type { Question } from '../../set/question.ts';
import type { QuestionLine } from '../../set/question-line.ts';
import { isMisSent } from '../exceptions.ts';

/** A card is no list: the newest are in front of everybody, the others in the viewer. */
const MOST_LINES = 3;

/** What the thread shows of a set's questions, in the order they were asked; nothing to the wrong people. */
export const questionLines = (set: Pick<StoredSet, 'questions' | 'misSends'>): readonly QuestionLine[] =>
  isMisSent(set) ? [] : (set.questions ?? []).slice(-MOST_LINES).map(lineOf);

const lineOf = (question: Question): QuestionLine => {
  const { of, called, urgency, ring } = question;
  const found = stateOf(question);
  const isUnseen = ['not-seen', 'nobody-there', 'nobody-looked'].includes(found.state);
  return {
    ...(of.who === 'role' && called !== undefined ? { role: called } : {}),
    urgency,
    ...found,
    ...(isUnseen && ring !== undefined && (urgency === 'urgent' || found.state !== 'not-seen')
      ? { ring }
      : {}),
  };
};

const stateOf = (question: Question): Pick<QuestionLine, 'state' | 'at' | 'category'> => {
  const { answers, closed, seen, ringToldAt, noOneAt, askedAt } = question;
  const answer = answers.at(-1);
  if (closed?.why === 'withdrawn') return { state: 'withdrawn', at: closed.at };
  if (answer !== undefined) return { state: 'answered', at: answer.at, category: answer.category };
  const look = seen.at(-1);
  if (look !== undefined) return { state: 'seen', at: look.at };
  if (ringToldAt !== undefined) return { state: 'nobody-looked', at: ringToldAt };
  return noOneAt === undefined ? { state: 'not-seen', at: askedAt } : { state: 'nobody-there', at: noOneAt };
};
