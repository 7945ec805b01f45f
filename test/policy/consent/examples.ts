import type { ConsentCase } from '../../../bot/policy/consent/case.ts';
import { STANDING_RULES } from '../../../bot/policy/consent/case.ts';
import { EMPTY_FORM } from '../../../bot/policy/consent/form.ts';
import type { Capture } from '../../../bot/set/capture.ts';
import type {
  Answer,
  Answers,
  ConsentForm,
  GivenConsent,
  Informed,
  Method,
  Professional,
  Signature,
} from '../../../bot/set/consent.ts';
import { NOTHING_ANSWERED, SECONDARY_USES } from '../../../bot/set/consent.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { imageId, personId, sha256 } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';

export const NOW = instant('2026-11-22T03:02:00Z');
export const BEFORE = instant('2026-11-22T02:55:00Z');
export const TAKEN = instant('2026-11-22T02:57:00Z');
export const AFTER = instant('2026-11-22T02:59:00Z');

export const NURSE = personId('tenant', 'nurse');
export const REGISTRAR = personId('tenant', 'registrar');
export const SENIOR = personId('tenant', 'senior');
export const SAFEGUARDING = personId('tenant', 'safeguarding');
export const STRANGER = personId('tenant', 'stranger');

export const nurseAsks: Professional = {
  person: NURSE,
  name: 'Alex Okafor',
  jobTitle: 'Staff nurse',
  at: BEFORE,
};
export const signed: Signature = {
  strokes: 'M0 0L9 9',
  sha256: sha256('00'),
  printedName: 'Pat Example',
  at: BEFORE,
};

export const verbal: Method = { how: 'verbal', professional: nurseAsks, said: 'en-GB/1' };
export const written: Method = {
  how: 'written-e-signature',
  professional: nurseAsks,
  signature: signed,
};
export const paper: Method = { how: 'written-paper-photo', professional: nurseAsks, form: imageId('form') };
export const surgicalForm: Method = { how: 'surgical-form', professional: nurseAsks, document: 'form 4' };
export const bestInterests: Method = {
  how: 'best-interests',
  necessity: 'ulcer worse',
  leastRestrictive: 'foot only',
};
export const attorney: Method = {
  how: 'attorney-or-deputy',
  authority: 'lasting-power-of-attorney',
  document: 'LPA 7',
};
export const emergency: Method = { how: 'emergency', reason: 'spreading fast' };
export const courtOrder: Method = { how: 'court-order', document: 'order 12', approvedBy: SENIOR };
export const couldNotAsk: Method = { how: 'could-not-ask', why: 'asleep' };

export const answers = (change: Partial<Answers> = {}): Answers => ({ ...NOTHING_ANSWERED, ...change });
/** Every other use said yes to. */
export const everyUse = (answer: Answer = 'yes'): Answers['uses'] => ({
  'teach-local': answer,
  'teach-external': answer,
  research: answer,
  publication: answer,
});
export const informed: Informed = {
  version: 'en-GB/1',
  at: BEFORE,
  by: 'read-aloud',
  shown: [...SECONDARY_USES],
};

/** One tap at three in the morning: an adult said yes aloud, for the picture and for care. */
export const spokenYes = (change: Partial<ConsentForm> = {}): ConsentForm => ({
  ...EMPTY_FORM,
  answers: answers({ making: 'yes', care: 'yes' }),
  method: verbal,
  answering: { who: 'patient' },
  informed,
  ...change,
});
/** The same, with nobody there to answer. */
export const nobodyAnswers = (change: Partial<ConsentForm> = {}): ConsentForm => {
  const { answering: _nobody, ...form } = spokenYes();
  return { ...form, ...change };
};
/** The same, before anything was explained. */
export const notTold = (): ConsentForm => {
  const { informed: _nothing, ...form } = spokenYes();
  return form;
};
/** Everything agreed to in writing. */
export const signedForAll = (change: Partial<ConsentForm> = {}): ConsentForm =>
  spokenYes({
    answers: { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() },
    secondaryAsked: true,
    method: written,
    note: 'Talked about each use.',
    ...change,
  });
export const saidNo = (): ConsentForm => ({ ...EMPTY_FORM, answers: answers({ making: 'no' }) });

export const capture = (change: Partial<Capture> = {}): Capture => ({
  takenBy: { who: 'staff', person: NURSE },
  mode: 'clinician-phone',
  takenAt: TAKEN,
  source: 'staff',
  selfieCamera: false,
  shown: 'yes',
  ...change,
});

export const of = (
  facts: Partial<ConsentCase['facts']> = {},
  change: Partial<ConsentCase> = {},
): ConsentCase => ({
  facts: {
    subject: 'body',
    sited: { site: 'heel', side: 'left' },
    intimate: false,
    ageBand: 'adult',
    capture: capture(),
    ...facts,
  },
  via: 'capture',
  by: NURSE,
  now: NOW,
  rules: STANDING_RULES,
  ...change,
});

export const given = (change: Partial<GivenConsent> = {}): GivenConsent => ({
  state: 'given',
  answers: answers({ making: 'yes', care: 'yes' }),
  method: verbal,
  answering: { who: 'patient' },
  areas: ['heel'],
  basis: '6(1)(e)+9(2)(h)',
  by: NURSE,
  at: BEFORE,
  retrospective: false,
  ...change,
});
export const facts = (change: Partial<ConsentFacts> = {}): ConsentFacts => ({
  subject: 'body',
  sited: { site: 'heel', side: 'left' },
  intimate: false,
  ageBand: 'adult',
  capture: capture(),
  consent: given(),
  withdrawals: [],
  ...change,
});
