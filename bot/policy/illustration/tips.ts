import type { Shift } from '../shifts.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later } from '../../set/instant.ts';
import type { Review } from '../../set/review.ts';

/** One kind tip a person in this time, whatever else is amiss: more would be nagging (QUAL-04). */
export const TIP_EVERY = 7 * DAY;
/** A tip that reached nobody in this time is let go: nobody remembers the picture. */
export const TIP_LASTS = 30 * DAY;

type Given = NonNullable<Review['tip']>;

/** The newest tip to whoever posted these. `sets`: the poster's own. */
const newestTip = (sets: readonly StoredSet[]): Given | undefined =>
  sets
    .flatMap((set) => set.images)
    .flatMap(({ review }) => review?.tip ?? [])
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];

/** When the next tip may be given to this poster; undefined: now. */
export const nextTipAt = (sets: readonly StoredSet[], now: Instant): Instant | undefined => {
  const last = newestTip(sets);
  if (last === undefined) return undefined;
  const next = later(last.at, TIP_EVERY);
  return isDue(next, now) ? undefined : next;
};

/**
 * The tip their running list carries in this shift: it waits for the shift in which they are told of something anyhow,
 * and goes once that shift is over. `sets`: the poster's own, with every message begun for them.
 */
export const tipToTell = (
  sets: readonly StoredSet[],
  person: PersonId,
  shift: Shift,
  now: Instant,
): Given | undefined => {
  const tip = newestTip(sets);
  if (tip === undefined || isDue(later(tip.at, TIP_LASTS), now)) return undefined;
  const wasTold = sets
    .flatMap((set) => set.todos ?? [])
    .some((todo) => samePerson(todo.to, person) && todo.at >= tip.at && todo.at < shift.start);
  return wasTold ? undefined : tip;
};
