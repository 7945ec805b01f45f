/**
 * What a person reads when something went wrong: one entry a code, so that a code without words does not compile.
 * The sentences of cards, notices and pages are beside this file, in `text/`.
 */
import type { ErrorCode } from '../bot/set/errors.ts';

export interface ErrorWords {
  readonly title: string;
  /** What the reader can do now, in one or two sentences. */
  readonly whatToDo: string;
}

const nothingToDo = 'You do not need to do anything. Safelight will try again.';
const askSupport = 'If this goes on, tell your Safelight support team.';

/** Absent and forbidden read the same, so that nobody learns from a refusal what is there (design.md section 6). */
const notHere: ErrorWords = {
  title: 'You can’t open this',
  whatToDo: 'Ask the poster. It is not here, or it is not open to you.',
};

const chatWords = {
  'chat-unreachable': { title: 'Teams is not answering', whatToDo: nothingToDo },
  'chat-throttled': { title: 'Teams has asked Safelight to wait', whatToDo: nothingToDo },
  'chat-forbidden': {
    title: 'Safelight is not allowed to do this in the conversation',
    whatToDo: 'Ask an owner of the team to check that Safelight is still installed there.',
  },
  'message-gone': {
    title: 'The message is no longer in the conversation',
    whatToDo: 'If you still have the image, send it again or take it with Safelight.',
  },
  'original-gone': {
    title: 'The image is no longer in the conversation',
    whatToDo: 'If you still have the image, send it again or take it with Safelight.',
  },
  'original-changed': { title: 'The message was changed after it was posted', whatToDo: nothingToDo },
  'original-too-large': {
    title: 'The file is too large for Safelight',
    whatToDo: 'It is still in the conversation. Please delete it there and send a smaller one.',
  },
  'host-not-allowed': {
    title: 'The image is kept somewhere Safelight does not fetch from',
    whatToDo: 'It is still in the conversation. Please delete it there and attach the image itself.',
  },
  'sign-in-needed': {
    title: 'Please sign in so that Safelight can remove your image',
    whatToDo: 'Press Remove now and sign in. You need to do this only once.',
  },
  'licence-missing': {
    title: 'Safelight cannot hide messages here',
    whatToDo: 'Please delete the message yourself. It is safe in Safelight.',
  },
  'blocked-by-retention': {
    title: 'The file is kept by your organisation’s retention policy',
    whatToDo: 'Your information governance team can tell you how long it is kept.',
  },
  'card-refused': {
    title: 'Safelight could not post its card in the conversation',
    whatToDo: 'The image is safe. Open it from the link in this message.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const custodyWords = {
  'blob-unreachable': { title: 'The image store is not answering', whatToDo: nothingToDo },
  'blob-missing': { title: 'The image could not be found in the store', whatToDo: askSupport },
  'blob-exists': { title: 'The image could not be stored this time', whatToDo: nothingToDo },
  'key-unreachable': {
    title: 'The image cannot be unlocked at the moment',
    whatToDo: 'Please try again in a minute. The image is safe.',
  },
  'key-missing': { title: 'The image can no longer be unlocked', whatToDo: askSupport },
  'sealed-file-broken': { title: 'The stored image is damaged', whatToDo: askSupport },
  'read-back-mismatch': {
    title: 'The stored copy did not match the image',
    whatToDo: 'The original has not been touched. Safelight will try again.',
  },
  'not-an-image': {
    title: 'This file is not protected by Safelight',
    whatToDo: 'If it is about a patient, please delete it from the conversation.',
  },
  'cannot-be-decoded': {
    title: 'This image cannot be displayed',
    whatToDo: 'It is safe exactly as it was sent. You can download the original to look at it.',
  },
  'image-too-large': {
    title: 'This image is too large to display',
    whatToDo: 'It is safe exactly as it was sent. You can download the original to look at it.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const captureWords = {
  'capture-ticket-over': {
    title: 'This page has been open too long',
    whatToDo: 'Open Safelight again from the conversation. Pictures that are not sent yet are kept here.',
  },
  'capture-over': {
    title: 'This has been sent or stopped already',
    whatToDo: 'Open Safelight again from the conversation to take another picture.',
  },
  'capture-full': {
    title: 'That is more than Safelight takes in one go',
    whatToDo: 'Send the pictures you have, then take the others.',
  },
  'capture-incomplete': {
    title: 'Not all of the picture has arrived yet',
    whatToDo: 'It is still on its way. Please keep this page open.',
  },
  'chunk-damaged': {
    title: 'Part of the picture was damaged on its way',
    whatToDo: 'You do not need to do anything. It is sent again.',
  },
  'patient-context-over': {
    title: 'The patient was confirmed too long ago',
    whatToDo: 'Please confirm the patient once more, then send.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const ledgerWords = {
  'ledger-unreachable': {
    title: 'Safelight cannot reach its records at the moment',
    whatToDo: 'Please try again in a minute.',
  },
  'stale-claim': {
    title: 'Somebody else has just changed this',
    whatToDo: 'Please look again and try once more.',
  },
  'set-missing': notHere,
  'change-refused': {
    title: 'This can no longer be changed',
    whatToDo: 'Please look again: it may already be filed, or somebody may have asked about it.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const recordWords = {
  'record-unreachable': {
    title: 'The patient record is not answering',
    whatToDo: 'The image is safe. It will be filed when the record answers again.',
  },
  'record-refused': {
    title: 'The patient record did not accept the image',
    whatToDo: `The image is safe in Safelight but is not filed. ${askSupport}`,
  },
  'patient-not-found': {
    title: 'No patient was found with that NHS number and date of birth',
    whatToDo: 'Please check both and try again.',
  },
  'patient-details-differ': {
    title: 'No patient was found with that NHS number and date of birth',
    whatToDo: 'Please check both and try again.',
  },
  'nhs-number-invalid': {
    title: 'That is not a valid NHS number',
    whatToDo: 'An NHS number has 10 digits. Please check it and type it again.',
  },
  'birth-date-invalid': {
    title: 'That is not a valid date of birth',
    whatToDo: 'Please type the day, month and year, for example 9 3 1941.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const peopleWords = {
  'not-signed-in': { title: 'Please sign in', whatToDo: 'Sign in with your work account to go on.' },
  'sign-in-failed': {
    title: 'The sign-in did not work',
    whatToDo: `Please start again from the card or link you pressed. ${askSupport}`,
  },
  'not-allowed': notHere,
  'not-the-poster': {
    title: 'Only the person who posted this can do that',
    whatToDo: 'If it should be done, please ask them.',
  },
  lapsed: {
    title: 'The time for opening this from the card is over',
    whatToDo: 'Anybody in the conversation can renew the card by choosing a reason.',
  },
  'already-filed': {
    title: 'This is already filed to a patient',
    whatToDo: 'Open it in Safelight if it was filed to the wrong patient.',
  },
  'cannot-be-filed': {
    title: 'This cannot be filed to one patient',
    whatToDo: 'It was marked as a list of several patients, or as not clinical.',
  },
  'consent-closed': {
    title: 'The patient said no to this',
    whatToDo: 'It stays closed. Two people in information governance decide what becomes of it.',
  },
  'restriction-stands': {
    title: 'You cannot change this restriction',
    whatToDo: 'Somebody who was named to see it can, or information governance.',
  },
  'second-person-needed': {
    title: 'This needs a second person',
    whatToDo: 'Somebody else, who neither posted it nor recorded it, has to decide as well.',
  },
  'reason-missing': { title: 'Please give a reason', whatToDo: 'Go back and write one line.' },
  'tell-first': {
    title: 'Please read the sentences to the person first',
    whatToDo: 'Go back, read each one to them and tick it.',
  },
  'not-seen-in-full': {
    title: 'Please look at the whole picture first',
    whatToDo:
      'An answer can be sent once every picture asked about has been shown to you in full. Go back, open each one, then answer.',
  },
  'not-the-asker': {
    title: 'Only the person who asked can do that',
    whatToDo: 'If the question is no longer needed, please ask them to close it.',
  },
  'question-withdrawn': {
    title: 'This question is no longer needed',
    whatToDo: 'The person who asked has closed it. Nothing was sent.',
  },
  'answer-too-long': {
    title: 'That is more than 1,000 letters',
    whatToDo: 'Nothing was sent. Please go back and shorten it.',
  },
  'too-many-requests': {
    title: 'That was a lot of tries at once',
    whatToDo: 'Please wait a minute and try again.',
  },
  'bad-request': { title: 'Safelight did not understand that', whatToDo: 'Please go back and try again.' },
  'request-too-large': {
    title: 'That was more than Safelight can take at once',
    whatToDo: 'Please go back and send less.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

const startWords = {
  'config-invalid': {
    title: 'The settings are not complete',
    whatToDo: 'Mend the settings listed, then start again.',
  },
  'policy-invalid': {
    title: 'The policy file has faults',
    whatToDo: 'Mend the lines listed, then start again.',
  },
  'already-running': {
    title: 'Safelight is already running here',
    whatToDo: 'Use the copy that is running, or stop it first.',
  },
  'port-in-use': {
    title: 'Another program is using the port',
    whatToDo:
      'Stop that program, or set PORT (SAFELIGHT_WARD_PORT for the ward) to a free port, then start again.',
  },
  'home-broken': {
    title: 'The folder SAFELIGHT_HOME cannot be used',
    whatToDo: 'Point SAFELIGHT_HOME at a complete copy, or at an empty folder, then start again.',
  },
  'database-is-newer': {
    title: 'The database was made by a newer Safelight',
    whatToDo:
      'Nothing was changed. Start the newer Safelight again, or restore the backup made before it first ran.',
  },
  'database-differs': {
    title: 'The database was not made by this Safelight',
    whatToDo: 'Nothing was changed. Start the Safelight that made it, and tell your Safelight support team.',
  },
  'stand-in-failed': {
    title: 'A stand-in for an outside system did not start',
    whatToDo: 'The lines above say which one. Mend that, then start again.',
  },
  unexpected: { title: 'Something went wrong', whatToDo: `Please try again. ${askSupport}` },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;

/** The words for every error. */
export const errorWords: Readonly<Record<ErrorCode, ErrorWords>> = {
  ...chatWords,
  ...custodyWords,
  ...captureWords,
  ...ledgerWords,
  ...recordWords,
  ...peopleWords,
  ...startWords,
};

/** The words for a code that came as plain text; one nobody knows reads as `unexpected`. */
export const wordsForCode = (code: string): ErrorWords =>
  Object.hasOwn(errorWords, code) ? errorWords[code as ErrorCode] : errorWords.unexpected;
