import { isDeepStrictEqual } from 'node:util';
import { openAsks } from '../../policy/asks.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { isRemovable } from '../../policy/removal.ts';
import type { Copy } from '../../set/copy.ts';
import type { NewDuty } from '../../set/duty.ts';
import type { ErrorCode } from '../../set/errors.ts';
import type { AuditEvent } from '../../set/event.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Alert, GoneSet, ImageSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import { HOUR, later, MINUTE, SECOND } from '../../set/instant.ts';
import type { Question } from '../../set/question.ts';
import type { SealedText, WrappedKey } from '../../set/sealed.ts';
import type { Job, StepOutcome } from '../step.ts';
import type { InCustody } from './list-copies.ts';
import { listCopies } from './list-copies.ts';

/** How long before its card lapses the people concerned are told (issue A part 8). */
export const LAPSE_NOTICE = 12 * HOUR;
/** Invariant 10: nothing outstanding beyond this without an alert a person can see. */
const REMOVAL_LATE = 15 * MINUTE;
const CARD_MISSING = 30 * SECOND;
/** Who is the patient, and what did they agree to: asked once the picture is out of the chat, never before. */
const ASKED_AFTER = 2 * MINUTE;
/** What the conversation is called is asked of the chat once the removal had its first turn. */
const AFTER_REMOVAL = 10 * SECOND;
/** The message itself could not be read: custody came from the activity, and the rest is owed. */
const READ_AGAIN = 30 * SECOND;

export interface Custody {
  readonly images: readonly StoredImage[];
  readonly inCustody: readonly InCustody[];
  /** Attachments of kinds Safelight does not protect: a keyed hash of each. */
  readonly unprotected: readonly string[];
  /** Files the message still names that were gone before they could be taken. */
  readonly lost: number;
  readonly edition: string;
  readonly mentioned: readonly PersonId[];
  readonly words: SealedText;
  readonly wordsKey: WrappedKey;
}

/** Custody as one commit: the facts, the audit, and every duty that follows from them. */
export const intoCustody = (job: Job, custody: Custody): StepOutcome => {
  const { set, now } = job;
  const before = set.state === 'stored' ? set : undefined;
  // What was captured was never in the chat.
  const copies =
    set.capture === undefined
      ? listCopies(custody.edition, custody.inCustody, before?.copies ?? [], set.mode)
      : [];
  const fresh = custody.images.filter((image) => before?.images.includes(image) !== true);
  const lapsesAt = before?.lapsesAt ?? later(now, set.lapseAfterMs);
  const incomplete = custody.edition === '';
  return {
    to: (current) =>
      storedFrom(current, custody, sinceThen(copies, before?.copies ?? [], current), fresh, {
        now,
        lapsesAt,
      }),
    owes: [
      ...(incomplete ? [] : copies.filter(isRemovable).map((copy) => owe('remove', now, copy.id))),
      before === undefined ? owe('card', now) : owe('redraw', now),
      ...(incomplete ? [] : [owe('name', later(now, AFTER_REMOVAL))]),
      ...fresh.map((image) => owe('render', later(now, SECOND), image.id)),
      // Owed with every edition: what an edit or an undo brought back must not stand unseen either.
      ...alarmUnlessGone(now, copies),
      ...(before === undefined ? firstDuties(now, lapsesAt) : []),
      ...questionsWith(set).map(({ id }) => owe('escalate', now, id)),
      ...(before === undefined
        ? copies.filter(isObserved).map((copy) => owe('reread', later(now, HOUR), copy.id))
        : []),
      ...tellNotProtected(now, untold(set, custody.unprotected)),
      ...tellElsewhere(now, copies, before?.copies ?? []),
    ],
    settles: set.alerts.some(isOpen) ? [] : [{ verb: 'alarm', subject: 'custody-late' }],
    events: [
      custodyEvent(job, before !== undefined, fresh, copies, custody.lost),
      ...questionsWith(set).map((question) => askedWithIt(set, question)),
    ],
    duty: incomplete ? { againAt: later(now, READ_AGAIN) } : 'done',
  };
};

/** What was asked on the capture page: the set's own from here on. */
const questionsWith = (set: ImageSet): readonly Question[] =>
  set.state === 'received' && set.staged?.question !== undefined ? [set.staged.question] : [];

const askedWithIt = (set: ImageSet, { id, by, askedAt, of, urgency, images }: Question): AuditEvent => ({
  ...({ kind: 'question-asked', at: askedAt, by, set: set.id } as const),
  facts: {
    ...{ question: id, urgency, images: images.length, with: 'capture' },
    of: of.who === 'role' ? of.role : 'person',
  },
});

/** Left on purpose, in a pilot: it is looked at again, so that its report knows how long it stood. */
const isObserved = ({ outcome }: Copy): boolean => outcome.state === 'left' && outcome.why === 'observe-mode';

const isOpen = (alert: Alert): boolean => alert.closedAt === undefined;

