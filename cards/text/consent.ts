/** What a person is asked about consent, and why an answer cannot stand. Each use has one plain sentence of its own. */
import type { ComesAgain, ConsentRefusal, ConsentWarning, Question } from '../../bot/set/consent-codes.ts';
import type { Capacity, CouldNotAsk, Level, MethodName, TellFirst } from '../../bot/set/consent.ts';
import type { AgeBand } from '../../bot/set/consented.ts';

/** One sentence a level (CON-04, CON-30): what it means for the patient, nothing left out. */
export const levelWords: Readonly<Record<Level, string>> = {
  making: 'The picture may be taken and kept in the health record.',
  care: 'The picture may be shown to the people who look after this patient.',
  'teach-local': 'The picture may be used to teach staff and students here.',
  'teach-external':
    'The picture may be used to teach people outside this organisation. Copies given to others may not come back.',
  research: 'The picture may be used in research that an ethics committee has approved.',
  publication:
    'The picture may be published, in print or on the internet. It can then be seen by anyone, for ever, and nobody can take it back.',
};
export const levelNames: Readonly<Record<Level, string>> = {
  making: 'Taking the picture',
  care: 'Showing it for care',
  'teach-local': 'Teaching here',
  'teach-external': 'Teaching elsewhere',
  research: 'Research',
  publication: 'Publication',
};

export const questionWords: Readonly<Record<Question, string>> = {
  making: 'May the picture be taken and kept in the record?',
  care: 'May it be shown to the people who look after this patient?',
  secondary: 'May it also be used for anything besides this patient’s own care?',
  uses: 'Which other uses? Please answer each one.',
  method: 'How was this agreed?',
  'words-said': 'Which words were said?',
  professional: 'Your name and job title',
  signature: 'Signature of the patient or their parent',
  witness: 'The witness’s name, role and signature',
  answering: 'Who answered?',
  competence: 'Does this child understand enough to decide? Who judged that?',
  parent: 'Name and relationship, and whether they have parental responsibility',
  attorney: 'Name of the attorney or deputy',
  informed: 'What was the person told before they answered?',
  need: 'Why is a picture needed?',
  note: 'What did you talk about?',
  'best-interests': 'Why is it needed, and why is nothing less enough?',
  'authority-document': 'Which document gives them authority?',
  'emergency-reason': 'Why could it not wait?',
  'court-document': 'Which court order?',
  'area-reason': 'One picture is of another part of the body than was agreed to. Why?',
  'late-reason': 'Why was it agreed after the picture was taken?',
  'secondary-use-explained':
    'Was it explained that the picture may be used elsewhere once nobody can be recognised in it?',
  'two-confirmations': 'Which senior colleague and which safeguarding lead have agreed?',
  age: 'Is the patient under 16, 16 or 17, or older?',
  subject: 'What does the picture show?',
  site: 'Which part of the body?',
  side: 'Which side?',
  'shown-to-patient': 'Was the picture shown to the patient?',
  clarified: 'Has it been made clear with the patient what the picture is for?',
};

export const consentRefusalWords: Readonly<Record<ConsentRefusal, string>> = {
  'verbal-covers-care-only':
    'Spoken consent covers this patient’s own care. Any other use needs a signature.',
  'surgical-form-covers-care-only':
    'A surgical consent form covers this patient’s own care. Any other use needs its own consent.',
  'implied-covers-care-only':
    'This kind of picture needs no consent for care. Any other use needs its own consent.',
  'not-an-implied-kind': 'Only six kinds of picture need no consent, and this is not one of them.',
  'care-only-without-capacity':
    'When somebody else decides for a patient, the picture can serve that patient’s own care only.',
  'patient-sent-covers-care-only':
    'A picture that a patient sent unasked can be used for their own care only. Ask them about anything else.',
  'form-is-for-staff-photographs':
    'This form is for pictures that staff take. Use the one for patients’ own pictures.',
  'publication-needs-writing':
    'Publication needs a signature, also where nobody can be recognised in the picture.',
  'use-not-explained':
    'Please show the sentence about this use first. It can be agreed to once it was shown.',
  'witness-is-the-professional': 'The witness is somebody other than the person who asked.',
  'parent-not-responsible':
    'Only somebody with parental responsibility can agree for this child. If it cannot wait, choose Emergency.',
  'child-cannot-agree-alone':
    'This child does not understand enough to decide. Ask somebody with parental responsibility.',
  'adult-answers-alone': 'The patient is old enough to decide. Please ask them.',
  'patient-could-not-agree':
    'The patient cannot decide at present. Choose Best interests, an attorney, or Emergency.',
  'agreed-too-late':
    'A patient who is unconscious or under anaesthetic can only have agreed beforehand. Give the time, or choose another way.',
  'written-required-here': 'Your organisation asks for a signature for this.',
  'phone-photographs-care-only':
    'Your organisation keeps pictures taken with a phone to the patient’s own care.',
  'never-in-teaching': 'Intimate pictures of anybody who may be under 18 are never used for teaching.',
  'no-patient-upload':
    'Intimate pictures of anybody who may be under 18 are not sent in by patients. Please arrange to see them.',
  'upload-needs-discussion': 'Please talk it through with the patient first, and write down what you said.',
  'confirmations-need-two-people':
    'A senior colleague and a safeguarding lead agree: two people, and neither of them you.',
  'court-order-needs-second-person':
    'A court order is confirmed by a second person, in information governance.',
};

