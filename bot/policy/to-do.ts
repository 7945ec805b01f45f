import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet, Todo } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, isDue, later, millis } from '../set/instant.ts';
import { consentNeeded } from './consent/case.ts';
import { comesAgain } from './consent/comes-again.ts';
import { factsOf, isUnanswered } from './consent/facts-of.ts';
import { filingRefusal } from './consent/may-leave.ts';
import { useWaiting } from './consent/new-use.ts';
import { isPhotographDue } from './series/next-photograph.ts';
import type { Shift, ShiftStart } from './shifts.ts';
import { shiftOf } from './shifts.ts';

/** What is left to do about the images of one set, or of many. */
export interface LeftToDo {
  /** Linked to nobody's record. */
  readonly unfiled: number;
  /** Nobody has said what the patient agreed to. */
  readonly unanswered: number;
  /** To be asked again now: an emergency, a patient who could not be asked, or a use nobody had asked about. */
  readonly again: number;
  /** Due with the next dressing change (policy/series/next-photograph.ts). */
  readonly photographs: number;
}

export const NOTHING_LEFT: LeftToDo = { unfiled: 0, unanswered: 0, again: 0, photographs: 0 };

export const leftOf = (set: ImageSet, now: Instant): LeftToDo => {
  if (set.state !== 'stored' || set.notClinical !== undefined) return NOTHING_LEFT;
  const count = (is: (image: StoredImage) => boolean): number => set.images.filter(is).length;
  return {
    unfiled: count(isToFile),
    unanswered: count((image) => isUnanswered(factsOf(image))),
    again: count((image) => isAskedAgain(image, now) || useWaiting(factsOf(image)) !== undefined),
    photographs: count((image) => isPhotographDue(image, now)),
  };
};

export const addUp = (all: readonly LeftToDo[]): LeftToDo =>
  all.reduce(
    (sum, one) => ({
      unfiled: sum.unfiled + one.unfiled,
      unanswered: sum.unanswered + one.unanswered,
      again: sum.again + one.again,
      photographs: sum.photographs + one.photographs,
    }),
    NOTHING_LEFT,
  );

export const isNothing = ({ unfiled, unanswered, again, photographs }: LeftToDo): boolean =>
  unfiled + unanswered + again + photographs === 0;

/** Not what nobody may open, and not what is nobody's record. */
export const isToFile = (image: StoredImage): boolean => {
  const facts = factsOf(image);
  return (
    image.filing.state === 'unfiled' &&
    filingRefusal(facts) === undefined &&
    facts.consent.state !== 'declined' &&
    facts.consent.state !== 'stopped'
  );
};

/** A question of consent whose time has come back (policy/consent/comes-again.ts); the 16th birthday is the console's. */
export const isAskedAgain = (image: StoredImage, now: Instant): boolean => {
  const facts = factsOf(image);
  return consentNeeded(facts.subject) !== 'none' && comesAgain(facts).some((one) => isDue(one.dueAt, now));
};

/** Whose to-do a set is at this moment: the poster's while they are on shift, then the list of those on duty. */
export const isHandedOver = (set: StoredSet, now: Instant, starts: readonly ShiftStart[]): boolean =>
  isDue(shiftOf(set.postedAt, starts).end, now);

/** Handed over so long ago, it is on the console and nobody is messaged of it any more. */
export const TOLD_FOR = 14 * DAY;

/** The message that stands already for this person: one a shift is all they get. */
export const standingTodo = (
  sets: readonly StoredSet[],
  person: PersonId,
  shift: Shift,
): { readonly set: StoredSet; readonly todo: Todo } | undefined =>
  todosOf(sets, person)
    .filter(({ todo }) => !isBefore(todo.at, shift.start))
    .at(-1);

/** Every message about what is left to do that this person was sent, oldest first. */
const todosOf = (
  sets: readonly StoredSet[],
  person: PersonId,
): readonly { readonly set: StoredSet; readonly todo: Todo }[] =>
  sets
    .flatMap((set) => (set.todos ?? []).map((todo) => ({ set, todo })))
    .filter(({ todo }) => samePerson(todo.to, person))
    .sort((a, b) => a.todo.at.localeCompare(b.todo.at));

/**
 * Whether somebody on duty is told now: of something handed over since they were told last, or once a day while
 * anything is left. `sets`: those with something left to do.
 */
export const isTimeToTell = (
  sets: readonly StoredSet[],
  told: readonly StoredSet[],
  person: PersonId,
  now: Instant,
  starts: readonly ShiftStart[],
): boolean => {
  const last = todosOf(told, person).at(-1)?.todo.at;
  if (last === undefined || isDue(later(last, DAY), now)) return true;
  return sets.some((set) => isBefore(last, shiftOf(set.postedAt, starts).end));
};

const isBefore = (a: Instant, b: Instant): boolean => millis(a) < millis(b);

/**
 * One set speaks for all of the same person: the first posted in this shift, for those of earlier shifts sleep until it
 * is over; the first of all where nothing was.
 */
export const speakerOf = (sets: readonly StoredSet[], shift: Shift): StoredSet | undefined => {
  const fresh = sets.filter((one) => !isBefore(one.postedAt, shift.start));
  return [...(fresh.length > 0 ? fresh : sets)].sort(
    (a, b) => a.postedAt.localeCompare(b.postedAt) || a.id.localeCompare(b.id),
  )[0];
};
