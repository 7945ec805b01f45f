import type { Notice } from '../../cards/model.ts';
import type { Policy } from '../policy/conversations.ts';
import { oneMessage, spokenFor } from '../policy/opinion/one-message.ts';
import { wardOf } from '../policy/opinions-of.ts';
import { withQuestion, withTold } from '../policy/opinion/with-question.ts';
import { isPermanent } from '../policy/retry.ts';
import type { ChatPost } from '../ports/chat.ts';
import type { Ledger } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import { isDue, later, MINUTE, SECOND } from '../set/instant.ts';
import type { Question, Told } from '../set/question.ts';
import type { ViewerAddresses } from './describe-set.ts';
import type { Asked } from './asked-question.ts';
import { eventOf, withNote } from './asked-question.ts';
import type { StepOutcome } from './step.ts';

export interface TellAskedParts {
  readonly post: Pick<ChatPost, 'ask'>;
  readonly ledger: Pick<Ledger, 'find'>;
  readonly addresses: ViewerAddresses;
  readonly policy: Policy;
}

/** What became of one message owed: said or given up; or it must wait. */
export type Telling = { readonly outcome: StepOutcome } | { readonly wait: Instant };

/** Begun twice and never heard of again: whether it is there nobody knows, and nobody sends it a third time. */
const MOST_TRIES = 2;
const TRY_AGAIN = 15 * SECOND;
/** A platform that takes no message for so long: the asker is told to ring instead. */
const GIVE_UP = { urgent: 3 * MINUTE, today: 10 * MINUTE, routine: 30 * MINUTE };
/** Of the newest sets this person was asked about: more than wait for one person at any time. */
const LOOKED_AT = 200;

/** One message to one person: who asks and how urgent, and nothing of the patient. Several that wait are one message. */
export const tellAsked = async (parts: TellAskedParts, asked: Asked, told: Told): Promise<Telling> => {
  const { question, set, job } = asked;
  const { now } = job;
  const tries = told.sending ?? 0;
  if (tries >= MOST_TRIES) return { outcome: unreached(asked, told, 'not-known') };
  const message = oneMessage(question, told, await questionsTo(parts, set.organisation, told.person), now);
  if (message.do === 'wait') return { wait: message.until };
  if (message.do === 'covered') return { outcome: settled(asked, told, { at: message.at }, 'covered') };
  const sending = (n: number) =>
    withQuestion(question.id, (one) => withTold(one, told, (was) => ({ ...was, sending: n })));
  await job.intend(
    eventOf(asked, 'question-telling-intended', { why: told.why, to: told.person.oid, try: tries + 1 }),
    sending(tries + 1),
  );
  try {
    await parts.post.ask(set.origin.place, told.person, noticeOf(parts, asked, told, message.for));
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (isPermanent(error)) return { outcome: unreached(asked, told, error.code) };
    if (isDue(later(told.at, GIVE_UP[question.urgency]), now))
      return { outcome: unreached(asked, told, error.code) };
    const wait = Math.max(TRY_AGAIN, error.retryAfterMs ?? 0);
    return { outcome: { to: sending(0), events: [], duty: { againAt: later(now, wait) } } };
  }
  const spokeFor = spokenFor(message.for, question.id);
  return {
    outcome: settled(asked, told, { at: now, ...(spokeFor.length === 0 ? {} : { spokeFor }) }, 'told'),
  };
};

const questionsTo = async (
  { ledger }: TellAskedParts,
  organisation: OrganisationId,
  person: PersonId,
): Promise<readonly Question[]> =>
  (await ledger.find(organisation, { by: 'asked-of', person, newest: LOOKED_AT })).flatMap((set) =>
    set.state === 'stored' ? (set.questions ?? []) : [],
  );

const settled = (
  asked: Asked,
  told: Told,
  how: Pick<Told, 'at' | 'spokeFor'>,
  as: 'told' | 'covered',
): StepOutcome => ({
  to: withQuestion(asked.question.id, (one) =>
    withTold(one, told, ({ sending: _sent, ...was }) => ({ ...was, ...how })),
  ),
  owes: [{ verb: 'redraw', dueAt: asked.job.now }],
  events: [
    eventOf(asked, 'question-told', {
      ...{ why: told.why, to: told.person.oid, reached: true, as },
      questions: 1 + (how.spokeFor?.length ?? 0),
    }),
  ],
  duty: { againAt: asked.job.now },
});

/** Said to the asker, with the address to send and the number to ring: nothing is delivered in silence. */
const unreached = (asked: Asked, told: Told, code: string): StepOutcome => {
  const { now } = asked.job;
  return {
    to: withQuestion(asked.question.id, (one) => ({
      ...withTold(one, told, ({ sending: _sent, ...was }) => ({ ...was, unreached: true })),
      askerTold: withNote(one, 'unreached', now),
    })),
    owes: [{ verb: 'redraw', dueAt: now }],
    events: [eventOf(asked, 'question-told', { why: told.why, to: told.person.oid, reached: false, code })],
    duty: { againAt: now },
  };
};

const noticeOf = (
  { addresses, policy }: TellAskedParts,
  { set, question }: Asked,
  told: Told,
  waiting: readonly Question[],
): Notice => {
  const { publicUrl } = addresses;
  if (waiting.length > 1)
    return {
      kind: 'questions-wait',
      count: waiting.length,
      urgent: waiting.filter(({ urgency }) => urgency === 'urgent').length,
      openUrl: `${publicUrl}/mine`,
    };
  const isTheirRole = question.of.who === 'role' && told.why !== 'handed-on';
  return {
    kind: 'asked',
    ward: wardOf(policy, set.organisation, set.origin.place),
    ...(isTheirRole && question.called !== undefined ? { called: question.called } : {}),
    urgency: question.urgency,
    why: told.why,
    // Whoever comes to it second should know that somebody did before.
    others: question.toldTo.some((one) => !samePerson(one.person, told.person)),
    openUrl: `${publicUrl}/sets/${set.id}`,
  };
};
