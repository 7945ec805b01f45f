import type { Ask, ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isRemovable, removalLine } from './removal.ts';

/** Asks whose message still has its button. */
export const openAsks = ({ asks = [] }: ImageSet): readonly Ask[] =>
  asks.filter((ask) => ask.closedAt === undefined);

/** With this ask noted: one already known is what it has become. */
export const withAsk = <S extends ImageSet>(set: S, ask: Ask): S => ({
  ...set,
  asks: [...(set.asks ?? []).filter((one) => one.activity !== ask.activity), ask],
});

export const withAsksClosed = <S extends ImageSet>(
  set: S,
  activities: readonly string[],
  at: Instant,
): S => ({
  ...set,
  asks: (set.asks ?? []).map((ask) => (activities.includes(ask.activity) ? { ...ask, closedAt: at } : ask)),
});

/**
 * Whether the poster can do nothing more. A deletion is waited for until a second look has seen it, so that what the
 * ask then says is true for good.
 */
export const isNothingLeft = (set: ImageSet): boolean => {
  switch (set.state) {
    case 'received':
      return false;
    case 'stored':
      return !set.copies.some(isRemovable) && removalLine(set) !== 'removing';
    case 'gone-before-custody':
    case 'disposed':
      return true;
  }
};
