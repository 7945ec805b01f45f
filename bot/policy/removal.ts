import type { Copy, RemovalLayer } from '../set/copy.ts';
import { isOutstanding } from '../set/copy.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { ReceiptLine, ReceiptOutcome, RemovalLine } from '../set/receipt.ts';

/**
 * Which layers to try on a copy, best first (platform.md 2h). The poster's own token deletes; hiding only stops
 * readers, so it is tried only where deleting is not possible now, and never twice.
 */
export const layersFor = (copy: Copy, powers: ReadonlySet<RemovalLayer>): readonly RemovalLayer[] => {
  const order: Readonly<Record<Copy['what']['kind'], readonly RemovalLayer[]>> = {
    message: isHidden(copy) ? ['poster'] : ['poster', 'hide'],
    file: ['poster', 'site'],
    link: [],
  };
  return order[copy.what.kind].filter((layer) => powers.has(layer));
};

export const isHidden = ({ outcome }: Copy): boolean =>
  outcome.state === 'hidden' || (outcome.state === 'awaiting-poster' && outcome.hidden);

/** Whether `remove` has anything to do on this copy. */
export const isRemovable = ({ outcome, what }: Copy): boolean => {
  if (what.kind === 'link') return false;
  switch (outcome.state) {
    case 'visible':
    case 'hidden':
    case 'awaiting-poster':
    case 'reappeared':
    case 'failed':
      return true;
    case 'left':
    case 'message-deleted':
    case 'file-deleted':
    case 'file-recycled':
    case 'file-blocked-by-retention':
    case 'gone-already':
      return false;
  }
};

/** One line for the set, never better than its worst copy. "Removed" only where a re-read saw every copy gone. */
export const removalLine = (set: Pick<StoredSet, 'mode' | 'copies' | 'capture'>): RemovalLine => {
  if (set.capture !== undefined) return 'captured';
  if (set.mode === 'observe') return 'observed';
  const outcomes = set.copies.map((copy) => receiptOutcome(copy));
  const worst: readonly [RemovalLine, readonly ReceiptOutcome[]][] = [
    ['reappeared', ['reappeared']],
    ['awaiting-poster', ['awaiting-poster']],
    ['hidden-not-deleted', ['hidden']],
    ['partly-visible', ['failed', 'kept-by-retention', 'lives-elsewhere', 'not-by-poster', 'observed']],
    ['removing', ['visible', 'not-confirmed']],
  ];
  return worst.find(([, among]) => outcomes.some((one) => among.includes(one)))?.[0] ?? 'removed';
};

export const receiptLines = (set: Pick<StoredSet, 'copies'>): readonly ReceiptLine[] =>
  set.copies.map((copy) => {
    const { outcome } = copy;
    const reread = copy.sightings.findLast((one) => one.showed === 'gone')?.at;
    return {
      what: copy.what.kind,
      outcome: receiptOutcome(copy),
      ...('at' in outcome ? { at: outcome.at } : {}),
      ...('until' in outcome ? { until: outcome.until } : {}),
      ...(reread === undefined ? {} : { reread }),
    };
  });

const receiptOutcome = (copy: Copy): ReceiptOutcome => {
  const { outcome } = copy;
  switch (outcome.state) {
    case 'awaiting-poster':
      return outcome.hidden ? 'hidden' : 'awaiting-poster';
    case 'visible':
    case 'hidden':
    case 'reappeared':
    case 'failed':
      return outcome.state;
    case 'left':
      return outcome.why === 'observe-mode' ? 'observed' : outcome.why;
    case 'file-blocked-by-retention':
      return 'kept-by-retention';
    case 'message-deleted':
      return isOutstanding(copy) ? 'not-confirmed' : 'removed-from-view';
    case 'file-deleted':
    case 'file-recycled':
      return isOutstanding(copy) ? 'not-confirmed' : outcome.state;
    case 'gone-already':
      if (isOutstanding(copy)) return 'not-confirmed';
      return copy.what.kind === 'message' ? 'removed-from-view' : 'file-deleted';
  }
};
