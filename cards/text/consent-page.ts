/** Every sentence of the pages on which consent is recorded, taken back and restricted after the fact. */
import type { Consent, DeclineOutcome } from '../../bot/set/consent.ts';
import type { RestrictionReason } from '../../bot/set/restriction.ts';
import type { PageWords } from './viewer.ts';

export const consentPage = {
  site: 'Where on the body? (if it is a picture of the body)',
  otherSite: 'Another part of the body',
  side: 'Which side?',
  sides: { left: 'Left', right: 'Right', both: 'Both', midline: 'Middle' },
  title: 'What did the patient agree to?',
  intro: 'The picture is safe and out of the chat. Please record now what was said when it was taken.',
  who: 'Who is the patient?',
  notFiled: 'Not linked to a patient yet.',
  file: 'File to patient first',
  age: 'How old is the patient?',
  which: 'Which images are about this patient?',
  whichHint: 'Tick none to answer for all of them at once.',
  mustChoose: 'These images are of more than one patient. Please tick the ones you answer for.',
  agreed: 'Agreed aloud before I took it: the picture, and showing it for care',
  agreedHint: 'Recorded as noted afterwards.',
  job: 'Your job title, if it is not your role in this hospital',
  surgical: 'On a surgical consent form',
  surgicalHint:
    'A line in a surgical form counts for this patient’s own care alone, and is marked beside the picture. For anything else please ask the patient.',
  surgicalDocument: 'Which form, e.g. its date or number',
  surgicalDo: 'Record: agreed on the surgical form',
  colleague: 'Somebody else took it, or asked the patient',
  takenBy: 'Who took it?',
  askedBy: 'Who asked the patient?',
  nobodyChosen: 'Not chosen',
  askedJob: 'The job title of whoever asked',
  colleagueDo: 'Agreed aloud before my colleague took it: the picture, and showing it for care',
  chooseColleague: 'Please choose who took it and who asked the patient.',
  notBody: 'It shows no part of a patient’s body',
  six: 'It is one of six kinds that need no consent for care',
  sixQuestion: 'Was it explained that it may be used elsewhere once nobody can be recognised in it?',
  sixYes: 'Yes, explained',
  sixNo: 'No, not explained',
  couldNotAsk: 'Could not ask',
  emergency: 'Emergency',
  bestInterests: 'Best interests: the patient could not decide',
  necessity: 'Why is it needed?',
  least: 'Why is nothing less enough?',
  bestInterestsDo: 'Record as best interests',
  young: 'If the patient is under 18',
  answering: 'Who agreed?',
  child: 'The patient',
  competent: 'The patient, who is under 16 and understands enough to decide: I judged that',
  parent: 'Somebody with parental responsibility',
  parentName: 'Their name',
  relationship: 'Their relationship to the child',
  need: 'Why is a picture needed?',
  restrict: 'Intimate, a child, or an injury? Restrict it first',
  problem: 'There is a problem',
  error: 'Error: ',
  back: 'Back to the images',
  why: 'Why am I asked this?',
  nothing: {
    title: 'There is nothing to answer here',
    whatToDo: 'What the patient agreed to has been recorded, or this picture is closed.',
  },
  done: 'Recorded. Thank you.',
} as const;

export const restrictPage = {
  title: 'Restrict',
  intro:
    'Only the people you tick can open it from now on, and you. Everywhere else it is blurred or closed.',
  who: 'Who else may see it?',
  whoHint: 'Tick nobody and it is only you.',
  why: 'Why?',
  stands: 'Restricted to these people',
  reason: (why: string): string => `Reason: ${why}.`,
  forensic:
    'The original is kept whole, and cannot be cropped. If this may become evidence, put a legal hold on it today: then nothing of it is destroyed, whatever its date.',
  hold: 'Put a legal hold on it',
  held: (since: string): string => `Under a legal hold since ${since}: nothing of it is destroyed.`,
  liftHold: 'Lift the legal hold',
  extend: 'Let these people see it too',
  lift: 'Lift the restriction',
  nobody: 'Nobody may open this.',
  confirm: {
    senior: 'I am the senior colleague, and I agree to this picture',
    safeguarding: 'I am the safeguarding lead, and I agree to this picture',
  },
  refuse: 'I do not agree to this picture',
  confirmIntro:
    'An intimate picture of somebody who may be under 18: a senior colleague and a safeguarding lead agree, each signed in. Until both have, it opens only for whoever took it and for them.',
  confirmed: { senior: 'A senior colleague has agreed.', safeguarding: 'A safeguarding lead has agreed.' },
  unknownPerson: 'Somebody who is no longer in the conversation',
} as const;