const owe = (verb: NewDuty['verb'], dueAt: Instant, subject = ''): NewDuty => ({ verb, subject, dueAt });

const alarmUnlessGone = (now: Instant, copies: readonly Copy[]): readonly NewDuty[] =>
  copies.some(isRemovable) ? [owe('alarm', later(now, REMOVAL_LATE), 'removal-late')] : [];

const firstDuties = (now: Instant, lapsesAt: Instant): readonly NewDuty[] => [
  owe('remind', later(now, CARD_MISSING), 'card-missing'),
  // By then a second photograph of the same wound has been posted too: one message for both.
  owe('remind', later(now, ASKED_AFTER), 'to-do'),
  owe('remind', later(lapsesAt, -LAPSE_NOTICE), 'lapse-soon'),
  owe('remind', lapsesAt, 'lapsed'),
];

/** What the poster has not been told of yet: an edit tells of what it added, not of everything once more. */
const untold = ({ toldOf = [] }: ImageSet, unprotected: readonly string[]): readonly string[] =>
  unprotected.filter((one, at) => !toldOf.includes(one) && unprotected.indexOf(one) === at);

const tellNotProtected = (now: Instant, fresh: readonly string[]): readonly NewDuty[] =>
  fresh.length === 0 ? [] : [owe('remind', now, `not-protected:${fresh.length}`)];

/** A copy goes on being known when its link left the message: coming back with a later edit it is nothing new. */
const tellElsewhere = (now: Instant, copies: readonly Copy[], before: readonly Copy[]): readonly NewDuty[] =>
  copies.some((copy) => copy.what.kind === 'link' && !before.some((old) => old.id === copy.id))
    ? [owe('remind', now, 'link-elsewhere')]
    : [];

const toldOf = (set: ImageSet, unprotected: readonly string[]): Pick<ImageSet, 'toldOf'> => {
  const all = [...(set.toldOf ?? []), ...untold(set, unprotected)];
  return all.length === 0 ? {} : { toldOf: all };
};

/** What an ask says is looked at again: with the message gone, or without its pictures, nothing is left to do. */
const redrawAsks = (set: ImageSet, now: Instant): readonly NewDuty[] =>
  openAsks(set).length === 0 ? [] : [owe('redraw', now)];

const custodyEvent = (
  { set, now }: Job,
  extended: boolean,
  fresh: readonly StoredImage[],
  copies: readonly Copy[],
  lost: number,
): AuditEvent => ({
  kind: extended ? 'set-extended' : 'set-stored',
  at: now,
  by: 'system',
  set: set.id,
  facts: { images: fresh.length, copies: copies.length, lost, mode: set.mode },
});

const storedFrom = (
  current: ImageSet,
  custody: Custody,
  copies: readonly Copy[],
  fresh: readonly StoredImage[],
  when: { readonly now: Instant; readonly lapsesAt: Instant },
): ImageSet => {
  // Disposed of while this ingest was under way: what was just stored is a stray, and is swept.
  if (current.state === 'disposed') return current;
  const { words, wordsKey, mentioned } = custody;
  const told = toldOf(current, custody.unprotected);
  if (current.state === 'stored') {
    // It could be taken after all: what the poster was told of that no longer stands.
    const { posterToldAt: _told, ...standing } = current;
    return {
      ...standing,
      ...told,
      // An empty edition read no words: those in custody stand.
      ...(custody.edition === '' ? {} : { words, mentioned }),
      images: [...current.images, ...fresh.map((image) => closedFrom(current, image))],
      copies,
    };
  }
  return {
    ...inEveryState(current),
    ...told,
    state: 'stored',
    wordsKey,
    words,
    mentioned,
    storedAt: when.now,
    lapsesAt: when.lapsesAt,
    images: custody.images.map((image) => closedFrom(current, image)),
    copies,
    card: { state: 'owed' },
    renewals: [],
    ...(questionsWith(current).length === 0 ? {} : { questions: questionsWith(current) }),
  };
};

/** A restore lost that something of this message was closed: nobody can know which of its pictures it was. */
const closedFrom = ({ closedUnseen }: ImageSet, image: StoredImage): StoredImage =>
  closedUnseen === undefined || image.consent?.restriction !== undefined
    ? image
    : { ...image, consent: { ...factsOf(image), restriction: closedUnseen } };

/**
 * What was looked at, and what became of a copy, while this pass was under way is newer than what the pass read: a
 * file just recycled must not become one to remove, for then it would be found gone and be reported as deleted.
 */
const sinceThen = (copies: readonly Copy[], before: readonly Copy[], current: ImageSet): readonly Copy[] => {
  const standing = new Map((current.state === 'stored' ? current.copies : []).map((copy) => [copy.id, copy]));
  const began = new Map(before.map((copy) => [copy.id, copy.outcome]));
  return copies.map((copy) => {
    const now = standing.get(copy.id);
    if (now === undefined) return copy;
    const isNewer = !isDeepStrictEqual(now.outcome, began.get(copy.id));
    return { ...copy, sightings: now.sightings, ...(isNewer ? { outcome: now.outcome } : {}) };
  });
};

