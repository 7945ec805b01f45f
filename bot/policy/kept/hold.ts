import type { Kept } from '../../set/journal.ts';
import type { KindOfFact } from './kind.ts';

/** A hold beats retention: where one may stand, it stands. */
export const keptHold: KindOfFact<Kept['hold']> = {
  of: (set) => new Map(set.state === 'stored' && set.hold !== undefined ? [['', set.hold]] : []),
  stricter: (before, after) => after ?? before,
  into: (set, _whole, hold) => {
    if (set.state !== 'stored') return set;
    const { hold: _was, ...rest } = set;
    return hold === undefined ? rest : { ...rest, hold };
  },
};
