import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { MisSendId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue, later, SECOND } from '../set/instant.ts';
import type { MisSend, MisSendKind } from '../set/mis-send.ts';
import { isOpenMisSend } from '../set/mis-send.ts';
import { withFiling, withImage } from './filing.ts';
import { isOpening } from './opens.ts';

/** How long the presser may take it back. */
export const UNDO_MS = 60 * SECOND;

/** What became of a mis-send, as changes of the set's facts: pure, each refused where it no longer fits. */

export interface Reported {
  readonly id: MisSendId;
  readonly kind: MisSendKind;
  readonly by: PersonId;
  readonly at: Instant;
  /** Everybody who opened or answered so far; known in full when it is settled. */
  readonly told: readonly PersonId[];
}

/** From here on: access has ended (wrong people), or no image is linked to the patient (wrong patient). */
export const reported = (set: StoredSet, { id, kind, by, at, told }: Reported): StoredSet => {
  if ((set.misSends ?? []).some((one) => one.kind === kind && isOpenMisSend(one)))
    throw new SafelightError('change-refused');
  const hidden =
    kind === 'wrong-people'
      ? []
      : set.images.flatMap(({ id: image, filing }) =>
          filing.state === 'unfiled' ? [] : [{ image, filing }],
        );
  const lookups = new Set(
    set.images.flatMap(({ filing }) => (filing.state === 'unfiled' ? [] : [filing.patient.lookup])),
  );
  const misSend: MisSend = {
    ...{ id, kind, by, at, undoUntil: later(at, UNDO_MS) },
    ...(lookups.size === 0 ? {} : { patients: lookups.size }),
    ...(kind === 'wrong-patient' ? { hidden } : {}),
    told: toldOf(told, [], by, at),
  };
  const unlinked = hidden.reduce((sofar, one) => withFiling(sofar, one.image, { state: 'unfiled' }), set);
  return { ...unlinked, misSends: [...(set.misSends ?? []), misSend] };
};

/** Everybody once; the presser knows. */
const toldOf = (
  people: readonly PersonId[],
  before: MisSend['told'],
  presser: PersonId,
  at: Instant,
): MisSend['told'] =>
  people.reduce(
    (sofar, person) =>
      samePerson(person, presser) || sofar.some((one) => samePerson(one.person, person))
        ? sofar
        : [...sofar, { person, at }],
    before,
  );

/** Only while nothing has been said to the record or to anybody. */
export const mayUndo = (one: MisSend, person: PersonId, now: Instant): boolean =>
  samePerson(one.by, person) &&
  isOpenMisSend(one) &&
  one.settledAt === undefined &&
  (one.kind === 'wrong-people' || one.hidden !== undefined) &&
  !isDue(one.undoUntil, now);

/** As it was: links stand again. Refused where an image has been filed anew meanwhile. */
export const undone = (set: StoredSet, id: MisSendId, by: PersonId, now: Instant): StoredSet => {
  const misSend = misSendOf(set, id);
  if (!mayUndo(misSend, by, now)) throw new SafelightError('change-refused');
  const { hidden = [], ...rest } = misSend;
  const relinked = hidden.reduce((sofar, { image, filing }) => withFiling(sofar, image, filing), set);
  return replaced(relinked, { ...rest, undone: { at: now } });
};

/** Images whose filing still waits for the record's answer: they wait again once it is taken back. */
export const waitingAgain = (set: StoredSet, id: MisSendId): readonly string[] =>
  (misSendOf(set, id).hidden ?? [])
    .filter(({ filing }) => filing.state === 'waiting')
    .map((one) => one.image);

/**
 * What was hidden is now to be taken back in the record, and cannot be undone any more: when the presser's time is over,
 * or as soon as somebody files one of the images anew.
 */
export const takenBackFromRecord = (set: StoredSet, now: Instant): StoredSet =>
  (set.misSends ?? []).reduce((sofar, one) => {
    if (one.hidden === undefined || one.undone !== undefined) return sofar;
    const { hidden, ...rest } = one;
    const taken = hidden.reduce((row, { image, filing }) => {
      const document = filing.state === 'filed' ? filing.document : '';
      return withImage(row, image, (was) => ({
        ...was,
        retracted: [...was.retracted, { document, at: now, by: one.by, done: false }],
      }));
    }, sofar);
    return replaced(taken, rest);
  }, set);

/** The presser's time is over: the record is told, and so is everybody who opened or answered until it was said. */
export const settled = (
  set: StoredSet,
  id: MisSendId,
  people: readonly PersonId[],
  now: Instant,
): StoredSet => {
  const misSend = misSendOf(takenBackFromRecord(set, now), id);
  if (!isOpenMisSend(misSend) || misSend.settledAt !== undefined) return set;
  const told =
    misSend.kind === 'wrong-patient' ? toldOf(people, misSend.told, misSend.by, now) : misSend.told;
  return replaced(takenBackFromRecord(set, now), { ...misSend, settledAt: now, told });
};

/** They have read that the patient was wrong. Saying so twice is once. */
export const acknowledged = (set: StoredSet, person: PersonId, now: Instant): StoredSet => ({
  ...set,
  misSends: (set.misSends ?? []).map((one) => ({
    ...one,
    told: one.told.map((each) =>
      samePerson(each.person, person) && each.acknowledgedAt === undefined && one.undone === undefined
        ? { ...each, acknowledgedAt: now }
        : each,
    ),
  })),
});

/** Who acted on it before it was said to be wrong: everybody who opened a picture, and everybody who answered. */
export const concerned = (
  { questions }: Pick<StoredSet, 'questions'>,
  events: readonly AuditEvent[],
  until: Instant,
): readonly PersonId[] => [
  ...events.filter(isOpening).flatMap(({ by, at }) => (by !== 'system' && at <= until ? [by] : [])),
  ...(questions ?? []).flatMap((one) => one.answers.map((answer) => answer.by)),
];

export const misSendOf = (set: Pick<StoredSet, 'misSends'>, id: string): MisSend => {
  const found = set.misSends?.find((one) => one.id === id);
  if (found === undefined) throw new SafelightError('change-refused');
  return found;
};

export const replaced = (set: StoredSet, misSend: MisSend): StoredSet => ({
  ...set,
  misSends: (set.misSends ?? []).map((one) => (one.id === misSend.id ? misSend : one)),
});

/** For `Change.to`: nothing of this can be said of what is not in custody. */
export const inCustody = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};
