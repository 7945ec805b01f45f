import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, instant, millis } from '../../set/instant.ts';
import type { Unsuitable } from '../../set/review.ts';
import { UNSUITABLE } from '../../set/review.ts';
import type { WhyPhone } from '../../set/why-phone.ts';
import { WHY_PHONE } from '../../set/why-phone.ts';

/** What was judged of one ward's pictures posted in one week. No person is in it, nor can one be worked out of it. */
export interface WardWeek {
  /** The conversation's id: whoever shows it finds the name. */
  readonly ward: string;
  /** The Monday it begins with, in UTC. */
  readonly week: Instant;
  readonly accepted: number;
  readonly notSuitable: number;
  readonly waiting: number;
  readonly photographersAsked: number;
  /** The commonest first; those that were never given are left out. */
  readonly reasons: readonly { readonly why: Unsuitable; readonly count: number }[];
}

export const wardWeeks = (sets: readonly StoredSet[]): readonly WardWeek[] => {
  const groups = new Map<string, StoredSet[]>();
  for (const set of sets) {
    const key = `${mondayOf(set.postedAt)} ${set.origin.place.conversation}`;
    groups.set(key, [...(groups.get(key) ?? []), set]);
  }
  return [...groups.values()]
    .map(weekOf)
    .toSorted((a, b) => b.week.localeCompare(a.week) || a.ward.localeCompare(b.ward));
};

/** Why wards took their photographs themselves, the commonest first (QUAL-11). */
export const whyPhones = (
  sets: readonly StoredSet[],
): readonly { readonly why: WhyPhone; readonly count: number }[] =>
  WHY_PHONE.map((why) => ({ why, count: sets.filter((set) => set.whyPhone?.why === why).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);

const weekOf = (sets: readonly StoredSet[]): WardWeek => {
  const [first] = sets as readonly [StoredSet, ...StoredSet[]];
  const images = sets.flatMap((set) => set.images).filter(({ kind }) => kind === 'image');
  const verdicts = images.flatMap(({ review }) => review?.verdict ?? []);
  const bad = verdicts.flatMap((one) => (one.says === 'not-suitable' ? one.why : []));
  return {
    ward: first.origin.place.conversation,
    week: mondayOf(first.postedAt),
    accepted: verdicts.length - bad.length,
    notSuitable: bad.length,
    waiting: images.length - verdicts.length,
    photographersAsked: images.filter(({ review }) => review?.photographer !== undefined).length,
    reasons: UNSUITABLE.map((why) => ({ why, count: bad.filter((one) => one === why).length }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count),
  };
};

const mondayOf = (at: Instant): Instant => {
  const day = Math.floor(millis(at) / DAY);
  // 1 January 1970 was a Thursday.
  return instant((day - ((day + 3) % 7)) * DAY);
};
