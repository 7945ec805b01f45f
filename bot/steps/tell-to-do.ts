import type { Notice } from '../../cards/model.ts';
import { comesAgain } from '../policy/consent/comes-again.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { tipToTell } from '../policy/illustration/tips.ts';
import { isPermanent } from '../policy/retry.ts';
import { dueSince } from '../policy/series/next-photograph.ts';
import type { ShiftStart } from '../policy/shifts.ts';
import { shiftOf } from '../policy/shifts.ts';
import {
  addUp,
  isHandedOver,
  isNothing,
  isTimeToTell,
  leftOf,
  speakerOf,
  standingTodo,
  TOLD_FOR,
} from '../policy/to-do.ts';
import type { ChatPost } from '../ports/chat.ts';
import type { Once } from '../ports/coverage.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NewDuty } from '../set/duty.ts';
import type { AuditEvent } from '../set/event.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet, Todo } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue, later, MINUTE } from '../set/instant.ts';
import type { Flaw } from '../set/quality.ts';
import { FLAWS } from '../set/quality.ts';
import type { ViewerAddresses } from './describe-set.ts';
import { hasPlaceIn, sayPlaceOnce, saysPlace } from './say-place-once.ts';
import { isNewsOf, sayOf, seenAgain } from './seen-again.ts';
import type { Job, StepOutcome } from './step.ts';

/** Subject of the `remind` that keeps one set on somebody's running list. */
export const TO_DO = 'to-do';

/** How a trust's shifts go, and who is told of what earlier shifts left (policy file: `shifts`, `onDuty`). */
export interface Duty {
  readonly shifts: readonly ShiftStart[];
  readonly onDuty: readonly PersonId[];
  /** How a ward reaches Medical Illustration, told with its tips (policy file: `illustration`). */
  readonly illustration?: string;
}

export interface ToDoParts {
  readonly ledger: Pick<Ledger, 'find'>;
  readonly once: Pick<Once, 'first' | 'forget'>;
  dutyOf(organisation: OrganisationId): Duty;
}

/** Of a person's newest sets: more than anybody posts in the two shifts that are looked at. */
const LOOKED_AT = 60;
/** Another set of the same person speaks for all of them, this minute: then its message is counted anew. */
const SOON = MINUTE;

/**
 * One running list a person, as one message a shift that is changed in place: who is the patient, what did they agree
 * to (issue C part 6). The poster hears of it in the shift they posted in, and again only in a shift in which they post;
 * once it is over, those on duty hear of what was left. The set posted first speaks for all, so that twenty pictures are
 * one message.
 */
export const tellToDo = async (
  parts: ToDoParts,
  post: ChatPost,
  addresses: ViewerAddresses,
  job: Job,
): Promise<StepOutcome> => {
  const { set, now } = job;
  if (set.state !== 'stored') return { events: [], duty: 'done' };
  const duty = parts.dutyOf(set.organisation);
  const telling = { once: parts.once, post, addresses, job, set };
  const mine = await storedOf(parts, set.organisation, {
    by: 'poster',
    person: set.poster,
    newest: LOOKED_AT,
  });
  const isPostersTurn = !isHandedOver(set, now, duty.shifts) || isOnShift(mine, now, duty.shifts);
  if (isPostersTurn) return tell({ ...telling, duty }, [listOf(set.poster, mine, true, now)]);
  // A photograph that falls due is told of from that day on, however long ago the last one was posted.
  if (isDue(later(dueSince(set, now) ?? set.postedAt, TOLD_FOR), now)) return rest(set, now, undefined);
  const since = later(now, -TOLD_FOR);
  const lately = await storedOf(parts, set.organisation, { by: 'posted', since });
  const all = lately.some((one) => one.id === set.id) ? lately : [...lately, set];
  const left = all.filter((one) => isHandedOver(one, now, duty.shifts));
  const lists = duty.onDuty.map((person) => listOf(person, left, false, now));
  return tell({ ...telling, duty }, lists);
};

/** What one person is told of. */
interface List {
  readonly to: PersonId;
  readonly yours: boolean;
  /** Everything looked through: what is done may carry the message that is standing. */
  readonly sets: readonly StoredSet[];
  readonly open: readonly StoredSet[];
}

const listOf = (to: PersonId, sets: readonly StoredSet[], yours: boolean, now: Instant): List => ({
  to,
  yours,
  sets,
  open: sets.filter((one) => !isNothing(leftOf(one, now))),
});

