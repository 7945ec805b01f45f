import { LEVELS } from '../../set/consent.ts';
import type { ConsentForm, Level, Note } from '../../set/consent.ts';
import { samePerson } from '../../set/ids.ts';
import { isImplied } from '../../set/subject.ts';
import { mayBeChild } from './case.ts';
import { isWritten, levelsAnsweredYes } from './form.ts';
import type { ConsentRule } from './rule.ts';
import { goesBeyondCare } from './rule.ts';

/** What each way of giving permission can carry. */
export const METHOD_RULES: readonly ConsentRule[] = [
  {
    // Spoken consent is for the record and an opinion; anything further is written.
    refusal: 'verbal-covers-care-only',
    ids: ['CON-15'],
    refuses: (form) => form.method?.how === 'verbal' && goesBeyondCare(form),
  },
  {
    // A line in a surgical form is no evidence that anybody spoke about pictures.
    refusal: 'surgical-form-covers-care-only',
    ids: ['CON-08'],
    refuses: (form) => form.method?.how === 'surgical-form' && goesBeyondCare(form),
  },
  {
    // The list says what may be recorded, not where it may be shown.
    refusal: 'implied-covers-care-only',
    ids: ['CON-24', 'CON-02'],
    refuses: (form) => form.method?.how === 'implied-list' && goesBeyondCare(form),
  },
  {
    // Exactly six kinds, and the kind named must be the kind shown.
    refusal: 'not-an-implied-kind',
    ids: ['CON-24'],
    refuses: ({ method }, { facts }) =>
      method?.how === 'implied-list' &&
      (facts.subject === undefined || !isImplied(facts.subject) || method.kind !== facts.subject),
  },
  {
    // What a patient sends of their own accord may be looked at and kept for care, nothing else.
    refusal: 'patient-sent-covers-care-only',
    ids: ['PAT-01'],
    refuses: (form, { facts }) =>
      (form.method?.how === 'sent-by-patient' || facts.capture?.source === 'patient-sent') &&
      goesBeyondCare(form),
  },
  {
    // The Appendix A form is for pictures that staff take.
    refusal: 'form-is-for-staff-photographs',
    ids: ['CON-34'],
    refuses: (form, { facts }) =>
      isWritten(form) && facts.capture !== undefined && facts.capture.source !== 'staff',
  },
  {
    // Also where nobody could be recognised: a picture without a name still needs consent (CON-18).
    refusal: 'publication-needs-writing',
    ids: ['CON-17', 'CON-18'],
    refuses: (form) => levelsAnsweredYes(form).includes('publication') && !isWritten(form),
  },
  {
    refusal: 'written-required-here',
    ids: ['CON-38'],
    refuses: (form, { rules, facts }) =>
      !isWritten(form) &&
      isAgreement(form) &&
      levelsAnsweredYes(form).some(
        (level) =>
          rules.writtenRequired.includes(level) ||
          (mayBeChild(facts) && rules.writtenRequiredUnder18?.includes(level) === true),
      ),
  },
  {
    // Each use has its own sentence, and it was on the screen before anybody could say yes to it.
    refusal: 'use-not-explained',
    ids: ['CON-04', 'CON-30'],
    refuses: (form) =>
      LEVELS.filter(isUse).some(
        (use) => levelsAnsweredYes(form).includes(use) && !(form.informed?.shown.includes(use) ?? false),
      ),
  },
  {
    // The witness is somebody other than the person who asked.
    refusal: 'witness-is-the-professional',
    ids: ['CON-32'],
    refuses: ({ method }) =>
      method?.how === 'written-e-signature' &&
      method.witness !== undefined &&
      (method.witness.person === undefined
        ? isSameName(method.witness.name, method.professional.name)
        : samePerson(method.witness.person, method.professional.person)),
  },
  {
    refusal: 'court-order-needs-second-person',
    ids: ['CON-26'],
    refuses: ({ method }, { by }) =>
      method?.how === 'court-order' && (method.approvedBy === undefined || samePerson(method.approvedBy, by)),
  },
];

/** However it was typed. */
const isSameName = (one: Note, two: Note): boolean => plain(one) === plain(two);
const plain = (name: Note): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

const isUse = (level: Level): level is Exclude<Level, 'making' | 'care'> =>
  level !== 'making' && level !== 'care';

/** Local policy can ask for writing where somebody agrees; an emergency or best interests has nobody to write. */
const isAgreement = ({ method }: ConsentForm): boolean =>
  method?.how === 'verbal' || method?.how === 'surgical-form';
