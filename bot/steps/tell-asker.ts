import type { Notice } from '../../cards/model.ts';
import type { Policy } from '../policy/conversations.ts';
import { namedOutside } from '../policy/opinions-of.ts';
import { withQuestion } from '../policy/opinion/with-question.ts';
import { isPermanent } from '../policy/retry.ts';
import { shiftOf } from '../policy/shifts.ts';
import type { ChatPost } from '../ports/chat.ts';
import type { Rotas } from '../ports/rotas.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import { isDue, later, SECOND } from '../set/instant.ts';
import type { AskerNote, AskerTold } from '../set/question.ts';
import type { ViewerAddresses } from './describe-set.ts';
import type { Asked } from './asked-question.ts';
import { eventOf } from './asked-question.ts';
import type { StepOutcome } from './step.ts';
import type { Telling } from './tell-asked.ts';
import type { Duty } from './tell-to-do.ts';
import { whoHolds } from './who-holds.ts';

export interface TellAskerParts {
  readonly post: Pick<ChatPost, 'ask' | 'tellThread'>;
  readonly rotas: Rotas;
  readonly policy: Policy;
  readonly addresses: ViewerAddresses;
  dutyOf(organisation: OrganisationId): Duty;
}

/** As in tell-asked.ts; the card says the same all the while. */
const MOST_TRIES = 2;
const TRY_AGAIN = 30 * SECOND;

/**
 * What whoever asked must do: ring as well, ring now, ring the switchboard, send the address themselves. Off shift, those
 * who now hold their role hear it too, or those on duty; where the bot may write to none of them, the thread does.
 */
export const tellAsker = async (parts: TellAskerParts, asked: Asked, what: AskerNote): Promise<Telling> => {
  const { question, job } = asked;
  const note = question.askerTold?.find((one) => one.what === what);
  const tries = note?.sending ?? 0;
  if (tries >= MOST_TRIES) return { outcome: settled(asked, what, { told: 0, as: 'not-known' }) };
  await job.intend(
    eventOf(asked, 'question-telling-intended', { why: what, to: 'asker', try: tries + 1 }),
    withSending(asked, what, tries + 1),
  );
  const notice = noticeOf(parts, asked, what);
  const { told, left } = await tellEach(parts, asked, await audience(parts, asked), notice);
  if (told === 0 && left !== undefined) {
    const wait = Math.max(TRY_AGAIN, left.retryAfterMs ?? 0);
    return {
      outcome: {
        to: withSending(asked, what, 0),
        events: [],
        duty: { againAt: later(job.now, wait) },
      },
    };
  }
  return { outcome: settled(asked, what, { told, as: told === 0 ? 'thread' : 'person' }) };
};

/** Everybody once; `left`: the fault worth another try, where nobody at all could be told. */
const tellEach = async (
  { post }: TellAskerParts,
  { set }: Asked,
  people: readonly PersonId[],
  notice: Notice,
): Promise<{ readonly told: number; readonly left?: SafelightError }> => {
  let told = 0;
  let left: SafelightError | undefined;
  const tell = async (telling: () => Promise<unknown>): Promise<boolean> => {
    try {
      await telling();
      return true;
    } catch (thrown) {
      const error = asSafelightError(thrown);
      if (!isPermanent(error)) left = error;
      return false;
    }
  };
  for (const person of people) if (await tell(() => post.ask(set.origin.place, person, notice))) told += 1;
  if (told > 0) return { told };
  if (left === undefined && set.origin.place.kind !== 'personal')
    await tell(() => post.tellThread(set.origin, notice));
  return left === undefined ? { told } : { told, left };
};

/** Whoever asked; and once their shift is over, whoever is there instead of them, first. */
const audience = async (
  parts: TellAskerParts,
  { set, question, job }: Asked,
): Promise<readonly PersonId[]> => {
  const duty = parts.dutyOf(set.organisation);
  if (!isDue(shiftOf(question.askedAt, duty.shifts).end, job.now)) return [question.by];
  const { answerTo } = question;
  const holders = answerTo === undefined ? [] : await whoHolds(parts)(set.organisation, answerTo, job.now);
  const instead = holders.length > 0 ? holders : duty.onDuty;
  return [...instead.filter((one) => !samePerson(one, question.by)), question.by];
};

const withSending = ({ question }: Asked, what: AskerNote, sending: number | undefined) =>
  withQuestion(question.id, (one) => ({
    ...one,
    askerTold: (one.askerTold ?? []).map((note) =>
      note.what === what ? { what, at: note.at, ...(sending === undefined ? {} : { sending }) } : note,
    ) satisfies readonly AskerTold[],
  }));

const settled = (
  asked: Asked,
  what: AskerNote,
  facts: { readonly told: number; readonly as: string },
): StepOutcome => ({
  to: withSending(asked, what, undefined),
  owes: [{ verb: 'redraw', dueAt: asked.job.now }],
  events: [eventOf(asked, 'question-asker-told', { what, ...facts })],
  duty: { againAt: asked.job.now },
});

const noticeOf = (
  { addresses }: TellAskerParts,
  { set, question, opinions }: Asked,
  what: AskerNote,
): Notice => {
  const gone = question.toldTo.findLast(({ unreached }) => unreached === true);
  const mail = gone && namedOutside(opinions).find((one) => samePerson(one.person, gone.person))?.mail;
  return {
    kind: 'asker',
    what,
    ...(question.called === undefined ? {} : { called: question.called }),
    ring: what === 'no-one' ? opinions.switchboard : (question.ring ?? opinions.switchboard),
    ...(what === 'unreached' && mail !== undefined ? { mail } : {}),
    openUrl: `${addresses.publicUrl}/sets/${set.id}`,
  };
};