interface Telling {
  readonly once: ToDoParts['once'];
  readonly post: ChatPost;
  readonly addresses: ViewerAddresses;
  readonly job: Job;
  readonly set: StoredSet;
  readonly duty: Duty;
}

const tell = async (telling: Telling, lists: readonly List[]): Promise<StepOutcome> => {
  const { set, job, duty } = telling;
  const { now } = job;
  const told: Todo[] = [];
  const events: AuditEvent[] = [];
  let isWaiting = false;
  for (const list of lists) {
    const one = await tellOne(telling, list);
    if (one === 'another-speaks') isWaiting = true;
    else if (one !== 'stands') {
      told.push(one.todo);
      events.push(...eventsOf(one, set, now));
    }
  }
  const isLeft = !isNothing(leftOf(set, now));
  const next = isWaiting && isLeft ? later(now, SOON) : isLeft ? shiftOf(now, duty.shifts).end : undefined;
  return {
    ...rest(set, now, next),
    ...(told.length === 0 ? {} : { to: withTodos(told) }),
    events,
  };
};

/** A message begun, or one that stands and now carries the tip about places too. */
interface Told {
  readonly todo: Todo;
  readonly isNew: boolean;
  readonly withTip: boolean;
}

const eventsOf = ({ todo, isNew, withTip }: Told, set: StoredSet, now: Instant): readonly AuditEvent[] => {
  const event = { at: now, by: 'system', set: set.id } as const;
  const to = todo.to.oid;
  const wasTold = todo.activity === undefined ? 0 : 1;
  return [
    ...(isNew ? [{ ...event, kind: 'to-do-told', facts: { to, told: wasTold } } as const] : []),
    ...(withTip ? [{ ...event, kind: 'place-tip-told', facts: { to } } as const] : []),
  ];
};

/** One message a shift: the one that stands is changed, and a new one is begun by the set that speaks. */
const tellOne = async (telling: Telling, list: List): Promise<Told | 'stands' | 'another-speaks'> => {
  const { post, addresses, job, set, duty } = telling;
  const { now } = job;
  const shift = shiftOf(now, duty.shifts);
  const standing = standingTodo(list.sets, list.to, shift);
  const notice = noticeOf(list, addresses, now, duty);
  if (standing !== undefined) return change(telling, list, standing, notice);
  const isEmpty = list.open.length === 0;
  const isNews = list.yours && isNewsOf(set);
  if (isEmpty && !isNews && !(list.yours && hasPlaceIn(list.sets))) return 'stands';
  if (!list.yours && !isTimeToTell(list.open, list.sets, list.to, now, duty.shifts)) return 'stands';
  if (!isEmpty && speakerOf(list.open, shift)?.id !== set.id) return 'another-speaks';
  const { said, withTip } = await withPlaceTip(telling, list, async (placeTip) =>
    // Nothing to do, and told of places already: nobody is messaged to hear that.
    isEmpty && !placeTip && !isNews
      ? undefined
      : unlessCannot(() => post.ask(set.origin.place, list.to, placeTip ? { ...notice, placeTip } : notice)),
  );
  if (said === undefined) return 'stands';
  const todo = { to: list.to, at: now, ...(said === 'cannot' ? {} : { activity: said.activity }) };
  return { todo: withTip ? { ...todo, placeTip: true } : todo, isNew: true, withTip };
};

/** The message that stands says what is left now; a photograph with a place in it may have come since it was begun. */
const change = async (
  telling: Telling,
  list: List,
  { set, todo }: NonNullable<ReturnType<typeof standingTodo>>,
  notice: ToDoNotice,
): Promise<Told | 'stands'> => {
  const { activity } = todo;
  if (activity === undefined) return 'stands';
  const redraw = (placeTip: boolean): Promise<unknown> =>
    unlessCannot(() =>
      telling.post.redrawAsk(
        set.origin.place,
        list.to,
        activity,
        placeTip ? { ...notice, placeTip } : notice,
      ),
    );
  if (saysPlace(list.sets, activity)) {
    await redraw(true);
    return 'stands';
  }
  const { withTip } = await withPlaceTip(telling, list, redraw);
  return withTip ? { todo: { ...todo, placeTip: true }, isNew: false, withTip } : 'stands';
};

/** To whoever's own phone it was, and to nobody who is told of another's pictures. */
const withPlaceTip = async <T>(
  { once, set, job }: Telling,
  { sets, to, yours }: List,
  say: (placeTip: boolean) => Promise<T | 'cannot'>,
): ReturnType<typeof sayPlaceOnce<T>> =>
  yours && hasPlaceIn(sets)
    ? sayPlaceOnce(once, set.organisation, to, job.now, say)
    : { said: await say(false), withTip: false };

