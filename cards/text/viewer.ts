/** Every sentence of the pages a clinician sees in a browser. Plain, unblaming, en-GB. */
import type { MediaKind } from '../../bot/set/image.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import { countItems } from './count.ts';
import { when } from './when.ts';

export interface PageWords {
  readonly title: string;
  readonly whatToDo: string;
  readonly link?: { readonly href: string; readonly text: string };
}

export const frameWords = {
  product: 'Safelight',
  skip: 'Skip to main content',
  signOut: 'Sign out',
  back: 'Back',
  idleAgain: 'Show it again',
} as const;

/** What stands where the pictures were, and why. */
export const coverWords = {
  idle: {
    title: 'Hidden because nobody has used this page for 5 minutes',
    text: 'This protects the patient if the phone or computer has been left alone.',
  },
  closed: {
    title: 'This page is closed',
    text: 'The pictures are no longer open to you here, or your time signed in is over.',
  },
  unreached: {
    title: 'Hidden because Safelight cannot be reached',
    text: 'Without a connection nobody can check that the pictures are still open to you.',
  },
} as const;

const refusedTitle = 'Safelight cannot sign you in';
/** One for each code of policy/access.ts: the sign-in page does not compile without. */
const refusals = {
  'not-signed-in': 'Sign in with your work account to go on.',
  'no-second-factor':
    'Your sign-in used only one step. Set up two-step verification for your work account, then try again.',
  guest: 'You are a guest in this organisation. Clinical images open only to its own staff.',
  'foreign-tenant':
    'Your account belongs to an organisation that has no agreement to open these images. Use the account of the organisation you are working for.',
  'refused-role': 'Your role does not include opening clinical images. Ask your supervisor to show you.',
  'not-a-member': 'You are not in the conversation this was posted in.',
  'receipts-only': 'Your role sees receipts and alerts, not pictures.',
  closed: 'What was posted is closed to you.',
  lapsed: 'The time for opening this from the card is over.',
} as const;

export const signInWords = {
  refused: (code: keyof typeof refusals): PageWords => ({
    title: refusedTitle,
    whatToDo: refusals[code],
    link: { href: '/sign-in', text: 'Sign in with another account' },
  }),
  again: { href: '/sign-in', text: 'Start again' },
  signedOut: {
    title: 'You are signed out',
    whatToDo: 'You can close this page.',
    link: { href: '/sign-in', text: 'Sign in again' },
  },
  over: (to: string): PageWords => ({
    title: 'Your time signed in is over',
    whatToDo: 'Nothing was changed. Sign in again, then do it once more.',
    link: { href: to, text: 'Sign in again' },
  }),
} as const;

/** Beside the same title for whoever may break the glass. */
export const orUrgentCare = 'Ask the poster, or use Urgent care.';

export const cannotAsk: PageWords = {
  title: 'Safelight cannot check the conversation at the moment',
  whatToDo:
    'Teams is not answering, so Safelight cannot see who is in the conversation. The image is safe. Please try again in a minute.',
};

/** Burnt into every picture shown, so that a photograph of the screen says whose screen it was. */
export const watermark = (name: string, at: Instant): string => `${name} · ${when(at)} · Safelight`;

export const setWords = {
  title: countItems,
  postedBy: (name: string, at: Instant): string => `Posted by ${name}, ${when(at)}`,
  postedIn: (place: string | undefined, kind: Place['kind']): string =>
    `Posted in ${place ?? placeKinds[kind]}`,
  message: 'The message, as it was posted',
  noMessage: 'Posted without any text',
  gallery: 'Images',
  item: (at: number, of: number, kind: MediaKind): string => `${itemNames[kind]} ${at} of ${of}`,
  alt: (at: number, of: number, author: string, posted: Instant, partial = false): string =>
    `Clinical image ${at} of ${of}, posted by ${author} on ${when(posted)}${partial ? '. Only part of it can be shown' : ''}`,
  partial:
    'Only part of this photograph can be shown. The rest of the file was missing or damaged when it was posted.',
  back: 'Previous',
  next: 'Next',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  actualSize: '1:1',
  actualSizeAloud: '1:1, actual size',
  stage: (at: number): string => `Image ${at}. Arrow keys move it when it is zoomed in`,
  loading: 'Loading the image…',
  loadFailed: 'The image could not be loaded. Reload the page to try again.',
  preparing: 'This image is safe and is being prepared. The page looks again by itself.',
  preparingSlow: 'This is taking longer than usual. The image is safe.',
  lookAgain: 'Look again',
  cannotShow: 'This image cannot be displayed here. It is safe, exactly as it was posted.',
  openOriginal: {
    image: 'Download the original',
    video: 'Open the video',
    audio: 'Open the sound recording',
    document: 'Open the document',
  } satisfies Record<MediaKind, string>,
  originalNote: 'Opens as it was posted, without your name on it. Safelight records that you opened it.',
  notPicture: {
    image: 'An image',
    video: 'A video',
    audio: 'A sound recording',
    document: 'A document',
  } satisfies Record<MediaKind, string>,
  about: 'About this image',
  takenBy: 'Taken with',
  fileName: 'File name',
  dimensions: 'Size',
  pixels: (width: number, height: number): string => `${width} × ${height} pixels`,
  hasLocation: 'The original also says where it was taken. What you see here does not.',
  opensUntil: (at: Instant): string => `Opens from the card until ${when(at)}.`,
  born: (birthDate: string): string => `born ${dayWords(birthDate)}`,
  nhsNumber: (spaced: string): string => `NHS number ${spaced}`,
  filed: 'Filed',
  waiting: 'Waiting for the patient record',
  unfiled: 'Not filed',
} as const;

