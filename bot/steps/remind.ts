import type { Notice } from '../../cards/model.ts';
import { hasLapsed } from '../policy/lapse.ts';
import { isUnfiledAtLapse } from '../policy/alerts.ts';
import { isMisSent, TOLD_OF } from '../policy/exceptions.ts';
import { TRAINING } from '../policy/illustration/training.ts';
import { isRemovable } from '../policy/removal.ts';
import { PHOTOGRAPH_DUE } from '../policy/series/next-photograph.ts';
import { isNothing, leftOf } from '../policy/to-do.ts';
import type { ChatPost } from '../ports/chat.ts';
import { isPermanent } from '../policy/retry.ts';
import type { NewDuty } from '../set/duty.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, isDue, later, MINUTE } from '../set/instant.ts';
import type { ViewerAddresses } from './describe-set.ts';
import { LAPSE_NOTICE } from './ingest/commit-custody.ts';
import type { Asking } from './ask-poster.ts';
import { ask, askToRemove, askToSignIn, closeAsks } from './ask-poster.ts';
import { photographDue } from './photograph-due.ts';
import { ASK_OVER } from './redraw.ts';
import type { AnswerTellingParts } from './tell-answer.ts';
import { answerTelling } from './tell-answer.ts';
import type { ToDoParts } from './tell-to-do.ts';
import { TO_DO, tellToDo } from './tell-to-do.ts';
import type { Job, Step, StepOutcome } from './step.ts';
import { exceptionTelling } from './tell-exceptions.ts';

export interface RemindParts extends Pick<AnswerTellingParts, 'holding'> {
  readonly post: ChatPost;
  readonly addresses: ViewerAddresses;
  /** Whose list an unfiled set joins when its card lapses. */
  unfiledOwner(organisation: OrganisationId): PersonId | undefined;
  readonly toDo: ToDoParts;
  /** Who in information governance is told at once of urgent care and of mis-sends; nobody where it is absent. */
  governance?(organisation: OrganisationId): readonly PersonId[];
  /** Who leads Medical Illustration, told where training may help; nobody where it is absent. */
  illustrationLead?(organisation: OrganisationId): PersonId | undefined;
}

/** What is said, to whom, and when it is said again. Undefined: the reason to speak is gone. */
interface Telling {
  readonly to: readonly PersonId[];
  /** The set's own thread hears it as well; a personal chat with the bot is the poster's already. */
  readonly thread?: boolean;
  readonly notice: Notice;
  readonly event?: AuditEvent['kind'];
  readonly again?: Instant;
  readonly owes?: StepOutcome['owes'];
  /** What is known of the set from then on. */
  readonly learned?: StepOutcome['to'];
}

/** One message a time slot, only while its reason stands. The duty's subject is the reason. */
export const remind =
  (parts: RemindParts): Step =>
  async (job) => {
    const { set, now, duty } = job;
    const wait = notYet(set, reasonOf(duty.subject), now);
    if (wait !== undefined) return { events: [], duty: { againAt: wait } };
    const openUrl = `${parts.addresses.publicUrl}/sets/${set.id}`;
    if (duty.subject === TO_DO) return tellToDo(parts.toDo, parts.post, parts.addresses, job);
    if (reasonOf(duty.subject).startsWith(PHOTOGRAPH_DUE)) return photographDue(parts.toDo.ledger, job);
    if (duty.subject === ASK_OVER) return closeAsks(parts.post, job, openUrl);
    const asking = askingFor(job, openUrl);
    if (asking !== undefined) return ask(parts.post, job, asking);
    const telling: Telling | undefined =
      (await answerTelling(parts, job, reasonOf(duty.subject), openUrl)) ?? tellingFor(parts, job, openUrl);
    if (telling === undefined) return { events: [], duty: 'done' };
    const { told, left } = await tellAll(parts.post, job, telling);
    const [first] = left;
    if (told === 0 && first !== undefined) throw first.error;
    const event = telling.event;
    const isRest = duty.subject.includes(TO);
    return {
      ...(telling.learned === undefined || isRest ? {} : { to: telling.learned }),
      owes: [...(isRest ? [] : (telling.owes ?? [])), ...left.map((one) => owedTo(job, one))],
      events:
        event === undefined ? [] : [{ kind: event, at: now, by: 'system', set: set.id, facts: { told } }],
      duty: telling.again === undefined || isRest ? 'done' : { againAt: telling.again },
    };
  };