export const consentWarningWords: Readonly<Record<ConsentWarning, string>> = {
  'side-changed': 'The last picture of this place was of the other side. Is this right?',
  'mirrored-camera': 'This camera can swap left and right. Please check the side.',
  'outside-agreed-areas': 'The patient agreed to pictures of another part of the body. Please say why.',
  retrospective: 'Recorded as agreed after the picture was taken.',
  'care-not-shared':
    'The patient does not want it shown to others. Only the record and whoever took it see it.',
};

export const methodWords: Readonly<Record<MethodName, string>> = {
  'written-e-signature': 'Signed on this phone',
  'written-paper-photo': 'Signed on paper',
  verbal: 'Agreed aloud before I took it',
  'surgical-form': 'On a surgical consent form',
  'implied-list': 'No consent needed for this kind of picture',
  'could-not-ask': 'Could not ask',
  'best-interests': 'Best interests',
  'attorney-or-deputy': 'Attorney or deputy',
  emergency: 'Emergency',
  'court-order': 'Court order',
  'sent-by-patient': 'Sent in by the patient',
};

export const couldNotAskWords: Readonly<Record<CouldNotAsk, string>> = {
  unconscious: 'Unconscious',
  anaesthetised: 'Under anaesthetic',
  asleep: 'Asleep',
  'no-interpreter': 'No interpreter',
  'left-before-asked': 'Left before I could ask',
  'no-answer-possible': 'Could not answer',
};
export const capacityWords: Readonly<Record<Capacity, string>> = {
  able: 'Able to decide',
  lacking: 'Not able to decide',
  fluctuating: 'Able at some times and not at others',
  unconscious: 'Unconscious',
  anaesthetised: 'Under anaesthetic',
};
export const ageBandWords: Readonly<Record<AgeBand, string>> = {
  'under-16': 'Under 16',
  '16-17': '16 or 17',
  adult: '18 or older',
  unknown: 'Not known',
};

/** Read to the person before a withdrawal is recorded (CON-09, CON-10). */
export const tellFirstWords: Readonly<Record<TellFirst, string>> = {
  'care-not-affected': 'Changing your mind does not affect your care.',
  'kept-until-retention-ends':
    'The picture is part of your health record. It cannot normally be deleted before the time for keeping records is over.',
  'fewer-people-see-it': 'From now on only the people who keep the record can see it.',
  'teaching-stops-now': 'It will no longer be used for anything else, from this moment.',
  'copies-outside-cannot-be-recalled': 'Copies that were given to others may not come back.',
  'published-cannot-be-recalled': 'What has been published can be seen by anyone and cannot be taken back.',
};

export const comesAgainWords: Readonly<Record<ComesAgain, string>> = {
  'ask-after-emergency': 'The picture was taken in an emergency. Please ask the patient now if you can.',
  'ask-who-could-not-be-asked': 'The patient could not be asked at the time. Please ask now if you can.',
  'capacity-may-be-back': 'The patient may be able to decide again. Please ask.',
  'sixteenth-birthday':
    'The patient is 16. Please offer to keep, change or withdraw the consent given when they were a child.',
};

/** Reasons to pick with one tap, so that nobody types at three in the morning (H8). A picked one is stored in full. */
export const quickReasons = {
  emergency: [
    'It may change within minutes',
    'Treatment is under way and cannot be interrupted',
    'Nobody who can agree could be reached in time',
  ],
  necessity: [
    'Advice about treatment is needed now',
    'The change over time has to be seen',
    'The injury has to be recorded before it is treated',
  ],
  leastRestrictive: ['Only the area needed is shown', 'It spares the patient being examined again'],
  area: [
    'The patient agreed to this part as well, when I took it',
    'It was found while looking, and is needed for their care',
  ],
  late: ['It was posted before anybody was asked', 'It could not wait', 'The patient was asleep or unwell'],
} as const;
