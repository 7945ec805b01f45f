import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import { mayBeSeenBy } from '../../bot/policy/consent/may-be-seen.ts';
import { stricterConsent } from '../../bot/policy/kept/stricter-consent.ts';
import { sameValue } from '../../bot/policy/kept/same-value.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import { personId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';
import { anyFacts } from './consent/any.ts';

const seekers = ['nurse', 'registrar', 'senior', 'nobody'].flatMap((oid) =>
  (['member', 'patient-record'] as const).map((as) => ({ person: personId('tenant', oid), as })),
);

describe('Between two readings of one image, of which nobody knows which one stands', () => {
  it('nobody sees what either closes, and nothing is granted that both do not grant', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const between = stricterConsent(before, after);
        if (between === undefined) throw new Error('nothing is between');
        for (const who of [
          ...seekers,
          ...[...(before.restriction?.viewers ?? [])].map((person) => ({ person, as: 'member' as const })),
        ]) {
          if (!mayBeSeenBy(between, who).see) continue;
          expect([mayBeSeenBy(before, who).see, mayBeSeenBy(after, who).see]).toEqual([true, true]);
        }
        for (const level of levelsGranted(between))
          expect([levelsGranted(before), levelsGranted(after)]).toEqual([
            expect.arrayContaining([level]),
            expect.arrayContaining([level]),
          ]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('one that says nothing grants nothing, and takes nothing away that closes', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const between of [stricterConsent(undefined, facts), stricterConsent(facts, undefined)]) {
          expect(levelsGranted(between ?? facts)).toEqual([]);
          if (facts.restriction !== undefined) expect(between?.restriction).toBeDefined();
          expect(between?.withdrawals).toEqual(facts.withdrawals);
        }
      }),
    );
    expect(stricterConsent(undefined, undefined)).toBeUndefined();
  });

  it('what two people decided to destroy is not believed before it is committed', () => {
    const [by, at] = [personId('t', 'n'), instant('2026-03-02T09:00:00.000Z')];
    const waiting = {
      ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
      consent: { state: 'declined', by, at },
    } as const satisfies ConsentFacts;
    const decided = { outcome: 'destroy', reason: 'x', by: [by, personId('t', 'm')], at } as const;
    const after: ConsentFacts = { ...waiting, consent: { ...waiting.consent, decided } };
    expect(stricterConsent(waiting, after)?.consent).toEqual(waiting.consent);
  });

  it('what only closes is said exactly, before it is committed', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { restriction: _open, ...open } = facts;
        const at = instant('2026-03-02T09:00:00.000Z');
        const restriction = {
          why: 'injury',
          viewers: [],
          by: personId('t', 'n'),
          at,
          keepWhole: false,
        } as const;
        const closed: ConsentFacts = { ...open, restriction };
        expect(sameValue(stricterConsent(open, closed)?.restriction, closed.restriction)).toBe(true);
        expect(sameValue(stricterConsent(facts, facts), facts)).toBe(true);
      }),
    );
  });
});