type ToDoNotice = Extract<Notice, { kind: 'to-do' }>;

const noticeOf = (list: List, { publicUrl }: ViewerAddresses, now: Instant, duty: Duty): ToDoNotice => {
  const { open, yours } = list;
  const [only, another] = open;
  const flaw = yours ? flawIn(open) : undefined;
  const seen = yours ? seenAgain(list.sets, shiftOf(now, duty.shifts).start) : undefined;
  const { photographs, ...left } = addUp(open.map((one) => leftOf(one, now)));
  return {
    kind: 'to-do',
    yours,
    ...left,
    ...(photographs === 0 ? {} : { photographs }),
    ...(flaw === undefined ? {} : { flaw }),
    ...sayOf(seen),
    ...tipFor(list, now, duty),
    openUrl: `${publicUrl}${another === undefined ? pathFor(only, seen, yours, now) : '/mine'}`,
  };
};

/** What Medical Illustration has to say to whoever took them, and to nobody who is told of another's pictures. */
const tipFor = (
  { sets, to, yours }: List,
  now: Instant,
  { shifts, illustration }: Duty,
): Pick<ToDoNotice, 'tip'> => {
  const given = yours ? tipToTell(sets, to, shiftOf(now, shifts), now) : undefined;
  if (given === undefined) return {};
  return { tip: { tip: given.tip, ...(illustration === undefined ? {} : { contact: illustration }) } };
};

const pathFor = (
  only: StoredSet | undefined,
  seen: StoredSet | undefined,
  yours: boolean,
  now: Instant,
): string => {
  if (only !== undefined) return pageFor(only, yours, now);
  return seen === undefined ? '/mine' : `/sets/${seen.id}`;
};

/** Where what is left of one set alone is done. */
const pageFor = (only: StoredSet, yours: boolean, now: Instant): string => {
  if (isNothing({ ...leftOf(only, now), photographs: 0 })) return `/sets/${only.id}/series`;
  return yours ? `/sets/${only.id}/consent` : '/mine';
};

/** The gravest of what may be amiss; of a picture taken in the page its own page has said so (QUAL-01). */
const flawIn = (open: readonly StoredSet[]): Flaw | undefined => {
  const found = open
    .filter((one) => one.capture === undefined)
    .flatMap((one) => one.images)
    .flatMap(({ renditions }) => (renditions.state === 'ready' ? (renditions.quality ?? []) : []));
  return FLAWS.find((one) => found.includes(one));
};

/** Looked at again when its shift is over, or when a question of consent comes back. */
const rest = (set: StoredSet, now: Instant, next: Instant | undefined): StepOutcome => {
  const returns = set.images
    .flatMap((image) => comesAgain(factsOf(image)).map((one) => one.dueAt))
    .sort((a, b) => a.localeCompare(b));
  const coming = returns.find((one) => !isDue(one, now));
  const times = [next, coming].filter((one) => one !== undefined).sort((a, b) => a.localeCompare(b));
  const owes: readonly NewDuty[] = returns.some((one) => isDue(one, now))
    ? [{ verb: 'alarm', subject: 'consent-due', dueAt: now }]
    : [];
  return { owes, events: [], duty: times[0] === undefined ? 'done' : { againAt: times[0] } };
};

/** Whoever posted in this shift is at work. */
const isOnShift = (mine: readonly StoredSet[], now: Instant, starts: readonly ShiftStart[]): boolean =>
  mine.some((one) => one.postedAt >= shiftOf(now, starts).start);

const withTodos =
  (begun: readonly Todo[]) =>
  (set: ImageSet): ImageSet => ({
    ...set,
    todos: [...(set.todos ?? []).filter((one) => !begun.some(({ to }) => samePerson(to, one.to))), ...begun],
  });

const storedOf = async (
  { ledger }: ToDoParts,
  organisation: OrganisationId,
  query: Parameters<Ledger['find']>[1],
): Promise<readonly StoredSet[]> =>
  (await ledger.find(organisation, query)).filter((one): one is StoredSet => one.state === 'stored');

const unlessCannot = async <T>(telling: () => Promise<T>): Promise<T | 'cannot'> => {
  try {
    return await telling();
  } catch (thrown) {
    if (!isPermanent(asSafelightError(thrown))) throw thrown;
    return 'cannot';
  }
};
