import { describe, expect, it } from '@jest/globals';
import type { ConsentCase } from '../../../bot/policy/consent/case.ts';
import { STANDING_RULES } from '../../../bot/policy/consent/case.ts';
import { CONSENT_RULES, conclude } from '../../../bot/policy/consent/conclude.ts';
import type { ConsentRefusal } from '../../../bot/set/consent-codes.ts';
import type { ConsentForm } from '../../../bot/set/consent.ts';
import { consentRefusalWords } from '../../../cards/text/consent.ts';
import {
  AFTER,
  BEFORE,
  NURSE,
  SAFEGUARDING,
  SENIOR,
  answers,
  attorney,
  bestInterests,
  capture,
  courtOrder,
  emergency,
  everyUse,
  nurseAsks,
  of,
  nobodyAnswers,
  paper,
  signed,
  signedForAll,
  spokenYes,
  surgicalForm,
  verbal,
} from './examples.ts';

const refused = (form: ConsentForm, about: ConsentCase): readonly string[] => {
  const outcome = conclude(form, about);
  return outcome.ok ? [] : outcome.refused;
};
const all = { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() } as const;
const only = (use: keyof ReturnType<typeof everyUse>) => ({
  ...all,
  uses: { ...everyUse('no'), [use]: 'yes' },
});
const parent = { who: 'parent', name: 'Sam', relationship: 'mother', responsible: 'yes' } as const;
const notCompetent = {
  judged: 'not-competent',
  by: NURSE,
  at: BEFORE,
  parentsEncouraged: 'yes',
} as const;
const competent = { ...notCompetent, judged: 'competent' } as const;