/** Whoever could not be told for the moment, while others were: theirs is a duty of its own, so that nobody hears twice. */
interface Left {
  readonly to: string;
  readonly error: SafelightError;
}
/** In a duty's subject, between the reason and the one it is left for. */
const TO = ' to ';
const THREAD = 'thread';
const SOON = MINUTE;

const owedTo = ({ duty, now }: Job, { to, error }: Left): NewDuty => ({
  verb: 'remind',
  subject: `${reasonOf(duty.subject)}${TO}${to}`,
  dueAt: later(now, Math.max(SOON, error.retryAfterMs ?? 0)),
});

const reasonOf = (subject: string): string => subject.split(TO)[0] ?? '';

/** Everybody, or the one this duty is left for. */
const tellAll = async (
  post: ChatPost,
  { set, duty }: Job,
  { to, thread, notice }: Telling,
): Promise<{ readonly told: number; readonly left: readonly Left[] }> => {
  const tellings: (readonly [string, () => Promise<void>])[] = to.map((person) => [
    `${person.tid}/${person.oid}`,
    () => post.tell(set.origin.place, person, notice),
  ]);
  if (thread === true && set.origin.place.kind !== 'personal')
    tellings.push([THREAD, () => post.tellThread(set.origin, notice)]);
  const [, only] = duty.subject.split(TO);
  const left: Left[] = [];
  let told = 0;
  for (const [name, telling] of tellings.filter(([one]) => only === undefined || one === only)) {
    const outcome = await tellOne(telling);
    if (outcome === 'told') told += 1;
    else if (outcome !== 'cannot') left.push({ to: name, error: outcome });
  }
  return { told, left };
};

/** Where the bot may not write must not keep the others from being told; the audit says how many were. */
const tellOne = async (telling: () => Promise<void>): Promise<'told' | 'cannot' | SafelightError> => {
  try {
    await telling();
    return 'told';
  } catch (thrown) {
    const error = asSafelightError(thrown);
    return isPermanent(error) ? 'cannot' : error;
  }
};

/** Between two messages to a poster about the same trouble: an outage lasts all night, and is tried every few minutes. */
const QUIET = 4 * HOUR;

const notYet = (set: ImageSet, subject: string, now: Instant): Instant | undefined => {
  const due = dueOf(set, subject) ?? now;
  return isDue(due, now) ? undefined : due;
};

/** A renewed card lapses later: its reminders move with it. */
const dueOf = (set: ImageSet, subject: string): Instant | undefined => {
  if (subject.startsWith('custody-failed'))
    return set.posterToldAt === undefined ? undefined : later(set.posterToldAt, QUIET);
  if (set.state !== 'stored') return undefined;
  if (subject === 'lapse-soon') return later(set.lapsesAt, -LAPSE_NOTICE);
  return subject === 'lapsed' ? set.lapsesAt : undefined;
};

/** What the poster alone can do, with a button to do it. */
const askingFor = (job: Job, openUrl: string): Asking | undefined => {
  const { set, duty, now } = job;
  if (duty.subject === 'ask-poster')
    return set.state === 'stored' ? askToRemove(job, set, openUrl) : undefined;
  if (duty.subject !== 'custody-failed:sign-in-needed' || !isStillThere(set)) return undefined;
  return {
    ...askToSignIn(set, openUrl),
    learned: (current) => ({ ...current, posterToldAt: now }),
  };
};

/** In custody already, it is an edit that could not be taken: its message is still there, or nothing is to be said. */
const isStillThere = (set: ImageSet): boolean =>
  set.state === 'received' || (set.state === 'stored' && set.copies.some(isRemovable));

const FOR_THOSE_THERE: ReadonlySet<string> = new Set(['card-missing', 'lapse-soon', 'lapsed']);

