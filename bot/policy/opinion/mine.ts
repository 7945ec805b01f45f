import type { PersonId, SetId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, later } from '../../set/instant.ts';
import type { AnswerCategory, Question } from '../../set/question.ts';
import { isMisSent } from '../exceptions.ts';
import { byUrgency, wasAsked } from './answering.ts';

/** How a question stands for the person whose list it is on. */
export type Standing = 'unseen' | 'waiting' | 'answered' | 'withdrawn';

export interface MyQuestion {
  readonly set: SetId;
  readonly question: Question;
  readonly standing: Standing;
  /** Of the newest answer. */
  readonly category?: AnswerCategory;
}

/** Closed ones stay in sight for as long as what was posted does. */
const SHOWN_FOR = 30 * DAY;
const STANDINGS: readonly Standing[] = ['unseen', 'waiting', 'answered', 'withdrawn'];

/**
 * What this person was asked (`of-me`), or asks (`by-me`), once each: first what nobody has looked at, then what waits,
 * each the most urgent first, then what was answered, the newest first. Nothing of what went to the wrong people.
 */
export const myQuestions = (
  sets: readonly StoredSet[],
  person: PersonId,
  whose: 'of-me' | 'by-me',
  now: Instant,
): readonly MyQuestion[] => {
  const since = later(now, -SHOWN_FOR);
  const isMine = (one: Question): boolean =>
    whose === 'by-me' ? samePerson(one.by, person) : wasAsked(one, person) && !samePerson(one.by, person);
  return sets
    .filter((set) => !isMisSent(set))
    .flatMap((set) =>
      (set.questions ?? [])
        .filter((one) => isMine(one) && (one.closed === undefined || one.closed.at >= since))
        .map((one) => mineOf(set, one, person, whose)),
    )
    .sort(inOrder);
};

const mineOf = (
  set: StoredSet,
  question: Question,
  person: PersonId,
  whose: 'of-me' | 'by-me',
): MyQuestion => {
  const category = question.answers.at(-1)?.category;
  const looks = whose === 'by-me' ? question.seen : question.seen.filter(({ by }) => samePerson(by, person));
  return {
    ...{ set: set.id, question, standing: standingOf(question, looks.length > 0) },
    ...(category === undefined ? {} : { category }),
  };
};

const standingOf = ({ closed, answers }: Question, isSeen: boolean): Standing => {
  if (closed?.why === 'withdrawn') return 'withdrawn';
  if (closed !== undefined) return 'answered';
  // More views were asked for: the question waits, and not for being looked at.
  return isSeen || answers.length > 0 ? 'waiting' : 'unseen';
};

const inOrder = (a: MyQuestion, b: MyQuestion): number => {
  const [one, other] = [STANDINGS.indexOf(a.standing), STANDINGS.indexOf(b.standing)];
  if (one !== other) return one - other;
  return a.question.closed === undefined
    ? byUrgency(a.question, b.question)
    : b.question.askedAt.localeCompare(a.question.askedAt);
};