/** Each row: a sentence, the form, the case, why it is refused. */
const REFUSED: readonly [string, ConsentForm, ConsentCase, ConsentRefusal][] = [
  ['Teaching on a spoken yes (CON-15)', signedForAll({ method: verbal }), of(), 'verbal-covers-care-only'],
  [
    'Teaching on a surgical form (CON-08)',
    signedForAll({ method: surgicalForm }),
    of(),
    'surgical-form-covers-care-only',
  ],
  [
    'Teaching because the kind of picture needs no consent (CON-24)',
    signedForAll({ method: { how: 'implied-list', kind: 'x-ray', secondaryUseExplained: 'yes' } }),
    of({ subject: 'x-ray' }),
    'implied-covers-care-only',
  ],
  [
    'A seventh kind that needs no consent: a wound (CON-24)',
    spokenYes({ method: { how: 'implied-list', kind: 'x-ray', secondaryUseExplained: 'yes' } }),
    of({ subject: 'body' }),
    'not-an-implied-kind',
  ],
  [
    'An ultrasound passed off as an x-ray (CON-24)',
    spokenYes({ method: { how: 'implied-list', kind: 'x-ray', secondaryUseExplained: 'yes' } }),
    of({ subject: 'ultrasound' }),
    'not-an-implied-kind',
  ],
  [
    'Publication without a signature, also of a picture without a name (CON-17, CON-18)',
    signedForAll({ answers: only('publication'), method: verbal }),
    of(),
    'publication-needs-writing',
  ],
  [
    'Publication before its warning was shown (CON-04, CON-30)',
    signedForAll({ informed: { version: '1', at: BEFORE, by: 'leaflet', shown: ['teach-local'] } }),
    of(),
    'use-not-explained',
  ],
  [
    'The professional as witness (CON-32)',
    spokenYes({
      method: {
        how: 'written-e-signature',
        professional: nurseAsks,
        witness: { person: NURSE, name: 'Alex', role: 'nurse', signature: signed },
      },
    }),
    of(),
    'witness-is-the-professional',
  ],
  [
    'The professional’s own name, typed as the witness’s (CON-32)',
    spokenYes({
      method: {
        how: 'written-e-signature',
        professional: nurseAsks,
        witness: { name: ` ${nurseAsks.name.toUpperCase()}  `, role: 'nurse', signature: signed },
      },
    }),
    of(),
    'witness-is-the-professional',
  ],
  [
    'A spoken yes where the ward asks for writing (CON-38)',
    spokenYes(),
    of({}, { rules: { ...STANDING_RULES, writtenRequired: ['making'] } }),
    'written-required-here',
  ],
  [
    'Teaching from a phone where the trust keeps phones to the record (TEACH-02)',
    signedForAll(),
    of({}, { rules: { ...STANDING_RULES, phoneLevels: ['making', 'care'] } }),
    'phone-photographs-care-only',
  ],
  [
    'A court order on one person’s word (CON-26)',
    spokenYes({ method: { ...courtOrder, approvedBy: NURSE } as typeof courtOrder }),
    of(),
    'court-order-needs-second-person',
  ],
  [
    'The staff form for a patient’s own picture (CON-34)',
    spokenYes({ method: paper }),
    of({ capture: capture({ source: 'patient-asked' }) }),
    'form-is-for-staff-photographs',
  ],
  [
    'Teaching from a picture a patient was asked for, on sending it alone (CON-15, PAT-02)',
    signedForAll({ method: { how: 'sent-by-patient', clarified: 'yes' } }),
    of({ capture: capture({ source: 'patient-asked' }) }),
    'patient-sent-covers-care-only',
  ],
  [
    'Teaching from a picture a patient sent unasked (PAT-01)',
    signedForAll({ method: { how: 'sent-by-patient', clarified: 'yes' } }),
    of({ capture: capture({ source: 'patient-sent' }) }),
    'patient-sent-covers-care-only',
  ],
  [
    'Teaching in best interests (CAP-07)',
    signedForAll({ method: bestInterests, capacity: 'lacking' }),
    of(),
    'care-only-without-capacity',
  ],
  [
    'Teaching on an attorney’s word (CAP-07)',
    signedForAll({ method: attorney, answering: { who: 'attorney', name: 'Kim' } }),
    of(),
    'care-only-without-capacity',
  ],
  [
    'Teaching from an emergency (CAP-07)',
    signedForAll({ method: emergency }),
    of(),
    'care-only-without-capacity',
  ],
  [
    'A yes from a patient who lacks capacity (CAP-06)',
    spokenYes({ capacity: 'lacking', need: 'x' }),
    of(),
    'patient-could-not-agree',
  ],
  [
    'A yes from somebody unconscious (CON-07)',
    spokenYes({ capacity: 'unconscious', need: 'x' }),
    of(),
    'agreed-too-late',
  ],
  [
    'A yes given after the picture was taken under anaesthetic (CON-07, CON-19)',
    spokenYes({ capacity: 'anaesthetised', agreedAt: AFTER, lateReason: 'woke up', need: 'x' }),
    of(),
    'agreed-too-late',
  ],
  [
    'An uncle without parental responsibility, for a child of four (CAP-02)',
    spokenYes({ need: 'burn', answering: { ...parent, relationship: 'uncle', responsible: 'no' } }),
    of({ ageBand: 'under-16' }),
    'parent-not-responsible',
  ],
  [
    'A child who does not understand, alone (CAP-01, CAP-02)',
    spokenYes({ need: 'burn', competence: notCompetent }),
    of({ ageBand: 'under-16' }),
    'child-cannot-agree-alone',
  ],
  ['A mother for an adult (CAP-03)', spokenYes({ answering: parent }), of(), 'adult-answers-alone'],
  [
    'A mother for a girl of 17 who can decide (CAP-03)',
    spokenYes({ answering: parent, need: 'x' }),
    of({ ageBand: '16-17' }),
    'adult-answers-alone',
  ],
  [
    'Teaching from an intimate picture under 18 (INT-07)',
    signedForAll({ need: 'x', confirmed: { senior: SENIOR, safeguarding: SAFEGUARDING } }),
    of({ ageBand: '16-17', intimate: true }),
    'never-in-teaching',
  ],
  [
    'An intimate picture sent in by somebody under 18 (INT-07)',
    spokenYes({ need: 'x', confirmed: { senior: SENIOR, safeguarding: SAFEGUARDING } }),
    of({ ageBand: '16-17', intimate: true }, { via: 'patient-upload', discussionRecorded: true }),
    'no-patient-upload',
  ],
  [
    'An intimate picture sent in without a conversation first (INT-04)',
    spokenYes({ need: 'x' }),
    of({ intimate: true }, { via: 'patient-upload' }),
    'upload-needs-discussion',
  ],
  [
    'One person confirming as senior and as safeguarding (INT-07)',
    spokenYes({ need: 'x', confirmed: { senior: SENIOR, safeguarding: SENIOR } }),
    of({ ageBand: '16-17', intimate: true }),
    'confirmations-need-two-people',
  ],
  [
    'The person who asks confirming themselves (INT-07)',
    spokenYes({ need: 'x', confirmed: { senior: NURSE, safeguarding: SAFEGUARDING } }),
    of({ ageBand: '16-17', intimate: true }),
    'confirmations-need-two-people',
  ],
];

describe('Refused', () => {
  it.each(REFUSED)('%s', (_title, form, about, why) => {
    expect(refused(form, about)).toContain(why);
  });

  it('for each reason there is, with its requirement and its words', () => {
    const shown = new Set(REFUSED.map(([, , , why]) => why));
    expect(CONSENT_RULES.map((rule) => rule.refusal).filter((one) => !shown.has(one))).toEqual([]);
    expect(Object.keys(consentRefusalWords).sort()).toEqual(CONSENT_RULES.map((rule) => rule.refusal).sort());
    expect(CONSENT_RULES.filter((rule) => rule.ids.length === 0)).toEqual([]);
  });
});

