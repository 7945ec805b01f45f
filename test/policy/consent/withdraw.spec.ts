import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levelsGranted } from '../../../bot/policy/consent/levels-granted.ts';
import { afterWithdrawal, rippleOf, withdraw } from '../../../bot/policy/consent/withdraw.ts';
import type { Level, TellFirst } from '../../../bot/set/consent.ts';
import { LEVELS } from '../../../bot/set/consent.ts';
import { anyFacts } from './any.ts';
import { NOW, NURSE, everyUse, facts, given, written } from './examples.ts';

const agreedToAll = facts({
  consent: given({
    method: written,
    answers: { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() },
  }),
});
const USES = LEVELS.filter((level) => level !== 'making' && level !== 'care');

/** What is withdrawn, what ends, whether only the record sees it, what is said first. */
const ROWS: readonly [string, readonly Level[], readonly Level[], boolean, readonly TellFirst[]][] = [
  [
    'teaching here: the teaching ends, care goes on (CON-09)',
    ['teach-local'],
    ['teach-local'],
    false,
    ['care-not-affected', 'teaching-stops-now'],
  ],
  [
    'publication: ends, and cannot be taken back (CON-09, INF-11)',
    ['publication'],
    ['publication'],
    false,
    ['care-not-affected', 'teaching-stops-now', 'published-cannot-be-recalled'],
  ],
  [
    'care: only the record sees it, and nothing is erased (CON-10)',
    ['care'],
    ['care'],
    true,
    ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'],
  ],
  [
    'the picture itself: every use ends with it (CON-09, CON-10)',
    ['making'],
    LEVELS,
    true,
    [
      'care-not-affected',
      'kept-until-retention-ends',
      'fewer-people-see-it',
      'teaching-stops-now',
      'copies-outside-cannot-be-recalled',
      'published-cannot-be-recalled',
    ],
  ],
];

describe('Withdrawing', () => {
  it.each(ROWS)('%s', (_title, levels, ends, restrictedToRecord, tellFirst) => {
    expect(rippleOf(agreedToAll, levels)).toMatchObject({ ends, restrictedToRecord, tellFirst });
  });

  it('is recorded only once everything was told first (CON-10, CON-14)', () => {
    const { tellFirst } = rippleOf(agreedToAll, ['care']);
    expect(withdraw(agreedToAll, ['care'], tellFirst.slice(1), NURSE, NOW)).toBeUndefined();
    expect(withdraw(agreedToAll, [], tellFirst, NURSE, NOW)).toBeUndefined();
    expect(withdraw(agreedToAll, ['care'], tellFirst, NURSE, NOW)).toEqual({
      levels: ['care'],
      by: NURSE,
      at: NOW,
      told: tellFirst,
    });
  });

  it('ends what was withdrawn, leaves the rest, and adds nothing (CON-09)', () => {
    fc.assert(
      fc.property(anyFacts, fc.subarray([...LEVELS], { minLength: 1 }), (image, levels) => {
        const before = levelsGranted(image);
        const { ends } = rippleOf(image, levels);
        const after = levelsGranted(afterWithdrawal(image, { levels, by: NURSE, at: NOW, told: [] }));
        expect(after).toEqual(before.filter((level) => !ends.includes(level)));
      }),
    );
  });

  it('names what went out of our hands (CON-09)', () => {
    expect(rippleOf(agreedToAll, USES).cannotBeRecalled).toEqual(['teach-external', 'publication']);
    expect(rippleOf(facts(), USES).cannotBeRecalled).toEqual([]);
  });
});
