import type { Opinions } from '../policy/opinions-of.ts';
import type { AuditEvent, EventKind } from '../set/event.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { AskerNote, Question, Told } from '../set/question.ts';
import type { Job } from './step.ts';

/** One question of one set, as a step sees it. */
export interface Asked {
  readonly set: StoredSet;
  readonly question: Question;
  readonly opinions: Opinions;
  readonly job: Job;
}

/** Each note once. */
export const withNote = (
  { askerTold = [] }: Question,
  what: AskerNote,
  at: Told['at'],
): NonNullable<Question['askerTold']> =>
  askerTold.some((one) => one.what === what) ? askerTold : [...askerTold, { what, at, sending: 0 }];

/** Of one question, by the system: codes and counts. */
export const eventOf = (
  { set, question, job }: Pick<Asked, 'set' | 'question' | 'job'>,
  kind: EventKind,
  facts: NonNullable<AuditEvent['facts']>,
): AuditEvent => ({
  kind,
  at: job.now,
  by: 'system',
  set: set.id,
  facts: { question: question.id, urgency: question.urgency, ...facts },
});
