/**
 * What the rules of consent can say. The words a person reads for each live in `cards/text/consent.ts`, exhaustive by
 * type; a code without words does not compile.
 */

/** Something a form still has to ask. `later`: may wait until the image is safe, before it is filed or leaves. */
export type Question =
  | 'making'
  | 'care'
  | 'secondary'
  | 'uses'
  | 'method'
  | 'words-said'
  | 'professional'
  | 'signature'
  | 'witness'
  | 'answering'
  | 'competence'
  | 'parent'
  | 'attorney'
  | 'informed'
  | 'need'
  | 'note'
  | 'best-interests'
  | 'authority-document'
  | 'emergency-reason'
  | 'court-document'
  | 'late-reason'
  | 'area-reason'
  | 'secondary-use-explained'
  | 'two-confirmations'
  | 'age'
  | LaterQuestion;
export const LATER_QUESTIONS = ['subject', 'site', 'side', 'shown-to-patient', 'clarified'] as const;
export type LaterQuestion = (typeof LATER_QUESTIONS)[number];

/** Why an answer that was given cannot stand. Each has one rule in `policy/consent/`. */
export type ConsentRefusal =
  | 'verbal-covers-care-only'
  | 'surgical-form-covers-care-only'
  | 'implied-covers-care-only'
  | 'not-an-implied-kind'
  | 'care-only-without-capacity'
  | 'patient-sent-covers-care-only'
  | 'form-is-for-staff-photographs'
  | 'publication-needs-writing'
  | 'use-not-explained'
  | 'witness-is-the-professional'
  | 'parent-not-responsible'
  | 'child-cannot-agree-alone'
  | 'adult-answers-alone'
  | 'patient-could-not-agree'
  | 'agreed-too-late'
  | 'written-required-here'
  | 'phone-photographs-care-only'
  | 'never-in-teaching'
  | 'no-patient-upload'
  | 'upload-needs-discussion'
  | 'confirmations-need-two-people'
  | 'court-order-needs-second-person';

/** Does not stop anything: a person looks twice. */
export type ConsentWarning =
  'side-changed' | 'mirrored-camera' | 'outside-agreed-areas' | 'retrospective' | 'care-not-shared';

/** Why an image may not be asked about outside, exported or taught from. */
export type LeaveRefusal =
  | 'not-answered'
  | 'declined'
  | 'withdrawn'
  | 'care-not-agreed'
  | 'use-not-agreed'
  | 'restricted'
  | 'intimate'
  | 'several-patients'
  | 'not-clinical'
  | 'basis-missing';

/** Why an image may not be filed to a patient. */
export type FilingRefusal = 'several-patients' | 'not-clinical';

/** Why somebody may not see an image although the conversation is open to them. */
/** `restored`: a restore lost who may see it. */
export type SightRefusal =
  'restricted' | 'unconfirmed' | 'restored' | 'declined' | 'stopped' | 'withdrawn' | 'care-not-agreed';

/** What comes up again, and why (CAP-08, CAP-09, GMC recordings paragraph 35). */
export type ComesAgain =
  'ask-after-emergency' | 'ask-who-could-not-be-asked' | 'capacity-may-be-back' | 'sixteenth-birthday';
