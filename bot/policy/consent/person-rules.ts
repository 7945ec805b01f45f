import type { ConsentForm } from '../../set/consent.ts';
import { samePerson } from '../../set/ids.ts';
import { millis } from '../../set/instant.ts';
import type { ConsentCase } from './case.ts';
import { isIntimate, mayBeChild } from './case.ts';
import { usesAgreed } from './form.ts';
import type { ConsentRule } from './rule.ts';
import { goesBeyondCare } from './rule.ts';

/** Who may say yes, and to what. */
export const PERSON_RULES: readonly ConsentRule[] = [
  {
    // Without capacity the picture serves that patient's own care alone, whoever decides.
    refusal: 'care-only-without-capacity',
    ids: ['CAP-07'],
    refuses: (form) => decidedForThePatient(form) && goesBeyondCare(form),
  },
  {
    refusal: 'parent-not-responsible',
    ids: ['CAP-02', 'CON-33'],
    refuses: ({ answering }) => answering?.who === 'parent' && answering.responsible === 'no',
  },
  {
    // Under 16, a yes is the child's own only where somebody judged that they understand.
    refusal: 'child-cannot-agree-alone',
    ids: ['CAP-01', 'CAP-02'],
    refuses: ({ answering, competence }, { facts }) =>
      answering?.who === 'patient' && facts.ageBand === 'under-16' && competence?.judged === 'not-competent',
  },
  {
    // Nobody's parent answers for an adult, nor for a young person of 16 or 17 who is able to decide.
    refusal: 'adult-answers-alone',
    ids: ['CAP-03', 'CAP-06'],
    refuses: (form, { facts }) =>
      form.answering?.who === 'parent' &&
      (facts.ageBand === 'adult' || (facts.ageBand === '16-17' && form.capacity !== 'lacking')),
  },
  {
    // A patient who lacks capacity has not agreed, whatever they said.
    refusal: 'patient-could-not-agree',
    ids: ['CAP-06', 'CAP-08'],
    refuses: ({ answering, capacity }) => answering?.who === 'patient' && capacity === 'lacking',
  },
  {
    // Under anaesthetic or unconscious: a yes counts only from before the picture (and before induction).
    refusal: 'agreed-too-late',
    ids: ['CON-07', 'CON-19'],
    refuses: (form, of) => isUnrousable(form) && form.answering?.who === 'patient' && !agreedBefore(form, of),
  },
  {
    // A trust may keep what phones take to the record.
    refusal: 'phone-photographs-care-only',
    ids: ['TEACH-02'],
    refuses: (form, { facts, rules }) =>
      (facts.capture?.mode === 'clinician-phone' || facts.capture?.mode === 'patient-phone') &&
      usesAgreed(form).some((use) => !rules.phoneLevels.includes(use)),
  },
  {
    // Under 18, or nobody can say: an intimate picture is never taught from.
    refusal: 'never-in-teaching',
    ids: ['INT-07'],
    refuses: (form, { facts }) => mayBeChild(facts) && isIntimate(facts) && goesBeyondCare(form),
  },
  {
    refusal: 'no-patient-upload',
    ids: ['INT-07'],
    refuses: (_form, { facts, via }) =>
      (via === 'patient-upload' || facts.capture?.takenBy.who === 'patient') &&
      mayBeChild(facts) &&
      isIntimate(facts),
  },
  {
    refusal: 'upload-needs-discussion',
    ids: ['INT-04'],
    refuses: (_form, { facts, via, discussionRecorded }) =>
      via === 'patient-upload' && isIntimate(facts) && discussionRecorded !== true,
  },
  {
    // A senior and safeguarding are two people, and neither is the one who asks.
    refusal: 'confirmations-need-two-people',
    ids: ['INT-07'],
    refuses: ({ confirmed }, { by }) =>
      confirmed !== undefined &&
      (samePerson(confirmed.senior, confirmed.safeguarding) ||
        samePerson(confirmed.senior, by) ||
        samePerson(confirmed.safeguarding, by)),
  },
];

/** Somebody other than the patient decides because the patient cannot: not a parent for a child who cannot yet. */
const decidedForThePatient = ({ method, answering, capacity }: ConsentForm): boolean =>
  method?.how === 'best-interests' ||
  method?.how === 'attorney-or-deputy' ||
  method?.how === 'emergency' ||
  method?.how === 'court-order' ||
  answering?.who === 'attorney' ||
  answering?.who === 'deputy' ||
  (capacity !== undefined && capacity !== 'able' && answering?.who !== 'patient');

const isUnrousable = ({ capacity }: ConsentForm): boolean =>
  capacity === 'unconscious' || capacity === 'anaesthetised';

const agreedBefore = ({ agreedAt }: ConsentForm, { facts }: ConsentCase): boolean => {
  const taken = facts.capture?.takenAt;
  return agreedAt !== undefined && taken !== undefined && millis(agreedAt) <= millis(taken);
};
