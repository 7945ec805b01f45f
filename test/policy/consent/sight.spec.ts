import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factsOf } from '../../../bot/policy/consent/facts-of.ts';
import { levelsGranted } from '../../../bot/policy/consent/levels-granted.ts';
import { mayLeave } from '../../../bot/policy/consent/may-leave.ts';
import { mayBeSeenBy } from '../../../bot/policy/consent/may-be-seen.ts';
import type { SightSeeker } from '../../../bot/policy/consent/may-be-seen.ts';
import {
  forensicPreset,
  isBlurredInGrid,
  mayCrop,
  restrict,
  restrictionOwed,
} from '../../../bot/policy/consent/restrict.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { samePerson } from '../../../bot/set/ids.ts';
import type { RestrictionReason } from '../../../bot/set/restriction.ts';
import { storedImage } from '../../actions/stored-set.ts';
import { anyFacts } from './any.ts';
import { NOW, NURSE, REGISTRAR, SAFEGUARDING, SENIOR, STRANGER, answers, facts, given } from './examples.ts';

const taker: SightSeeker = { person: NURSE, as: 'member' };
const member: SightSeeker = { person: REGISTRAR, as: 'member' };
const record: SightSeeker = { person: STRANGER, as: 'patient-record' };
const seen = (image: ConsentFacts): readonly boolean[] =>
  [taker, member, record].map((who) => mayBeSeenBy(image, who).see);

const declined = { state: 'declined', by: NURSE, at: NOW } as const;
const unanswered = { state: 'unanswered' } as const;
const [careNo] = [given({ answers: answers({ making: 'yes', care: 'no' }) })];
const withdrawn = (level: 'care' | 'teach-local') => [
  { levels: [level], by: NURSE, at: NOW, told: [] } as const,
];
const kept = {
  ...declined,
  decided: { outcome: 'keep-by-law', reason: 'court', by: [SENIOR, SAFEGUARDING], at: NOW },
} as const;

/** Of a set that is open to all three: who sees this image. */
const ROWS: readonly [string, ConsentFacts, boolean, boolean, boolean][] = [
  ['agreed for care', facts(), true, true, true],
  ['not answered yet, under its warning (issue C part 6)', facts({ consent: unanswered }), true, true, true],
  ['declined (CON-13)', facts({ consent: declined }), false, false, false],
  ['declined, and kept by law by two people', facts({ consent: kept }), false, false, true],
  [
    'stopped by a child (CAP-04)',
    facts({ consent: { state: 'stopped', by: NURSE, at: NOW } }),
    false,
    false,
    false,
  ],
  ['agreed to, but not to be shown (CON-01)', facts({ consent: careNo }), true, false, true],
  ['withdrawn for care (CON-10)', facts({ withdrawals: withdrawn('care') }), false, false, true],
  ['withdrawn for teaching (CON-09)', facts({ withdrawals: withdrawn('teach-local') }), true, true, true],
  ['intimate and not restricted yet (INT-01)', facts({ intimate: true }), true, false, false],
  ['of an intimate site (INT-06)', facts({ sited: { site: 'breast', side: 'left' } }), true, false, false],
  [
    'restricted to the registrar (INT-01)',
    facts({ restriction: restrict('injury', NURSE, NOW, [REGISTRAR]) }),
    false,
    true,
    false,
  ],
];

describe('Who sees a picture', () => {
  it.each(ROWS)('%s', (_title, image, byTaker, byMember, byRecord) => {
    expect(seen(image)).toEqual([byTaker, byMember, byRecord]);
  });

  it('a restricted one is seen by nobody but those named, whoever they are (INT-01)', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(taker, member, record), (image, who) => {
        if (image.restriction === undefined) return;
        const named = image.restriction.viewers.some((one) => samePerson(one, who.person));
        if (!named) expect(mayBeSeenBy(image, who).see).toBe(false);
      }),
    );
  });

  it('restricting never shows a picture to anybody who could not see it and is not named', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(taker, member, record), (image, who) => {
        const { restriction: _none, ...open } = image;
        const closed = { ...open, restriction: restrict('child', SENIOR, NOW) };
        expect(mayBeSeenBy(closed, who).see && !samePerson(who.person, SENIOR)).toBe(false);
      }),
    );
  });

  it('with its warning while nobody has answered, or could', () => {
    expect(mayBeSeenBy(facts({ consent: unanswered }), member)).toEqual({
      see: true,
      warning: 'not-answered',
    });
    const outstanding = { state: 'outstanding', why: 'asleep', by: NURSE, at: NOW, returnBy: NOW } as const;
    expect(mayBeSeenBy(facts({ consent: outstanding }), member)).toEqual({
      see: true,
      warning: 'could-not-ask',
    });
  });
});

describe('A picture nobody has been asked about', () => {
  it('opens for members under its warning, and may go nowhere (issue C part 6)', () => {
    const image = factsOf(storedImage());
    expect(mayBeSeenBy(image, member)).toEqual({ see: true, warning: 'not-answered' });
    expect(levelsGranted(image)).toEqual([]);
    expect(mayLeave(image, { how: 'ask-outside', basis: '6(1)(e)+9(2)(h)' })).toMatchObject({
      allowed: false,
    });
  });

  it('keeps what was recorded of it', () => {
    expect(factsOf(storedImage({ consent: facts() }))).toEqual(facts());
  });
});

describe('Restrict', () => {
  it.each<RestrictionReason>(['intimate', 'child', 'injury', 'forensic'])(
    'as %s: whoever presses it is the only viewer until others are named',
    (why) => {
      expect(restrict(why, REGISTRAR, NOW).viewers).toEqual([REGISTRAR]);
      expect(restrict(why, REGISTRAR, NOW, [SENIOR]).viewers).toEqual([SENIOR]);
    },
  );

  it('after “Patient said no” names nobody at all (CON-13)', () => {
    expect(restrict('declined', NURSE, NOW, [NURSE]).viewers).toEqual([]);
  });

  it('is owed unasked for an intimate picture and after a no, and once only (INT-01)', () => {
    expect(restrictionOwed(facts({ intimate: true }))).toBe('intimate');
    expect(restrictionOwed(facts({ consent: declined }))).toBe('declined');
    expect(restrictionOwed(facts())).toBeUndefined();
    expect(
      restrictionOwed(facts({ intimate: true, restriction: restrict('intimate', NURSE, NOW) })),
    ).toBeUndefined();
  });

  it('blurs it wherever several stand together (INT-01)', () => {
    expect(isBlurredInGrid(facts({ restriction: restrict('child', NURSE, NOW) }))).toBe(true);
    expect(isBlurredInGrid(facts({ intimate: true }))).toBe(true);
    expect(isBlurredInGrid(facts({ consent: declined }))).toBe(true);
    expect(isBlurredInGrid(facts())).toBe(false);
  });

  it('as evidence keeps the original whole, suggests a hold and bars the crop (INT-08)', () => {
    const preset = forensicPreset(NURSE, NOW, [SENIOR]);
    expect(preset).toMatchObject({ suggestHold: true, cropAllowed: false });
    expect(preset.restriction).toMatchObject({ keepWhole: true, viewers: [SENIOR] });
    expect(mayCrop({ restriction: preset.restriction })).toBe(false);
    expect(mayCrop({ restriction: restrict('injury', NURSE, NOW) })).toBe(true);
    expect(mayCrop({})).toBe(true);
  });
});