/** `2016-06-21` as `21 June 2016`. */
export const dayWords = (date: string): string => ukDate.format(new Date(`${date}T12:00:00Z`));
const ukDate = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' });

/** Where nobody says what a conversation is called. */
const placeKinds: Readonly<Record<Place['kind'], string>> = {
  channel: 'a channel',
  groupChat: 'a group chat',
  personal: 'a chat with Safelight',
};

const itemNames: Readonly<Record<MediaKind, string>> = {
  image: 'Image',
  video: 'Video',
  audio: 'Sound recording',
  document: 'Document',
};

/** One for each warning of policy/access.ts. */
export const warningWords = {
  'not-linked': {
    title: 'Not linked to a patient',
    text: 'Confirm who this is before acting.',
  },
  'partly-linked': {
    title: 'Not every image is linked to a patient',
    text: 'Confirm who each of the others shows before acting.',
  },
  'consent-not-recorded': {
    title: 'Consent not recorded',
    text: 'Nobody has said yet what the patient agreed to. Until then it is not sent outside this conversation, exported or taught from.',
  },
  'marked-not-clinical': {
    title: 'Marked as not a clinical image',
    text: 'It is disposed of seven days after it was marked, once a second person has approved.',
  },
} as const;
/** Screen readers hear it before the title; sighted people see the colour. */
export const important = 'Important: ';

export const takenWords = {
  unknown: 'Time taken not known',
  exif: (local: string): string => `Taken ${local}, by the camera’s own clock`,
  clockWrong: 'The camera’s clock was wrong: it says later than the image was posted.',
  oldSincePosted: (age: string): string => `Posted ${age} ago`,
  oldSinceTaken: (age: string): string => `${age} old`,
} as const;

/** `3 minutes`, `5 hours`, `2 days`, `14 months`, `12 years`: the largest that still says enough. */
export const ageWords = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return plural(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return plural(hours, 'hour');
  const days = Math.floor(hours / 24);
  if (days < 60) return plural(days, 'day');
  const months = Math.floor(days / DAYS_IN_A_MONTH);
  return months < 24 ? plural(months, 'month') : plural(Math.floor(months / 12), 'year');
};
/** On average. */
const DAYS_IN_A_MONTH = 365.25 / 12;
const plural = (howMany: number, what: string): string => `${howMany} ${what}${howMany === 1 ? '' : 's'}`;

export const pressWords = {
  file: 'File to patient',
  receipt: 'What was removed',
  renew: 'Renew the card',
  renewQuestion: 'Why is it still needed?',
  notClinical: 'Not a clinical image',
  notClinicalText:
    'Say so if this is not about a patient. It is disposed of after seven days, once a second person has approved. Until then you can take it back here.',
  notClinicalDo: 'Mark as not a clinical image',
  takeBack: 'It is a clinical image after all',
  takeBackUntil: (at: Instant): string => `You can take this back until ${when(at)}.`,
  retract: 'Filed to the wrong patient?',
  retractText:
    'Taking it back marks the entry in the patient’s record as entered in error. You can then file the image to the right patient.',
  retractDo: 'Take back this filing',
} as const;

export type Done =
  | 'answered'
  | 'question-closed'
  | 'consent'
  | 'restricted'
  | 'renewed'
  | 'not-clinical'
  | 'taken-back'
  | 'retracted'
  | 'filing';
export const doneTitle = 'Done';
export const doneWords: Readonly<Record<Done, string>> = {
  answered: 'Your answer has been sent.',
  'question-closed': 'Closed. Nobody is asked about it any more.',
  consent: 'What the patient agreed to is recorded. Thank you.',
  restricted: 'Restricted. Only the people named can open it.',
  renewed: 'The card has been renewed.',
  'not-clinical': 'Marked as not a clinical image.',
  'taken-back': 'No longer marked as not a clinical image.',
  retracted: 'The filing has been taken back. File the image to the right patient.',
  filing: 'Sent to the patient’s record. Each image says when the record has it.',
};

export const stateWords = {
  received: {
    title: 'Being taken into safe keeping',
    whatToDo: 'This usually takes a few seconds. The page looks again by itself.',
  },
  gone: {
    title: 'There is nothing to open',
    whatToDo: 'The message was deleted before Safelight could keep a copy.',
  },
  disposed: {
    title: 'Disposed of',
    whatToDo: 'The images were marked as not clinical and have been destroyed.',
  },
  destroyed: {
    title: 'Disposed of',
    whatToDo: 'Two people in information governance decided that it is destroyed.',
  },
  lapsed: {
    title: 'The time for opening this from the card is over',
    whatToDo: 'If it is still needed, choose why. It then opens again for everybody in the conversation.',
  },
} as const satisfies Readonly<Record<string, PageWords>>;

export const receiptPage = {
  title: 'What was removed, and what a second look showed',
  empty: 'Nothing has been removed yet.',
  back: 'Back to the images',
  backToConsole: 'Back to the console',
  retention:
    'This is about what can be seen in the conversation. Your organisation’s retention policy decides what is kept elsewhere.',
} as const;

export const mineWords = {
  title: 'My images',
  none: 'Safelight holds nothing that you posted in the last 30 days.',
  filedOf: (filed: number, of: number): string =>
    filed === of ? 'Filed' : filed === 0 ? 'Not filed' : `${filed} of ${of} filed`,
  notClinical: 'Not a clinical image',
  consentLeft: 'Consent to record',
  lapsed: 'Card’s time is over',
  open: (posted: Instant): string => `Open what you posted ${when(posted)}`,
} as const;
