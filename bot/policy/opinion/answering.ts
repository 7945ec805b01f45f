import type { AuditEvent } from '../../set/event.ts';
import type { ImageId, PersonId, QuestionId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import type { Answer, AnswerCategory, Question } from '../../set/question.ts';

/** Letters beside an answer (issue D part 4), as a browser's form counts them. */
export const MOST_LETTERS = 1000;

/** Subject of the `remind` that says to whoever asked that an answer has come. */
export const ANSWERED = 'answered';

/** All but "More views please": then somebody asks again with more. */
export const closes = (category: AnswerCategory): boolean => category !== 'more-views';

export const isOpenQuestion = ({ closed }: Question): boolean => closed === undefined;

/**
 * Questions this person may answer now, the most urgent first and then the oldest: asked by name or by role, or in the
 * conversation. Never their own: whoever asked closes it instead.
 */
export const answerableBy = (
  { questions }: Pick<StoredSet, 'questions'>,
  person: PersonId,
  isMember: boolean,
): readonly Question[] =>
  (questions ?? [])
    .filter((one) => isOpenQuestion(one) && !samePerson(one.by, person))
    .filter((one) => isMember || wasAsked(one, person))
    .sort(byUrgency);

export const wasAsked = ({ toldTo }: Question, person: PersonId): boolean =>
  toldTo.some((one) => samePerson(one.person, person));

const URGENCIES = ['urgent', 'today', 'routine'] as const;

/** The most urgent first, and of those the one that has waited longest. */
export const byUrgency = (
  a: Pick<Question, 'urgency' | 'askedAt'>,
  b: Pick<Question, 'urgency' | 'askedAt'>,
): number =>
  URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || a.askedAt.localeCompare(b.askedAt);

/**
 * The images an answer of this person would be about: those asked about that are open to them, or undefined while one of
 * them has not been shown to them in full since it was asked. `opened`: what the audit has of them.
 */
export const shownInFull = (
  question: Question,
  person: PersonId,
  open: readonly ImageId[],
  opened: readonly AuditEvent[],
): readonly ImageId[] | undefined => {
  const about = question.images.filter((one) => open.includes(one));
  const isShown = (image: ImageId): boolean =>
    question.seen.some((one) => samePerson(one.by, person) && one.images.includes(image)) ||
    opened.some((event) => event.image === image && event.at >= question.askedAt && isInFull(event, person));
  return about.length > 0 && about.every(isShown) ? about : undefined;
};

const isInFull = ({ kind, by, facts }: AuditEvent, person: PersonId): boolean =>
  by !== 'system' &&
  samePerson(by, person) &&
  (kind === 'original-opened' || (kind === 'image-opened' && facts?.['rendition'] === 'screen'));

/** The set with this question replaced: for `Change.to`. */
export const withQuestion = (
  set: StoredSet,
  id: QuestionId,
  change: (was: Question) => Question,
): StoredSet => ({
  ...set,
  questions: (set.questions ?? []).map((one) => (one.id === id ? change(one) : one)),
});

/** With one answer more. Two that cross both stand, in order; the first that asks for nothing more closes it. */
export const answered = (question: Question, answer: Answer): Question => ({
  ...question,
  answers: [...question.answers, answer],
  ...(question.closed === undefined && closes(answer.category)
    ? { closed: { at: answer.at, by: answer.by, why: 'answered' } }
    : {}),
});

/** Nobody needs an answer any more. */
export const withdrawn = (question: Question, by: PersonId, at: Instant): Question =>
  question.closed === undefined ? { ...question, closed: { at, by, why: 'withdrawn' } } : question;
