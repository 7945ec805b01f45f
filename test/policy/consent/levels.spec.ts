import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conclude } from '../../../bot/policy/consent/conclude.ts';
import { levelsGranted } from '../../../bot/policy/consent/levels-granted.ts';
import type { Answers, Level } from '../../../bot/set/consent.ts';
import { LEVELS, SECONDARY_USES } from '../../../bot/set/consent.ts';
import { anyFacts, likelyCase, likelyForm } from './any.ts';
import { NOW, NURSE, answers, everyUse, facts, given, written } from './examples.ts';

const USES: readonly Level[] = SECONDARY_USES;
/** The answers with only these levels said yes to, and a plain no to the rest. */
const onlyYesTo = (levels: readonly Level[]): Answers => {
  const said = (level: Level) => (levels.includes(level) ? 'yes' : 'no');
  return {
    making: said('making'),
    care: said('care'),
    secondary: levels.some((one) => USES.includes(one)) ? 'yes' : 'no',
    uses: {
      'teach-local': said('teach-local'),
      'teach-external': said('teach-external'),
      research: said('research'),
      publication: said('publication'),
    },
  };
};
const grantedBy = (said: Answers): readonly Level[] =>
  levelsGranted(facts({ consent: given({ answers: said, method: written }) }));

describe('Levels', () => {
  const pairs = LEVELS.flatMap((held) =>
    LEVELS.filter((other) => other !== held && other !== 'making').map((other) => [held, other] as const),
  );
  it.each(pairs)('yes to %s never grants %s (CON-01, CON-02)', (held, other) => {
    expect(grantedBy(onlyYesTo(['making', held]))).not.toContain(other);
  });

  it.each(LEVELS.filter((level) => level !== 'making'))(
    '%s is granted by its own yes and a yes to the picture (CON-01)',
    (level) => {
      expect(grantedBy(onlyYesTo(['making', level]))).toEqual(['making', level]);
      expect(grantedBy(onlyYesTo([level]))).toEqual([]);
    },
  );

  it('a yes to one use counts for nothing under a no to other uses at all (CON-03)', () => {
    expect(grantedBy(answers({ making: 'yes', care: 'yes', secondary: 'no', uses: everyUse() }))).toEqual([
      'making',
      'care',
    ]);
  });

  it('nothing is granted before anybody has answered, nor after a no (CON-03, CON-13)', () => {
    expect(levelsGranted(facts({ consent: { state: 'unanswered' } }))).toEqual([]);
    expect(levelsGranted(facts({ consent: { state: 'declined', by: NURSE, at: NOW } }))).toEqual([]);
    const outstanding = { state: 'outstanding', why: 'asleep', by: NURSE, at: NOW, returnBy: NOW } as const;
    expect(levelsGranted(facts({ consent: outstanding }))).toEqual([]);
  });

  it('an ECG or a drug chart is for care without a question; a list of several patients is for nothing', () => {
    const consent = { state: 'not-needed', by: NURSE, at: NOW } as const;
    expect(levelsGranted(facts({ subject: 'ecg-or-monitor', consent }))).toEqual(['making', 'care']);
    expect(levelsGranted(facts({ subject: 'chart-or-document', consent }))).toEqual(['making', 'care']);
    expect(levelsGranted(facts({ subject: 'list-of-several-patients', consent }))).toEqual([]);
    expect(levelsGranted(facts({ subject: 'not-clinical', consent }))).toEqual([]);
  });

  it('one of the six kinds is for care, and for nothing beyond (CON-24)', () => {
    const method = { how: 'implied-list', kind: 'ultrasound', secondaryUseExplained: 'yes' } as const;
    const consent = given({ method, answers: answers({ secondary: 'yes', uses: everyUse() }) });
    expect(levelsGranted(facts({ subject: 'ultrasound', consent }))).toEqual(['making', 'care']);
  });

  it('an intimate picture of anybody who may be under 18 is never for teaching, though marked so later (INT-07)', () => {
    const consent = given({ answers: onlyYesTo([...LEVELS]), method: written });
    for (const ageBand of ['under-16', '16-17', 'unknown'] as const)
      expect(levelsGranted(facts({ consent, ageBand, intimate: true }))).toEqual(['making', 'care']);
    expect(levelsGranted(facts({ consent, intimate: true }))).toEqual(LEVELS);
  });

  it('no unset control ever counts as yes (CON-03)', () => {
    fc.assert(
      fc.property(anyFacts, (image) => {
        const { consent } = image;
        if (consent.state !== 'given') return;
        const granted = levelsGranted(image);
        for (const use of SECONDARY_USES)
          if (consent.answers.secondary !== 'yes' || consent.answers.uses[use] !== 'yes')
            expect(granted).not.toContain(use);
        if (consent.method.how === 'implied-list') return;
        if (consent.answers.making !== 'yes') expect(granted).toEqual([]);
        if (consent.answers.care !== 'yes') expect(granted).not.toContain('care');
      }),
    );
  });

  it('turning any yes back to unset never grants more (CON-02)', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...SECONDARY_USES), (image, use) => {
        if (image.consent.state !== 'given') return;
        const { answers: said } = image.consent;
        const less = { ...said, uses: { ...said.uses, [use]: 'unset' } } as Answers;
        const after = levelsGranted({ ...image, consent: { ...image.consent, answers: less } });
        expect(levelsGranted(image)).toEqual(expect.arrayContaining([...after]));
      }),
    );
  });

  /** What forms that stand say, and what they then grant. */
  const standing = fc
    .sample(fc.tuple(likelyForm, likelyCase), { numRuns: 5000, seed: 1 })
    .flatMap(([form, about]) => {
      const outcome = conclude(form, about);
      if (!outcome.ok || outcome.consent.state !== 'given') return [];
      const granted = levelsGranted({ ...facts(about.facts), consent: outcome.consent });
      return [{ form, granted, how: outcome.consent.method.how }];
    });

  it('are granted by hundreds of forms that stand, of every method', () => {
    expect(standing.length).toBeGreaterThan(500);
    expect(new Set(standing.map(({ how }) => how)).size).toBe(10);
    expect(
      standing.filter(({ granted }) => granted.some((level) => USES.includes(level))).length,
    ).toBeGreaterThan(20);
  });

  it('a form that stands never grants what was not pressed on it (CON-03)', () => {
    const unpressed = standing.filter(({ form, granted, how }) => {
      const uses = SECONDARY_USES.some((use) => granted.includes(use) && form.answers.uses[use] !== 'yes');
      const care = how !== 'implied-list' && granted.includes('care') && form.answers.care !== 'yes';
      return uses || care;
    });
    expect(unpressed).toEqual([]);
  });

  it('without capacity a form that stands grants care and nothing beyond (CAP-07)', () => {
    const without = standing.filter(
      ({ form, how }) =>
        how === 'best-interests' ||
        how === 'attorney-or-deputy' ||
        how === 'emergency' ||
        form.capacity === 'lacking' ||
        form.answering?.who === 'attorney',
    );
    expect(without.length).toBeGreaterThan(50);
    expect(without.filter(({ granted }) => granted.some((level) => USES.includes(level)))).toEqual([]);
  });

  it('nothing but a signature ever grants more than care (CON-08, CON-15, CON-17, CON-24)', () => {
    const unsigned = standing.filter(
      ({ how }) => how !== 'written-e-signature' && how !== 'written-paper-photo',
    );
    expect(unsigned.length).toBeGreaterThan(50);
    expect(unsigned.filter(({ granted }) => granted.some((level) => USES.includes(level)))).toEqual([]);
  });
});
