import fc from 'fast-check';
import type { ConsentForm, Method } from '../../../bot/set/consent.ts';
import { LEVELS } from '../../../bot/set/consent.ts';
import type { Consent } from '../../../bot/set/consent.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { SUBJECTS } from '../../../bot/set/subject.ts';
import type { ConsentCase } from '../../../bot/policy/consent/case.ts';
import {
  BEFORE,
  NOW,
  NURSE,
  REGISTRAR,
  SAFEGUARDING,
  SENIOR,
  attorney,
  bestInterests,
  capture,
  couldNotAsk,
  courtOrder,
  emergency,
  given,
  informed,
  of,
  paper,
  surgicalForm,
  verbal,
  written,
} from './examples.ts';

const anyAnswer = fc.constantFrom('unset', 'yes', 'no');
export const anyAnswers = fc.record({
  making: anyAnswer,
  care: anyAnswer,
  secondary: anyAnswer,
  uses: fc.record({
    'teach-local': anyAnswer,
    'teach-external': anyAnswer,
    research: anyAnswer,
    publication: anyAnswer,
  }),
});
const anyMethod = fc.constantFrom<Method>(
  verbal,
  written,
  paper,
  surgicalForm,
  bestInterests,
  attorney,
  emergency,
  courtOrder,
  couldNotAsk,
  { how: 'implied-list', kind: 'ultrasound', secondaryUseExplained: 'yes' },
  { how: 'sent-by-patient', clarified: 'no' },
);
const anyAnswering = fc.constantFrom<NonNullable<ConsentForm['answering']>>(
  { who: 'patient' },
  { who: 'parent', name: 'Sam Example', relationship: 'mother', responsible: 'yes' },
  { who: 'parent', name: 'Sam Example', relationship: 'uncle', responsible: 'no' },
  { who: 'attorney', name: 'Kim Example' },
);
const some = { requiredKeys: ['answers', 'secondaryAsked', 'objects', 'areas'] as const };
const anyForm_ = fc.record(
  {
    answers: anyAnswers,
    secondaryAsked: fc.boolean(),
    objects: fc.boolean(),
    areas: fc.constant([]),
    method: anyMethod,
    answering: anyAnswering,
    capacity: fc.constantFrom('able', 'lacking', 'fluctuating', 'unconscious', 'anaesthetised'),
    competence: fc
      .constantFrom('competent', 'not-competent')
      .map((judged): NonNullable<ConsentForm['competence']> => ({
        judged,
        by: NURSE,
        at: BEFORE,
        parentsEncouraged: 'yes',
      })),
    informed: fc.constant(informed),
    need: fc.constant('needed'),
    note: fc.constant('talked'),
    agreedAt: fc.constantFrom(BEFORE, NOW),
    lateReason: fc.constant('asleep'),
    confirmed: fc.constant({ senior: SENIOR, safeguarding: SAFEGUARDING }),
  },
  { requiredKeys: [...some.requiredKeys] },
);
/** Any form a page could send, filled in or not, sensible or not. */
export const anyForm: fc.Arbitrary<ConsentForm> = anyForm_.map((form) => form as ConsentForm);

export const anyCase: fc.Arbitrary<ConsentCase> = fc
  .record({
    subject: fc.constantFrom(...SUBJECTS),
    intimate: fc.boolean(),
    ageBand: fc.constantFrom('under-16', '16-17', 'adult', 'unknown'),
    source: fc.constantFrom('staff', 'patient-asked', 'patient-sent', 'representative'),
    via: fc.constantFrom('capture', 'intercepted', 'patient-upload', 'import'),
  })
  .map(({ via, source, ...facts }) => of({ ...facts, capture: capture({ source }) }, { via }));

const anyConsent: fc.Arbitrary<Consent> = fc.oneof(
  fc.record({ answers: anyAnswers, method: anyMethod }).map((change) => given(change)),
  fc.constantFrom<Consent>(
    { state: 'unanswered' },
    { state: 'not-needed', by: NURSE, at: NOW },
    { state: 'outstanding', why: 'asleep', by: NURSE, at: NOW, returnBy: NOW },
    { state: 'declined', by: NURSE, at: NOW },
    {
      state: 'declined',
      by: NURSE,
      at: NOW,
      decided: { outcome: 'keep-by-law', reason: 'court', by: [SENIOR, SAFEGUARDING], at: NOW },
    },
    { state: 'stopped', by: NURSE, at: NOW },
  ),
);

const anyFacts_ = fc.record(
  {
    subject: fc.constantFrom(...SUBJECTS),
    intimate: fc.boolean(),
    ageBand: fc.constantFrom('under-16', '16-17', 'adult', 'unknown'),
    capture: fc.constant(capture()),
    consent: anyConsent,
    restriction: fc
      .record({
        why: fc.constantFrom('intimate', 'child', 'injury', 'declined', 'forensic'),
        viewers: fc.subarray([NURSE, REGISTRAR, SENIOR]),
        keepWhole: fc.boolean(),
      })
      .map((one) => ({ ...one, by: NURSE, at: NOW })),
    withdrawals: fc.array(
      fc.subarray([...LEVELS], { minLength: 1 }).map((levels) => ({ levels, by: NURSE, at: NOW, told: [] })),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['intimate', 'ageBand', 'consent', 'withdrawals'] },
);
/** Any image whose consent the ledger could hold. */
export const anyFacts: fc.Arbitrary<ConsentFacts> = anyFacts_.map((one) => one as ConsentFacts);

const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, ...others.map((one) => fc.constant(one)));

/** Forms and cases of which a good share stands: random ones almost never do, and would prove nothing. */
export const likelyForm: fc.Arbitrary<ConsentForm> = fc
  .record({
    answers: fc.record({
      making: mostly('yes', 'unset', 'no'),
      care: mostly('yes', 'unset', 'no'),
      secondary: fc.constantFrom('unset', 'no', 'yes'),
      uses: fc.record({
        'teach-local': mostly('yes', 'unset', 'no'),
        'teach-external': mostly('no', 'unset', 'yes'),
        research: mostly('no', 'unset', 'yes'),
        publication: mostly('no', 'unset', 'yes'),
      }),
    }),
    method: anyMethod,
    answering: fc.option(
      mostly<NonNullable<ConsentForm['answering']>>({ who: 'patient' }, { who: 'attorney', name: 'Kim' }),
    ),
    capacity: fc.option(fc.constantFrom('able', 'lacking', 'fluctuating')),
    need: mostly('needed', ''),
    note: mostly('talked', ''),
  })
  .map(({ answering, capacity, ...form }) => ({
    secondaryAsked: false,
    objects: false,
    areas: [],
    informed,
    ...(form as Pick<ConsentForm, 'answers' | 'method' | 'need' | 'note'>),
    ...(answering === null ? {} : { answering }),
    ...(capacity === null ? {} : { capacity: capacity }),
  }));

export const likelyCase: fc.Arbitrary<ConsentCase> = fc
  .record({
    subject: mostly<NonNullable<ConsentCase['facts']['subject']>>('body', 'ultrasound'),
    intimate: mostly(false, true),
    ageBand: mostly<ConsentFacts['ageBand']>('adult', 'under-16', '16-17', 'unknown'),
    via: mostly<ConsentCase['via']>('capture', 'intercepted', 'patient-upload'),
  })
  .map(({ via, ...facts }) => of(facts, { via }));
