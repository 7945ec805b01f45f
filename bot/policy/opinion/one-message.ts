import type { PersonId, QuestionId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { isDue, later, MINUTE, SECOND } from '../../set/instant.ts';
import type { Question, Told } from '../../set/question.ts';
import { currentRound, isSeen } from './next-telling.ts';

/** Nobody is messaged more often, a new urgent question apart: whoever is nagged mutes the bot. */
const QUIET = 2 * MINUTE;
/** Another question is to speak for this one; where it has not by then, this one speaks. */
const PATIENCE = QUIET + 30 * SECOND;
const SOON = 5 * SECOND;

export type OneMessage =
  /** `for`: questions that wait for the same person, this one among them. */
  | { readonly do: 'send'; readonly for: readonly Question[] }
  /** A message that was sent meanwhile has spoken of it. */
  | { readonly do: 'covered'; readonly at: Instant }
  | { readonly do: 'wait'; readonly until: Instant };

/** Whether a message to this person about this question goes out now, alone or for others too. `all`: every question of the organisation that was asked of them. */
export const oneMessage = (
  question: Question,
  told: Told,
  all: readonly Question[],
  now: Instant,
): OneMessage => {
  const { person } = told;
  const others = all.filter(({ id }) => id !== question.id);
  const covering = sentTo(others, person).find(
    (one) => one.at >= told.at && one.spokeFor?.includes(question.id) === true,
  );
  if (covering !== undefined) return { do: 'covered', at: covering.at };
  const waiting = [question, ...others.filter((one) => isWaitingFor(one, person))];
  if (question.urgency === 'urgent' && told.why !== 'again') return { do: 'send', for: waiting };
  const last = sentTo([question, ...others], person)
    .map(({ at }) => at)
    .sort()
    .at(-1);
  if (last !== undefined && !isDue(later(last, QUIET), now)) return { do: 'wait', until: later(last, QUIET) };
  const isAnothersTurn =
    speaker(waiting, person)?.id !== question.id && !isDue(later(told.at, PATIENCE), now);
  return isAnothersTurn ? { do: 'wait', until: later(now, SOON) } : { do: 'send', for: waiting };
};

const sentTo = (questions: readonly Question[], person: PersonId): readonly Told[] =>
  questions
    .flatMap(({ toldTo }) => toldTo)
    .filter(
      (one) => samePerson(one.person, person) && one.unreached === undefined && one.sending === undefined,
    );

/** Open, this person is asked in its current round, and nobody of that round has looked. */
const isWaitingFor = (question: Question, person: PersonId): boolean => {
  const round = currentRound(question);
  return (
    question.closed === undefined &&
    !isSeen(question, round) &&
    round.some((one) => samePerson(one.person, person) && one.unreached === undefined)
  );
};

/** Of several whose message to one person is owed, the one owed longest. */
const speaker = (waiting: readonly Question[], person: PersonId): Question | undefined => {
  const owedSince = (question: Question): Instant | undefined =>
    currentRound(question).find((one) => samePerson(one.person, person) && one.sending !== undefined)?.at;
  return waiting
    .flatMap((question) => {
      const since = owedSince(question);
      return since === undefined ? [] : [{ question, since }];
    })
    .sort((a, b) => a.since.localeCompare(b.since) || a.question.id.localeCompare(b.question.id))[0]
    ?.question;
};

/** What the message says it speaks for, for later ones to know. */
export const spokenFor = (questions: readonly Question[], own: QuestionId): readonly QuestionId[] =>
  questions.map(({ id }) => id).filter((id) => id !== own);
