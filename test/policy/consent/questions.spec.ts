import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conclude } from '../../../bot/policy/consent/conclude.ts';
import { EMPTY_FORM } from '../../../bot/policy/consent/form.ts';
import { mustAskNow, questionsFor } from '../../../bot/policy/consent/questions-for.ts';
import type { ConsentForm, Method } from '../../../bot/set/consent.ts';
import { SUBJECTS, isImplied } from '../../../bot/set/subject.ts';
import { anyCase, anyForm } from './any.ts';
import {
  AFTER,
  answers,
  bestInterests,
  couldNotAsk,
  emergency,
  everyUse,
  nobodyAnswers,
  notTold,
  nurseAsks,
  of,
  paper,
  saidNo,
  signed,
  signedForAll,
  spokenYes,
  written,
} from './examples.ts';

const asked = (form: ConsentForm, about = of()): readonly string[] => mustAskNow(form, about);

describe('What is asked', () => {
  it('of a body: making, care and how it was agreed, and nothing is filled in beforehand (CON-01, CON-03)', () => {
    expect(asked(EMPTY_FORM)).toEqual(['making', 'care', 'method']);
    expect(conclude(EMPTY_FORM, of())).toEqual({
      ok: false,
      ask: ['making', 'care', 'method'],
      refused: [],
    });
  });

  it('of a picture nobody has named: as much as of a body', () => {
    const { subject: _unsaid, ...unnamed } = of().facts;
    expect(asked(EMPTY_FORM, { ...of(), facts: unnamed })).toEqual(asked(EMPTY_FORM));
    expect(questionsFor(spokenYes(), { ...of(), facts: unnamed })).toContain('subject');
  });

  it('nothing more once an adult has said yes aloud to the picture and to care (CON-15, CON-16)', () => {
    expect(asked(spokenYes())).toEqual([]);
  });

  it('nothing more once the patient has said no (CON-05, CON-13)', () => {
    expect(questionsFor(saidNo(), of())).toEqual([]);
  });

  it('nothing more once a child is upset: it stops (CAP-04)', () => {
    const child = of({ ageBand: 'under-16' });
    expect(questionsFor({ ...EMPTY_FORM, objects: true }, child)).toEqual([]);
    expect(conclude({ ...spokenYes(), objects: true }, child)).toMatchObject({
      ok: true,
      consent: { state: 'stopped' },
    });
  });

  it('nor where a picture of an upset child was posted already: it is closed, and two people decide (CAP-04)', () => {
    const posted = of({ ageBand: 'under-16' }, { via: 'intercepted' });
    expect(conclude({ ...EMPTY_FORM, objects: true }, posted)).toMatchObject({
      ok: true,
      consent: { state: 'declined' },
    });
  });

  it.each(SUBJECTS.filter((one) => one !== 'body' && !isImplied(one)))(
    'of “%s”: no consent, for nobody’s body is in it (CON-24, SET-07)',
    (subject) => {
      expect(asked(EMPTY_FORM, of({ subject }))).toEqual([]);
      expect(conclude(EMPTY_FORM, of({ subject }))).toMatchObject({
        ok: true,
        consent: { state: 'not-needed' },
      });
    },
  );

  it.each(SUBJECTS.filter(isImplied))(
    'of “%s”: only whether later use without a name was explained (CON-24)',
    (subject) => {
      const form: ConsentForm = {
        ...EMPTY_FORM,
        method: { how: 'implied-list', kind: subject, secondaryUseExplained: 'unset' },
      };
      expect(asked(form, of({ subject }))).toEqual(['secondary-use-explained']);
    },
  );

  const rows: readonly [string, Partial<ConsentForm>, ReturnType<typeof of>, string][] = [
    [
      'each other use by itself once one was agreed to (CON-02, CON-03)',
      { answers: answers({ making: 'yes', care: 'yes', secondary: 'yes' }), method: written, note: 'talked' },
      of(),
      'uses',
    ],
    ['other uses, where the question was put (CON-03)', { secondaryAsked: true }, of(), 'secondary'],
    [
      'which words were said (CON-16)',
      { method: { how: 'verbal', professional: nurseAsks, said: '' } },
      of(),
      'words-said',
    ],
    [
      'name and job title of whoever asked (CON-16, CON-27)',
      { method: { how: 'verbal', professional: { ...nurseAsks, jobTitle: ' ' }, said: '1' } },
      of(),
      'professional',
    ],
    [
      'the signature, where it is in writing (CON-31)',
      { method: { how: 'written-e-signature', professional: nurseAsks } },
      of(),
      'signature',
    ],
    [
      'the witness’s name and role, where the patient cannot sign (CON-32)',
      {
        method: {
          how: 'written-e-signature',
          professional: nurseAsks,
          witness: { name: '', role: 'porter', signature: signed },
        },
      },
      of(),
      'witness',
    ],
    ['whether a child understands (CAP-01)', { need: 'rash' }, of({ ageBand: 'under-16' }), 'competence'],
    [
      'whether a parent has parental responsibility (CAP-02, CON-33)',
      {
        need: 'rash',
        answering: { who: 'parent', name: 'Sam', relationship: 'mother', responsible: 'unset' },
      },
      of({ ageBand: 'under-16' }),
      'parent',
    ],
    ['the attorney’s name (CAP-06)', { answering: { who: 'attorney', name: '' } }, of(), 'attorney'],
    ['how old an unknown patient is (CAP-03)', {}, of({ ageBand: 'unknown' }), 'age'],
    ['why a picture of a 17-year-old is needed (CAP-05)', {}, of({ ageBand: '16-17' }), 'need'],
    ['why an intimate picture is needed (CAP-10)', {}, of({ intimate: true }), 'need'],
    [
      'why a picture is needed when capacity comes and goes (CAP-10)',
      { capacity: 'fluctuating' },
      of(),
      'need',
    ],
    [
      'a note of the conversation before any other use (CON-37)',
      { answers: { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() }, method: paper },
      of(),
      'note',
    ],
    ['why it was agreed only afterwards (CON-19)', { agreedAt: AFTER }, of(), 'late-reason'],
    [
      'a senior’s and safeguarding’s word for an intimate picture under 18 (INT-07)',
      { need: 'injury' },
      of({ ageBand: '16-17', intimate: true }, { via: 'intercepted' }),
      'two-confirmations',
    ],
    [
      'why it is best, and why nothing less is enough (CAP-06)',
      { method: { ...bestInterests, leastRestrictive: '' } as Method },
      of(),
      'best-interests',
    ],
    ['why it cannot wait (CAP-09)', { method: { how: 'emergency', reason: '' } }, of(), 'emergency-reason'],
    [
      'which document an attorney acts under (CAP-06)',
      {
        method: { how: 'attorney-or-deputy', authority: 'court-deputy', document: '' },
        answering: { who: 'deputy', name: 'Kim' },
      },
      of(),
      'authority-document',
    ],
    ['which court order (CON-26)', { method: { how: 'court-order', document: '' } }, of(), 'court-document'],
  ];
  it.each(rows)('also %s', (_title, change, about, question) => {
    expect(asked(spokenYes(change), about)).toContain(question);
    expect(conclude(spokenYes(change), about).ok).toBe(false);
  });

  it('also who answered (CON-33), and what they were told (INF-07)', () => {
    expect(asked(nobodyAnswers())).toEqual(['answering']);
    expect(asked(notTold())).toEqual(['informed']);
  });

  it('but not twice why, in an emergency or where best interests already say it (H8)', () => {
    expect(asked(spokenYes({ method: emergency, capacity: 'unconscious' }))).toEqual([]);
    expect(asked(nobodyAnswers({ method: bestInterests, capacity: 'lacking' }))).toEqual([]);
  });

  it('and of an intercepted picture no reason for being late: it was posted first (CON-19)', () => {
    expect(asked(spokenYes({ agreedAt: AFTER }), of({}, { via: 'intercepted' }))).toEqual([]);
  });
});

