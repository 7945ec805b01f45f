import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later } from '../../set/instant.ts';
import type { AskerNote, Question, Told } from '../../set/question.ts';
import { seenBy } from './seen-within.ts';
import type { OpinionRules } from './rules.ts';

/** What is owed about a question now (issue D part 2): one thing at a time. */
export type NextTelling =
  /** A message that was decided on has not been sent yet, or nobody knows that it was. */
  | { readonly do: 'tell'; readonly told: Told }
  | { readonly do: 'tell-asker'; readonly what: AskerNote }
  | { readonly do: 'ask'; readonly person: PersonId; readonly why: Told['why'] }
  /** Nobody is on the rota. */
  | { readonly do: 'no-one' }
  | { readonly do: 'ring-now' }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'nothing' };

export interface OnRota {
  /** Those on call now whom this question may go to, in order; empty where nobody is. Undefined where a person was asked. */
  readonly people: readonly PersonId[] | undefined;
}

/** Of one question nobody is messaged more often, the asker apart; whoever hands it on begins anew. */
const MOST = 3;
/** A rota that stays empty is looked at no longer: whoever asked was told to ring at once. */
const LOOKED_FOR = DAY;

/**
 * Asked, asked again, then the next on the rota, then the asker is told to ring: each when the urgency's limit is over
 * and none of those asked has looked. Somebody no message reached is not waited for.
 */
export const nextTelling = (
  question: Question,
  { people }: OnRota,
  rules: Pick<OpinionRules, 'seenWithin'>,
  now: Instant,
): NextTelling => {
  if (question.closed !== undefined) return { do: 'nothing' };
  const owed = tellingsOwed(question);
  const [first] = owed;
  if (first !== undefined) return first;
  const round = currentRound(question);
  if (isSeen(question, round)) return { do: 'nothing' };
  const last = round.at(-1);
  if (last === undefined) return ofEmptyRota(question, people, rules, now);
  const due = last.unreached === true ? last.at : seenBy(question.urgency, last.at, rules);
  if (!isDue(due, now)) return { do: 'wait', until: due };
  return step(question, round, last, people ?? []);
};

/** Messages decided on and not known to be sent, those to people first: whoever is asked waits for nobody else. */
export const tellingsOwed = (question: Question): readonly NextTelling[] => {
  if (question.closed !== undefined) return [];
  const isSought = !isSeen(question, currentRound(question));
  const round = currentRound(question);
  return [
    ...(isSought ? round : [])
      .filter(({ sending }) => sending !== undefined)
      .map((told) => ({ do: 'tell', told }) as const),
    ...(question.askerTold ?? [])
      .filter(({ sending, what }) => sending !== undefined && (isSought || what === 'unreached'))
      .map(({ what }) => ({ do: 'tell-asker', what }) as const),
  ];
};

/** Since it was last handed on; from its beginning where it never was. */
export const currentRound = ({ toldTo }: Pick<Question, 'toldTo'>): readonly Told[] =>
  toldTo.slice(
    Math.max(
      0,
      toldTo.findLastIndex(({ why }) => why === 'handed-on'),
    ),
  );

/** One of those asked in this round has been shown a picture of it in full. */
export const isSeen = ({ seen }: Pick<Question, 'seen'>, round: readonly Told[]): boolean =>
  round.some(({ person }) => seen.some(({ by }) => samePerson(by, person)));

const ofEmptyRota = (
  question: Question,
  people: readonly PersonId[] | undefined,
  rules: Pick<OpinionRules, 'seenWithin'>,
  now: Instant,
): NextTelling => {
  const [first] = people ?? [];
  if (first !== undefined) return { do: 'ask', person: first, why: 'asked' };
  if (question.noOneAt === undefined) return { do: 'no-one' };
  // The next turn may begin: somebody on it is asked then.
  return isDue(later(question.askedAt, LOOKED_FOR), now)
    ? { do: 'nothing' }
    : { do: 'wait', until: laterOf(seenBy(question.urgency, now, rules), later(now, 60_000)) };
};

const step = (
  question: Question,
  round: readonly Told[],
  last: Told,
  people: readonly PersonId[],
): NextTelling => {
  const messages = round.filter(({ unreached }) => unreached === undefined).length;
  const next = people.find((one) => !round.some(({ person }) => samePerson(person, one)));
  const isFirstTime = last.why === 'asked' || last.why === 'handed-on';
  if (last.unreached === undefined && isFirstTime && messages < MOST)
    return { do: 'ask', person: last.person, why: 'again' };
  const mayGoOn = last.why !== 'next-on-rota' || last.unreached === true;
  if (mayGoOn && next !== undefined && messages < MOST)
    return { do: 'ask', person: next, why: 'next-on-rota' };
  return question.ringToldAt === undefined ? { do: 'ring-now' } : { do: 'nothing' };
};

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
