import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filingRefusal, mayLeave } from '../../../bot/policy/consent/may-leave.ts';
import type { Leaving } from '../../../bot/policy/consent/may-leave.ts';
import { restrict } from '../../../bot/policy/consent/restrict.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { SECONDARY_USES } from '../../../bot/set/consent.ts';
import { SUBJECTS } from '../../../bot/set/subject.ts';
import { anyFacts } from './any.ts';
import { NOW, NURSE, REGISTRAR, SENIOR, answers, everyUse, facts, given, written } from './examples.ts';

const basis = '6(1)(e)+9(2)(h)';
const ask: Leaving = { how: 'ask-outside', basis };
const send: Leaving = { how: 'export', basis };
const teach: Leaving = { how: 'teach', use: 'teach-local', basis };
const notNeeded = { state: 'not-needed', by: NURSE, at: NOW } as const;
const taught = given({
  method: written,
  answers: { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() },
});
const verdicts = (image: ConsentFacts): readonly string[] =>
  [ask, send, teach].map((leaving) => {
    const answer = mayLeave(image, leaving);
    return answer.allowed ? 'yes' : answer.why;
  });
const withdrawnCare = [{ levels: ['care'], by: NURSE, at: NOW, told: [] } as const];

/** Asked outside the channel, exported, taught from. */
const ROWS: readonly [string, ConsentFacts, string, string, string][] = [
  ['agreed for care (CON-22)', facts(), 'yes', 'yes', 'use-not-agreed'],
  ['agreed for everything', facts({ consent: taught }), 'yes', 'yes', 'yes'],
  [
    'not answered yet (issue C part 6)',
    facts({ consent: { state: 'unanswered' } }),
    'not-answered',
    'not-answered',
    'not-answered',
  ],
  [
    'declined (CON-13)',
    facts({ consent: { state: 'declined', by: NURSE, at: NOW } }),
    'declined',
    'declined',
    'declined',
  ],
  [
    'not to be shown (CON-01, CON-23)',
    facts({ consent: given({ answers: answers({ making: 'yes', care: 'no' }) }) }),
    'care-not-agreed',
    'care-not-agreed',
    'use-not-agreed',
  ],
  [
    'withdrawn for care (CON-09)',
    facts({ consent: taught, withdrawals: withdrawnCare }),
    'withdrawn',
    'withdrawn',
    'yes',
  ],
  ['intimate (INT-02)', facts({ consent: taught, intimate: true }), 'intimate', 'intimate', 'intimate'],
  [
    'restricted',
    facts({ restriction: restrict('child', NURSE, NOW) }),
    'restricted',
    'restricted',
    'restricted',
  ],
  [
    'a list of several patients',
    facts({ subject: 'list-of-several-patients', consent: notNeeded }),
    'several-patients',
    'several-patients',
    'several-patients',
  ],
  [
    'not clinical',
    facts({ subject: 'not-clinical', consent: notNeeded }),
    'not-clinical',
    'not-clinical',
    'not-clinical',
  ],
  [
    'an ECG (SET-07)',
    facts({ subject: 'ecg-or-monitor', consent: notNeeded }),
    'yes',
    'yes',
    'use-not-agreed',
  ],
];

describe('What may leave the conversation', () => {
  it.each(ROWS)('%s', (_title, image, asked, exported, used) => {
    expect(verdicts(image)).toEqual([asked, exported, used]);
  });

  it('nothing, without its lawful basis (ROLE-02, CON-35)', () => {
    expect(mayLeave(facts(), { how: 'export' })).toEqual({ allowed: false, why: 'basis-missing' });
    expect(mayLeave(facts(), send)).toEqual({ allowed: true, basis });
  });

  it('for a legal reason that is written down, though nobody agreed; never into teaching (CON-23, CON-35)', () => {
    const open = facts({ consent: { state: 'unanswered' } });
    const override = { why: 'serious-threat', reason: 'child at risk' } as const;
    expect(mayLeave(open, { ...ask, override }).allowed).toBe(true);
    expect(mayLeave(open, { ...ask, override: { ...override, reason: ' ' } }).allowed).toBe(false);
    expect(mayLeave(open, teach).allowed).toBe(false);
    // As somebody might send it past the form.
    const smuggled: Leaving = JSON.parse(JSON.stringify({ ...teach, override })) as Leaving;
    expect(mayLeave(open, smuggled).allowed).toBe(false);
    const restricted = facts({ restriction: restrict('injury', NURSE, NOW) });
    expect(mayLeave(restricted, { ...ask, override })).toEqual({ allowed: false, why: 'restricted' });
  });

  it('what the patient refused, for a court’s order that two people decided on, and for nothing one person says (CON-26)', () => {
    const refused = { state: 'declined', by: NURSE, at: NOW } as const;
    const override = { why: 'court-order', reason: 'order 12' } as const;
    const decided = {
      outcome: 'court-order',
      reason: '',
      document: '',
      by: [SENIOR, REGISTRAR],
      at: NOW,
    } as const;
    const image = (consent: ConsentFacts['consent']) =>
      facts({ consent, restriction: restrict('declined', NURSE, NOW) });
    expect(mayLeave(image(refused), { ...send, override })).toEqual({ allowed: false, why: 'declined' });
    const ordered = image({ ...refused, decided });
    expect(mayLeave(ordered, { ...send, override }).allowed).toBe(true);
    expect(mayLeave(ordered, send).allowed).toBe(false);
    expect(mayLeave(ordered, { ...send, override: { ...override, why: 'law' } }).allowed).toBe(false);
    for (const leaving of [{ ...ask, override }, teach])
      expect(mayLeave(ordered, leaving).allowed).toBe(false);
    const kept = image({ ...refused, decided: { ...decided, outcome: 'keep-by-law' } });
    expect(mayLeave(kept, { ...send, override }).allowed).toBe(false);
  });

  it('a use nobody said yes to is never taught from, whatever else stands (CON-22, TEACH-01)', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...SECONDARY_USES), (image, use) => {
        const { consent } = image;
        const said =
          consent.state === 'given' &&
          consent.answers.secondary === 'yes' &&
          consent.answers.uses[use] === 'yes';
        if (!said) expect(mayLeave(image, { how: 'teach', use, basis }).allowed).toBe(false);
      }),
    );
  });
});

describe('Filing', () => {
  it('never gives a list of several patients to one of them, nor what is not clinical', () => {
    expect(filingRefusal({ subject: 'list-of-several-patients' })).toBe('several-patients');
    expect(filingRefusal({ subject: 'not-clinical' })).toBe('not-clinical');
  });

  it.each(SUBJECTS.filter((one) => one !== 'list-of-several-patients' && one !== 'not-clinical'))(
    'takes “%s”',
    (subject) => {
      expect(filingRefusal({ subject })).toBeUndefined();
    },
  );
});