describe('What may wait until the picture is safe', () => {
  it('is what it shows, where, which side, and whether the patient saw it (PID-06, INT-03)', () => {
    const bare = { intimate: false, ageBand: 'adult' } as const;
    expect(questionsFor(spokenYes(), { ...of(), facts: bare })).toEqual([
      'subject',
      'site',
      'shown-to-patient',
    ]);
    expect(questionsFor(spokenYes(), of({ sited: { site: 'heel' } }))).toEqual(['side']);
    expect(questionsFor(spokenYes(), of({ sited: { site: 'back' } }))).toEqual([]);
  });

  it('and a patient who could not be asked, within a day (CAP-09)', () => {
    expect(conclude({ ...EMPTY_FORM, method: couldNotAsk }, of())).toMatchObject({
      ok: true,
      consent: { state: 'outstanding', returnBy: '2026-11-23T03:02:00.000Z' },
    });
  });
});

describe('Saying no', () => {
  it('takes no more answers than saying yes, whatever the case (CON-05)', () => {
    fc.assert(
      fc.property(anyCase, (about) => {
        const no = conclude(saidNo(), about);
        expect(no.ok).toBe(true);
        expect(questionsFor(saidNo(), about).length).toBeLessThanOrEqual(
          questionsFor(EMPTY_FORM, about).length,
        );
      }),
    );
  });

  it('stands whatever else was pressed, and grants nothing (CON-13)', () => {
    fc.assert(
      fc.property(anyForm, anyCase, (form, about) => {
        const declined = { ...form, answers: { ...form.answers, making: 'no' as const } };
        const outcome = conclude(declined, about);
        expect(outcome.ok && ['declined', 'stopped'].includes(outcome.consent.state)).toBe(true);
      }),
    );
  });

  it('is never overridden by what a signed form says of other uses (CON-01)', () => {
    const form = signedForAll();
    const outcome = conclude({ ...form, answers: { ...form.answers, making: 'no' } }, of());
    expect(outcome).toMatchObject({ ok: true, consent: { state: 'declined' } });
  });
});
