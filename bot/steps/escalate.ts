import { isMisSent } from '../policy/exceptions.ts';
import type { NextTelling } from '../policy/opinion/next-telling.ts';
import { nextTelling, tellingsOwed } from '../policy/opinion/next-telling.ts';
import { onCall } from '../policy/opinion/on-call.ts';
import { isOfOtherTrust, opinionsOf, roleOf } from '../policy/opinions-of.ts';
import { mayGoOutside } from '../policy/opinion/outside.ts';
import { withQuestion } from '../policy/opinion/with-question.ts';
import type { ChatPost, ChatRead } from '../ports/chat.ts';
import type { Rotas } from '../ports/rotas.ts';
import type { AuditEvent } from '../set/event.ts';
import type { PersonId } from '../set/ids.ts';
import { personId } from '../set/ids.ts';
import { DAY, isDue, later, MINUTE } from '../set/instant.ts';
import type { Question, Told } from '../set/question.ts';
import type { Asked } from './asked-question.ts';
import { eventOf, withNote } from './asked-question.ts';
import { tellAsker } from './tell-asker.ts';
import type { TellAskerParts } from './tell-asker.ts';
import { tellAsked } from './tell-asked.ts';
import type { TellAskedParts } from './tell-asked.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface EscalateParts extends TellAskedParts, TellAskerParts {
  readonly read: Pick<ChatRead, 'member'>;
  readonly rotas: Rotas;
  readonly post: Pick<ChatPost, 'ask' | 'tellThread'>;
}

/**
 * One question's next message, one a turn (policy/opinion/next-telling.ts). What is decided is committed before it is
 * said, and that it is being said before it is sent: a cut leaves nothing unsaid, and says it twice at most.
 */
export const escalate =
  (parts: EscalateParts): Step =>
  async (job) => {
    const { set, duty, now } = job;
    const question =
      set.state === 'stored' ? set.questions?.find(({ id }) => id === duty.subject) : undefined;
    const opinions = opinionsOf(parts.policy, set.organisation);
    if (set.state !== 'stored' || question === undefined || opinions === undefined) return over;
    if (question.closed !== undefined || set.notClinical !== undefined) return over;
    if (isMisSent(set))
      return isOld(question, job) ? over : { events: [], duty: { againAt: later(now, MINUTE) } };
    const asked: Asked = { set, question, opinions, job };
    const owed = await sayOwed(parts, asked);
    if (owed !== undefined) return owed;
    const next = nextTelling(question, { people: await onRota(parts, asked) }, opinions, now);
    return decided(asked, next);
  };

const over: StepOutcome = { events: [], duty: 'done' };

const isOld = ({ askedAt }: Question, { now }: Job): boolean => isDue(later(askedAt, DAY), now);

/** The first message owed that may go out now; where all must wait, until the first of them may. */
const sayOwed = async (parts: EscalateParts, asked: Asked): Promise<StepOutcome | undefined> => {
  const waits: StepOutcome[] = [];
  for (const one of tellingsOwed(asked.question)) {
    const outcome =
      one.do === 'tell'
        ? await tellAsked(parts, asked, one.told)
        : one.do === 'tell-asker'
          ? await tellAsker(parts, asked, one.what)
          : undefined;
    if (outcome === undefined) continue;
    if ('outcome' in outcome) return outcome.outcome;
    waits.push({ events: [], duty: { againAt: outcome.wait } });
  }
  return waits.sort((a, b) => dueAt(a).localeCompare(dueAt(b)))[0];
};

const dueAt = ({ duty }: StepOutcome): string => (duty === 'done' ? '' : duty.againAt);

/** Those on call now whom the question may go to; undefined where a person was asked and not a role. */
const onRota = async (
  parts: EscalateParts,
  { set, question, opinions, job }: Asked,
): Promise<readonly PersonId[] | undefined> => {
  if (question.of.who !== 'role') return undefined;
  const role = roleOf(opinions, question.of.role);
  const read = role === undefined ? 'missing' : (await parts.rotas.read(role.rota, job.now)).rota;
  const found = onCall(read, job.now);
  if ('gap' in found) return [];
  const may: PersonId[] = [];
  for (const oid of found.people) {
    const person = personId(opinions.tenant, oid);
    const member = await parts.read.member(set.origin.place, person);
    if ((member !== undefined && !member.guest) || mayGoOutside(set, question, opinions)) may.push(person);
  }
  return may;
};

/** What is decided is a fact first; the next turn, at once, says it. */
const decided = (asked: Asked, next: NextTelling): StepOutcome => {
  const { question, job, opinions } = asked;
  const { now } = job;
  switch (next.do) {
    case 'wait':
      return { events: [], duty: { againAt: next.until } };
    case 'ask': {
      const told: Told = isOfOtherTrust(opinions, next.person)
        ? { person: next.person, at: now, why: next.why, unreached: true }
        : { person: next.person, at: now, why: next.why, sending: 0 };
      return fact(asked, (one) => ({ ...one, ...ringFrom(asked), toldTo: [...one.toldTo, told] }));
    }
    case 'no-one':
      return fact(
        asked,
        (one) => ({
          ...one,
          ring: opinions.switchboard,
          noOneAt: one.noOneAt ?? now,
          askerTold: withNote(one, 'no-one', now),
        }),
        [eventOf(asked, 'question-no-one', {})],
      );
    case 'ring-now':
      return fact(asked, (one) => ({
        ...one,
        ringToldAt: one.ringToldAt ?? now,
        askerTold: withNote(one, 'ring-now', now),
      }));
    case 'tell':
    case 'tell-asker':
    case 'nothing':
      return {
        owes: question.seen.length > 0 ? [{ verb: 'redraw', dueAt: now }] : [],
        events: [],
        duty: 'done',
      };
  }
};

/** While nobody was on the rota it was the switchboard's. */
const ringFrom = ({ question, opinions }: Asked): Pick<Question, 'ring'> => {
  const role = question.of.who === 'role' ? roleOf(opinions, question.of.role) : undefined;
  return role === undefined ? {} : { ring: role.ring };
};

const fact = (
  { question, job }: Asked,
  change: (question: Question) => Question,
  events: readonly AuditEvent[] = [],
): StepOutcome => ({
  to: withQuestion(question.id, change),
  owes: [{ verb: 'redraw', dueAt: job.now }],
  events,
  duty: { againAt: job.now },
});
