import type { Level, TellFirst, Withdrawal } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { levelsGranted } from './levels-granted.ts';

/** What one withdrawal does (CON-09, CON-10, requirements.md C2). Nothing is ever erased before its time. */
export interface Ripple {
  /** Levels that end now: every live link for them is refused within seconds. */
  readonly ends: readonly Level[];
  /** The picture stays; only those who keep the record see it. */
  readonly restrictedToRecord: boolean;
  /** Uses that went out of our hands: said plainly, listed, and nobody claims to fetch them back. */
  readonly cannotBeRecalled: readonly Level[];
  /** Read to the person before the button that records it can be pressed. */
  readonly tellFirst: readonly TellFirst[];
}

/** Withdrawing the making takes every use with it; withdrawing care leaves other uses, which have their own yes. */
export const rippleOf = (facts: ConsentFacts, levels: readonly Level[]): Ripple => {
  const granted = levelsGranted(facts);
  const ends = levels.includes('making') ? granted : granted.filter((level) => levels.includes(level));
  const restrictedToRecord = levels.includes('making') || levels.includes('care');
  const cannotBeRecalled = ends.filter((level) => level === 'publication' || level === 'teach-external');
  return {
    ends,
    restrictedToRecord,
    cannotBeRecalled,
    tellFirst: [
      'care-not-affected',
      ...(restrictedToRecord ? (['kept-until-retention-ends', 'fewer-people-see-it'] as const) : []),
      ...(ends.some((level) => level !== 'making' && level !== 'care')
        ? (['teaching-stops-now'] as const)
        : []),
      ...(cannotBeRecalled.includes('teach-external')
        ? (['copies-outside-cannot-be-recalled'] as const)
        : []),
      ...(cannotBeRecalled.includes('publication') ? (['published-cannot-be-recalled'] as const) : []),
    ],
  };
};

/** The fact as it is recorded; `undefined` until everything was told (CON-10, CON-14). */
export const withdraw = (
  facts: ConsentFacts,
  levels: readonly Level[],
  told: readonly TellFirst[],
  by: PersonId,
  at: Instant,
): Withdrawal | undefined =>
  levels.length > 0 && rippleOf(facts, levels).tellFirst.every((one) => told.includes(one))
    ? { levels, by, at, told }
    : undefined;

export const afterWithdrawal = (facts: ConsentFacts, withdrawal: Withdrawal): ConsentFacts => ({
  ...facts,
  withdrawals: [...facts.withdrawals, withdrawal],
});