/** Each row: a sentence, the form, the case. */
const ACCEPTED: readonly [string, ConsentForm, ConsentCase][] = [
  ['A spoken yes for the picture and for care (CON-15, CON-16)', spokenYes(), of()],
  ['A signature for everything (CON-17, CON-31)', signedForAll(), of()],
  ['A photographed paper form for teaching (CON-15, CON-30)', signedForAll({ method: paper }), of()],
  ['A surgical form for care (CON-08)', spokenYes({ method: surgicalForm }), of()],
  [
    'A girl of 14 who understands, without her parents (CAP-01)',
    spokenYes({ need: 'rash', competence: competent }),
    of({ ageBand: 'under-16' }),
  ],
  [
    'A mother for a child of four (CAP-02, CON-33)',
    spokenYes({ need: 'burn', answering: parent }),
    of({ ageBand: 'under-16' }),
  ],
  [
    'A mother for a boy of 17 who cannot decide (CAP-03, CAP-06)',
    spokenYes({ need: 'burn', answering: parent, capacity: 'lacking' }),
    of({ ageBand: '16-17' }),
  ],
  [
    'An attorney with a document (CAP-06)',
    spokenYes({ method: attorney, need: 'x', answering: { who: 'attorney', name: 'Kim' } }),
    of(),
  ],
  [
    'Best interests, fully reasoned (CAP-06)',
    nobodyAnswers({ method: bestInterests, capacity: 'lacking' }),
    of(),
  ],
  [
    'An emergency in a child with no parent there (CAP-02, CAP-09)',
    nobodyAnswers({ method: emergency }),
    of({ ageBand: 'under-16' }),
  ],
  [
    'A yes given before the anaesthetic (CON-07, CON-25)',
    spokenYes({ capacity: 'anaesthetised', agreedAt: BEFORE, need: 'x' }),
    of(),
  ],
  ['A court order with a second person (CON-26)', nobodyAnswers({ method: courtOrder }), of()],
  [
    'A patient’s own picture, sent unasked, for care (PAT-01)',
    spokenYes({ method: { how: 'sent-by-patient', clarified: 'no' } }),
    of({ capture: capture({ source: 'patient-sent' }) }),
  ],
  [
    'A yes to the picture and a no to showing it (CON-01, CON-23)',
    spokenYes({ answers: answers({ making: 'yes', care: 'no' }) }),
    of(),
  ],
  [
    'A yes to care and a no to every other use (CON-02)',
    spokenYes({ answers: { making: 'yes', care: 'yes', secondary: 'no', uses: everyUse('unset') } }),
    of(),
  ],
];

describe('Accepted', () => {
  it.each(ACCEPTED)('%s', (_title, form, about) => {
    expect(conclude(form, about)).toMatchObject({ ok: true, consent: { state: 'given' } });
  });

  it('with the lawful basis of direct care unless another is named (ROLE-02)', () => {
    expect(conclude(spokenYes(), of())).toMatchObject({ consent: { basis: '6(1)(e)+9(2)(h)' } });
    expect(conclude(spokenYes(), of(), '6(1)(d)+9(2)(c)')).toMatchObject({
      consent: { basis: '6(1)(d)+9(2)(c)' },
    });
  });

  it('with a warning where it was agreed afterwards, and with the reason (CON-19)', () => {
    const late = conclude(spokenYes({ agreedAt: AFTER, lateReason: 'bleeding' }), of());
    expect(late).toMatchObject({
      warnings: ['retrospective'],
      consent: { retrospective: true, lateReason: 'bleeding' },
    });
    expect(conclude(spokenYes(), of({}, { via: 'intercepted' }))).toMatchObject({
      consent: { retrospective: true },
    });
  });

  it('with a warning where the picture is of another part than was agreed (CON-28)', () => {
    const face = of({ sited: { site: 'face' } });
    expect(conclude(spokenYes({ areas: ['heel'] }), face)).toMatchObject({ ok: false, ask: ['area-reason'] });
    const areaReason = 'Found while looking';
    expect(conclude(spokenYes({ areas: ['heel'], areaReason }), face)).toMatchObject({
      warnings: ['outside-agreed-areas'],
      consent: { areas: ['heel'], areaReason },
    });
    // Of another one than was agreed to it is asked, and of nothing else.
    expect(conclude(spokenYes({ areas: ['heel'] }), of())).toMatchObject({ ok: true });
    expect(conclude(spokenYes(), of())).toMatchObject({ warnings: [], consent: { areas: ['heel'] } });
  });
});
