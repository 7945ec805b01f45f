import type { Instant } from '../../bot/set/instant.ts';
import { instant } from '../../bot/set/instant.ts';
import { imageId, personId, questionId } from '../../bot/set/ids.ts';
import type { Question } from '../../bot/set/question.ts';

/** A second opinion that somebody was asked for and nobody has given yet. */
export const openQuestion = (change: Partial<Question> = {}): Question => {
  const askedAt = change.askedAt ?? instant('2026-03-02T03:00:00Z');
  const person = personId('own-tenant', 'registrar');
  return {
    id: questionId('question-1'),
    by: personId('own-tenant', 'asker'),
    askedAt,
    of: { who: 'person', person },
    urgency: 'urgent',
    images: [imageId('unfiled')],
    text: 'c2VhbGVk',
    toldTo: [{ person, at: askedAt, why: 'asked' }],
    seen: [],
    answers: [],
    ...change,
  };
};

/** The same, closed by an answer at that moment. */
export const closedQuestion = (at: Instant, change: Partial<Question> = {}): Question => ({
  ...openQuestion(change),
  closed: { at, by: personId('own-tenant', 'registrar'), why: 'answered' },
});
