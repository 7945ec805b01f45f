import type { Notice } from '../../cards/model.ts';
import { isWorthSaying, mayShowAnother, worthSaying } from '../policy/written-details.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { SHOWN } from '../set/shown.ts';

/** A set nobody was messaged of yet, with something in it that was not meant to be seen, or somebody else's number. */
export const isNewsOf = (set: StoredSet): boolean =>
  (set.todos ?? []).length === 0 && set.images.some(isWorthSaying);

/** The set to look at again of those posted since; one alone is told of, for a list of all only scolds. */
export const seenAgain = (sets: readonly StoredSet[], since: Instant): StoredSet | undefined => {
  const found = sets
    .filter((one) => one.postedAt >= since && one.images.some(isWorthSaying))
    .sort((a, b) => b.postedAt.localeCompare(a.postedAt));
  return found.find(hasAnother) ?? found[0];
};

export const sayOf = (
  set: StoredSet | undefined,
): Pick<Extract<Notice, { kind: 'to-do' }>, 'another' | 'shows'> => {
  if (set === undefined) return {};
  const shows = SHOWN.filter((one) => set.images.some((image) => worthSaying(image).includes(one)));
  return { ...(shows.length === 0 ? {} : { shows }), ...(hasAnother(set) ? { another: true } : {}) };
};

const hasAnother = (set: StoredSet): boolean => set.images.some(mayShowAnother);