/** The message was deleted before it could be taken: alarmed, never silent. A set in custody only checks its copies. */
export const goneBeforeCustody = ({ set, now }: Job): StepOutcome => {
  if (set.state === 'stored') {
    const owes = set.copies.filter(isRemovable).map((copy) => owe('remove', now, copy.id));
    return {
      owes: [...owes, ...alarmUnlessGone(now, set.copies), ...redrawAsks(set, now)],
      events: [],
      duty: 'done',
    };
  }
  if (set.state !== 'received') return { events: [], duty: 'done' };
  return {
    to: (current) => goneFrom(current, now, 'message-gone'),
    owes: [owe('alarm', now, 'gone-before-custody'), ...redrawAsks(set, now)],
    settles: [{ verb: 'alarm', subject: 'custody-late' }],
    events: [{ kind: 'set-gone-before-custody', at: now, by: 'system', set: set.id }],
    duty: 'done',
  };
};

/** What a set is whatever has become of it; the rest belongs to one state. */
const inEveryState = (current: ImageSet) => {
  const { id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs } = current;
  const { alerts, asks, capture, noted, closedUnseen } = current;
  return {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
    ...(asks === undefined ? {} : { asks }),
    ...(capture === undefined ? {} : { capture }),
    ...(noted === undefined ? {} : { noted }),
    ...(closedUnseen === undefined ? {} : { closedUnseen }),
  };
};

/** What a browser sent is not whole here: it still has its own, and is told to send it anew. */
export const captureBroken = ({ set, now }: Job, code: ErrorCode): StepOutcome => ({
  to: (current) => (current.state === 'received' ? goneFrom(current, now, 'capture-broken') : current),
  owes: [owe('alarm', now, 'capture-broken')],
  settles: [{ verb: 'alarm', subject: 'custody-late' }],
  events: [{ kind: 'set-gone-before-custody', at: now, by: 'system', set: set.id, facts: { code } }],
  duty: 'done',
});

/** Nothing Safelight protects: left alone. Other attachments are named to their poster, privately, as not protected. */
export const withoutImages = (
  job: Job,
  edition: string,
  unprotected: readonly string[],
  wordsKey: WrappedKey,
): StepOutcome => {
  const { set, now } = job;
  const tell = tellNotProtected(now, untold(set, unprotected));
  if (set.state === 'stored') {
    const [messages, files] = [set.copies.filter(isMessage), set.copies.filter((copy) => !isMessage(copy))];
    return {
      to: (current) =>
        current.state === 'stored'
          ? {
              ...current,
              ...toldOf(current, unprotected),
              copies: current.copies.map((copy) => emptied(copy, edition, now)),
            }
          : current,
      owes: [
        ...files.filter(isRemovable).map((copy) => owe('remove', now, copy.id)),
        ...alarmUnlessGone(now, files),
        owe('redraw', now),
        ...tell,
      ],
      // A look tells pictures from other attachments by their names alone: it would call the message back for ever.
      settles: messages.map((copy) => ({ verb: 'reread', subject: copy.id })),
      events: messages.map((copy) => ({
        kind: 'copy-reread',
        at: now,
        by: 'system',
        set: set.id,
        facts: { copy: copy.id, what: copy.what.kind, showed: 'gone' },
      })),
      duty: 'done',
    };
  }
  return {
    to: (current) =>
      current.state === 'received'
        ? {
            ...goneFrom(current, now, 'no-images'),
            ...toldOf(current, unprotected),
            // Without its key the next edit could not tell what is new.
            ...(unprotected.length === 0 ? {} : { wordsKey }),
          }
        : current,
    owes: [...tell, ...redrawAsks(set, now)],
    settles: [{ verb: 'alarm', subject: 'custody-late' }],
    events: [{ kind: 'set-without-images', at: now, by: 'system', set: set.id }],
    duty: 'done',
  };
};

const isMessage = ({ what }: Copy): boolean => what.kind === 'message';

/** The poster's own edit took the pictures out of the message: it was just read, and holds none. */
const emptied = (copy: Copy, edition: string, now: Instant): Copy =>
  copy.what.kind === 'message'
    ? {
        ...copy,
        what: { ...copy.what, edition },
        outcome: isRemovable(copy) ? { state: 'gone-already', at: now } : copy.outcome,
        sightings: [...copy.sightings, { at: now, showed: 'gone' }],
      }
    : copy;

const goneFrom = (current: ImageSet, now: Instant, why: GoneSet['why']): GoneSet => {
  const { wordsKey, toldOf: told } = current;
  return {
    ...inEveryState(current),
    state: 'gone-before-custody',
    goneAt: now,
    why,
    ...(told === undefined || wordsKey === undefined ? {} : { wordsKey, toldOf: told }),
  };
};