export const pressedReasons: Readonly<
  Record<Exclude<RestrictionReason, 'declined' | 'unconfirmed' | 'restored'>, string>
> = {
  intimate: 'Intimate',
  child: 'A child',
  injury: 'An injury that may be looked into',
  forensic: 'It may be evidence: keep it whole',
};

export const withdrawPage = {
  title: 'The patient has changed their mind',
  what: 'What is withdrawn?',
  next: 'Go on',
  tell: 'Read each sentence to the person, and tick it',
  record: 'Record that it is withdrawn',
  nothing: {
    title: 'There is nothing to withdraw',
    whatToDo: 'Nobody has recorded that the patient agreed to anything here.',
  },
  none: 'Please tick what is withdrawn.',
} as const;

/** After a "no": said at once, for the page it was pressed on opens no more. */
export const declinedPage: PageWords = {
  title: 'Recorded',
  whatToDo:
    'Nobody can open the picture now. Two people in information governance will decide what happens to it. The patient’s care is not affected.',
  link: { href: '/mine', text: 'My images' },
};
/** INT-02: the picture opens, its file does not leave. */
export const downloadRefusedPage: PageWords = {
  title: 'This file cannot be downloaded',
  whatToDo:
    'You can look at the picture here. Its file is only for the people it is restricted to by name, so that no copy of it lies about.',
};
/** Issue C part 6: who opens it from outside its conversation, while nobody has said that it may leave. */
export const fileStaysPage: PageWords = {
  title: 'This file cannot be downloaded',
  whatToDo:
    'You can look at the picture here. Its file leaves the conversation only once somebody there has recorded that the patient agreed to showing it for care.',
};
/** A senior colleague or a safeguarding lead has said so (INT-07). */
export const agreedPage: PageWords = {
  title: 'Recorded',
  whatToDo:
    'Once a senior colleague and a safeguarding lead have both agreed, it is open to whoever took it and to the people they name.',
};
export const notAgreedPage: PageWords = {
  title: 'Recorded',
  whatToDo:
    'Nobody can open the picture now. Two people in information governance will decide what happens to it. Please talk to whoever took it.',
};
/** After a restriction that names others and not oneself. */
export const closedPage: PageWords = {
  title: 'Restricted',
  whatToDo: 'Only the people named can open it from now on.',
  link: { href: '/mine', text: 'My images' },
};

/** The state of one image's consent in words. */
export const consentStates: Readonly<Record<Consent['state'], string>> = {
  unanswered: 'Consent not recorded',
  'not-needed': 'No consent needed',
  given: 'Consent recorded',
  outstanding: 'Could not be asked yet',
  declined: 'The patient said no',
  stopped: 'Stopped',
};
/** CON-08: evidence of a kind that says little about pictures. */
export const surgicalFormTag = 'Agreed on a surgical form: for care only';
export const withdrawnTag = 'Consent withdrawn';
export const restrictedTag = 'Restricted';
export const waitingTag = 'Waits for two colleagues to agree';
export const veilWords = 'Restricted. Press to show it';

export const consentPress = {
  record: 'Record consent',
  restrict: 'Restrict: intimate, child or injury',
  restriction: 'Restriction',
  withdraw: 'The patient has changed their mind',
  closed: (images: number): string =>
    images === 1 ? '1 image here is closed to you' : `${images} images here are closed to you`,
} as const;

export const decideWords = {
  title: 'The patient said no: what becomes of it',
  none: 'Nothing waits for a decision.',
  line: (images: number, age: string): string =>
    `${images === 1 ? '1 image' : `${images} images`}, refused ${age} ago`,
  proposed: (outcome: string): string => `One person has said: ${outcome}`,
  own: 'You posted this, recorded the refusal, or have said so already: another person must decide.',
  reason: 'Reason',
  document: 'If a court has ordered it: the number of the order, as it stands on it',
  documentHint:
    'Read first what the order covers. The second person types the same number from the order itself.',
  reasonOf: (posted: string): string => `Reason, for what was posted ${posted}`,
  viewers: 'If it is kept or opened: who may open it?',
  outcomes: {
    destroy: 'Destroy it',
    'keep-by-law': 'Keep it, because the law requires it',
    'court-order': 'Open it, because a court has ordered it',
  } satisfies Record<DeclineOutcome, string>,
  due: 'Consent to ask again',
  noDue: 'Nobody is to be asked again.',
} as const;
