import { ROLES } from '../roles.ts';
import { shiftOf } from '../shifts.ts';
import type { ShiftStart } from '../shifts.ts';
import type { Account } from '../../set/account.ts';
import type { StoredImage } from '../../set/image.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later } from '../../set/instant.ts';

/** Subject of the `remind` by which a photograph falls due: the image it is counted from follows. */
export const PHOTOGRAPH_DUE = 'photograph-due';

/** Days until the dressing is next changed that can be chosen: photographs go with dressing changes. */
export const DAYS_AHEAD = [1, 2, 3, 4, 5, 7, 10, 14] as const;
export type DaysAhead = (typeof DAYS_AHEAD)[number];

/** Roles that set when the next photograph is due, unless the trust's policy file names others. */
export const STANDING_PLANNERS: readonly string[] = [ROLES.tissueViability];

export const mayPlan = (account: Pick<Account, 'roles'>, planners = STANDING_PLANNERS): boolean =>
  account.roles.some((role) => planners.includes(role));

/** With the beginning of the shift of that day: whoever changes the dressing in the morning has been told. */
export const dueIn = (days: DaysAhead, now: Instant, starts?: readonly ShiftStart[]): Instant =>
  shiftOf(later(now, days * DAY), starts).start;

export const isPhotographDue = ({ series }: Pick<StoredImage, 'series'>, now: Instant): boolean =>
  series?.next !== undefined && series.next.over === undefined && isDue(series.next.dueAt, now);

/** When the first of a set's photographs fell due; undefined while none is. */
export const dueSince = (set: ImageSet, now: Instant): Instant | undefined =>
  set.state !== 'stored'
    ? undefined
    : set.images
        .filter((image) => isPhotographDue(image, now))
        .flatMap(({ series }) => series?.next?.dueAt ?? [])
        .sort((a, b) => a.localeCompare(b))[0];