const tellingFor = (parts: RemindParts, job: Job, openUrl: string): Telling | undefined => {
  const { set, duty } = job;
  const [reason = '', detail = ''] = reasonOf(duty.subject).split(':');
  if (reason === 'not-protected')
    return { to: [set.poster], notice: { kind: 'not-protected', count: Number(detail) } };
  if (reason === 'custody-failed') return custodyFailed(job, detail);
  if (set.state !== 'stored') return undefined;
  // Nothing of it is said in a conversation of the wrong people, or to those it would have reached there.
  if (isMisSent(set) && FOR_THOSE_THERE.has(reason)) return undefined;
  switch (reason) {
    case TOLD_OF.urgentCare:
    case TOLD_OF.misSend:
    case TOLD_OF.recheck:
      return exceptionTelling(set, reason, detail, job.now, {
        governance: parts.governance?.(set.organisation) ?? [],
        openUrl,
      });
    case 'card-missing':
      return cardMissing(job, set, openUrl);
    case 'link-elsewhere':
      return { to: [set.poster], notice: { kind: 'link-elsewhere', openUrl } };
    case 'lapse-soon':
      return lapseSoon(job, set, openUrl);
    case 'lapsed':
      return lapsed(parts, job, set, openUrl);
    case TRAINING:
      return training(parts, set);
    default:
      return undefined;
  }
};

/** Who it is about stands on the lead's own page, and in no message (QUAL-06). */
const training = (parts: RemindParts, { organisation }: StoredSet): Telling => {
  const lead = parts.illustrationLead?.(organisation);
  return {
    to: lead === undefined ? [] : [lead],
    notice: {
      kind: 'training-suggested',
      openUrl: `${parts.addresses.publicUrl}/illustration/training`,
    },
  };
};

/** What was captured stands in no message: its page says so, and still has the picture. */
const custodyFailed = ({ set, now }: Job, code: string): Telling | undefined =>
  code === 'sign-in-needed' || set.capture !== undefined || !isStillThere(set)
    ? undefined
    : {
        to: [set.poster],
        notice: { kind: 'custody-failed', code },
        learned: (current) => ({ ...current, posterToldAt: now }),
      };

/** No card within 30 seconds: those it would have reached are told directly, once however long it cannot stand. */
const cardMissing = ({ now, duty }: Job, set: StoredSet, openUrl: string): Telling | undefined =>
  set.card.state === 'standing' ||
  (set.card.state === 'cannot-stand' && set.card.told && !duty.subject.includes(TO))
    ? undefined
    : {
        to: [set.poster, ...set.mentioned.filter((person) => !samePerson(person, set.poster))],
        notice: { kind: 'card-missing', openUrl },
        event: 'card-impossible',
        learned: (current) =>
          current.state === 'stored' && current.card.state !== 'standing'
            ? { ...current, card: { state: 'cannot-stand', at: now, told: true } }
            : current,
        owes: [{ verb: 'alarm', subject: 'card-missing', dueAt: now }],
      };

const lapseSoon = ({ now }: Job, set: StoredSet, openUrl: string): Telling | undefined =>
  hasLapsed(set, now) || set.notClinical !== undefined
    ? undefined
    : {
        // What the poster still has to do is on their running list: they are not messaged of each set.
        to: isNothing(leftOf(set, now)) ? [set.poster] : [],
        thread: true,
        notice: { kind: 'lapses-soon', openUrl, lapsesAt: set.lapsesAt },
        event: 'lapse-notified',
      };

const lapsed = (parts: RemindParts, { now }: Job, set: StoredSet, openUrl: string): Telling | undefined => {
  const owner = parts.unfiledOwner(set.organisation);
  if (!isUnfiledAtLapse(set, now)) return undefined;
  return {
    // On duty as well, they have had it on their running list since the poster's shift ended.
    to: owner === undefined || isOnDuty(parts, set, owner) ? [] : [owner],
    notice: { kind: 'unfiled-at-lapse', openUrl },
    event: 'unfiled-at-lapse',
    owes: [
      { verb: 'alarm', subject: 'unfiled-at-lapse', dueAt: now },
      { verb: 'redraw', dueAt: now },
    ],
  };
};

const isOnDuty = ({ toDo }: RemindParts, { organisation }: StoredSet, person: PersonId): boolean =>
  toDo.dutyOf(organisation).onDuty.some((one) => samePerson(one, person));
