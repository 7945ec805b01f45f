/** Every sentence the bot says to one person, or answers when a button is pressed. */
import type { CardVerb, Notice } from '../model.ts';
import { wordsForCode } from '../text.ts';
import { askedNotice, askerNotice, questionsWaitNotice } from './ask.ts';
import { count } from './count.ts';
import { alertStateWords, anyAlertWords, gapWords } from './coverage.ts';
import { misSendNotice, recheckNotice } from './mis-send.ts';
import { urgentCareNotice } from './urgent-care.ts';
import { trainingNotice } from './illustration.ts';
import { toDoNotice } from './to-do.ts';
import { when } from './when.ts';

export interface NoticeWords {
  readonly title: string;
  readonly lines: readonly string[];
}

export const noticeButtons = {
  open: 'Open',
  removeNow: 'Remove now',
  signIn: 'Sign in',
} as const;

const things = (howMany: number): string => (howMany === 1 ? 'one thing' : `${howMany} things`);

const bySteps =
  'Or do it yourself: find your message in the conversation, open its menu (three dots), and choose Delete.';

type Words = { readonly [K in Notice['kind']]: (notice: Extract<Notice, { kind: K }>) => NoticeWords };

const words: Words = {
  'remove-now': (notice) => ({
    title: 'Please remove your image from the conversation',
    lines: [
      `It is safe in Safelight, but ${things(notice.copies)} you posted ${notice.copies === 1 ? 'has' : 'have'} not been deleted yet.`,
      'Press Remove now and Safelight removes it for you. The first time, you are asked to sign in.',
      bySteps,
    ],
  }),
  'ask-over': (notice) =>
    notice.removed
      ? {
          title: 'Thank you: what you posted is gone from the conversation',
          lines: ['It is safe in Safelight. You do not need to do anything more.'],
        }
      : {
          title: 'There is nothing left for you to remove',
          lines: ['You do not need to do anything more.'],
        },
  'sign-in-once': () => ({
    title: 'Sign in once, so that Safelight can remove your clinical images for you',
    lines: [
      'Safelight then removes the clinical images you post as soon as they are safe. It touches only your own messages.',
      'Until you do, some of what you post stays in the conversation.',
    ],
  }),
  'signed-in': () => ({
    title: 'Thank you: you have signed in',
    lines: [
      'Safelight can now remove the clinical images you post as soon as they are safe. You do not need to do anything more.',
    ],
  }),
  'sign-in-for-custody': () => ({
    title: 'Your image is not safe yet: sign in so that Safelight can take it',
    lines: [
      'Safelight cannot read the file you attached until you have signed in once. It then takes it into safe keeping and removes it.',
      'Until then it stays in the conversation, and nobody can open it from a card.',
    ],
  }),
  'custody-failed': (notice) => {
    const why = wordsForCode(notice.code);
    return {
      title: 'Safelight could not take your image into safe keeping',
      lines: [
        `${why.title}. ${why.whatToDo}`,
        'Nothing was removed: your message is still in the conversation.',
      ],
    };
  },
  'card-missing': () => ({
    title: 'An image from your conversation is safe in Safelight',
    lines: ['Its card could not be posted in the conversation. You can open it from here.'],
  }),
  'not-protected': (notice) => ({
    title:
      notice.count === 1
        ? 'A file you posted is not protected by Safelight'
        : `${notice.count} files you posted are not protected by Safelight`,
    lines: [
      'Safelight protects images, videos, sound recordings and PDF documents. Anything else stays in the conversation.',
      'If it is about a patient, please delete it there.',
    ],
  }),
  'link-elsewhere': () => ({
    title: 'You linked to a file that is kept somewhere else',
    lines: [
      'Safelight has a safe copy, and has left the file itself alone. Whoever could see it there still can.',
      'If it should not stay there, please delete it where it is kept.',
    ],
  }),
  'lapses-soon': (notice) => ({
    title: 'A card you are part of ends soon',
    lines: [
      `It opens until ${when(notice.lapsesAt)}. File the image to a patient, or renew the card when its time is over.`,
    ],
  }),
  'unfiled-at-lapse': () => ({
    title: 'An image has not been filed to a patient',
    lines: [
      'The time of its card is over and nobody has filed it. Please file it, or say that it is not clinical.',
    ],
  }),
  asked: askedNotice,
  'questions-wait': questionsWaitNotice,
  asker: askerNotice,
  answered: ({ yours }) => ({
    title: yours ? 'Your question has an answer' : 'A question from an earlier shift has an answer',
    lines: [
      yours
        ? 'Open it to read what was said.'
        : 'Whoever asked is off shift now. Open it to read what was said.',
    ],
  }),
  'urgent-care': ({ reason, at }) => urgentCareNotice(reason, at),
  'mis-send': ({ what, at }) => misSendNotice(what, at),
  'mis-send-recheck': ({ at }) => recheckNotice(at),
  'to-do': (todo) => toDoNotice(todo, count),
  'training-suggested': () => trainingNotice,
  'guest-here': ({ people }) => ({
    title:
      people === 1
        ? 'Somebody from outside your organisation is in this conversation'
        : `${people} people from outside your organisation are in this conversation`,
    lines: [
      'They see the cards and what is written here. They cannot open the pictures on the cards.',
      'A picture posted here can be seen until it has been removed: use Photo, and it is never here. If they should not be here, please ask the owner.',
    ],
  }),
  'not-covered': (notice) => ({
    title:
      notice.channel === undefined
        ? 'Images posted here are not protected'
        : 'Images posted in one of your channels are not protected',
    lines: [
      ...(notice.channel === undefined
        ? []
        : [`What is posted in the channel ${notice.channel} stays there.`]),
      `${gapWords[notice.gap].what} ${gapWords[notice.gap].mend}`,
      'Until then, please post clinical images where Safelight protects them.',
    ],
  }),
  pictures: (notice) =>
    notice.open
      ? { title: 'Pictures can be opened again', lines: ['Nothing was lost.'] }
      : {
          title: 'Pictures cannot be opened: ring, re-examine, use the record',
          lines: ['What was posted is safe. It is said here when pictures can be opened again.'],
        },
  alert: (notice) => ({
    title: `${alertStateWords[notice.state]}: ${anyAlertWords(notice.what)}`,
    lines: [`Since ${when(notice.since)}. The console shows what it is about.`],
  }),
  'my-sets': (notice) =>
    notice.sets.length === 0
      ? {
          title: 'Safelight holds nothing of yours',
          lines: ['Send a clinical image here and it goes into safe keeping.'],
        }
      : { title: 'Your images in Safelight', lines: [] },
};

/** The words of one notice. */
export const noticeWords = (notice: Notice): NoticeWords =>
  (words[notice.kind] as (one: Notice) => NoticeWords)(notice);

type SetLine = Extract<Notice, { kind: 'my-sets' }>['sets'][number];
/** `14 Nov 2026, 09:30: 3 images, 1 filed` */
export const setLineWords = (set: SetLine): string =>
  `${when(set.at)}: ${count(set.items, 'image')}, ${set.filed === 0 ? 'not filed' : `${set.filed} filed`}`;
export const moreSets = (left: number): string => `And ${left} more.`;

/** What a press of a button is answered with when there is nothing to redraw. */
export const pressedWords: Readonly<Record<CardVerb, string>> = {
  'not-clinical': 'Thank you. It is marked as not a clinical image.',
  'remove-now': 'Thank you. Safelight is removing it now.',
  renew: 'Thank you. The card has been renewed.',
};
/** Shown where a button needs a sign-in first. */
export const signInFirstWords = 'Please sign in so that Safelight can remove your image for you.';
export const signedInWords = 'Thank you, you are signed in.';

/** Said once in each conversation Safelight is added to. */
export const welcomeWords: Readonly<Record<'channel' | 'groupChat' | 'personal', NoticeWords>> = {
  channel: {
    title: 'Safelight is here',
    lines: [
      'In the channels your organisation has chosen, clinical images posted here go into safe keeping, and a card takes their place.',
      'Open on the card shows them to the people of this conversation.',
    ],
  },
  groupChat: {
    title: 'Safelight is here',
    lines: [
      'If your organisation has chosen this chat, clinical images posted here go into safe keeping, and a card takes their place.',
      'Open on the card shows them to the people of this conversation.',
    ],
  },
  personal: {
    title: 'Welcome to Safelight',
    lines: [
      'Send a clinical image here and it goes into safe keeping. Write anything to see what Safelight holds of yours.',
      'Sign in once and Safelight removes the clinical images you post in your clinical conversations as soon as they are safe. It touches only your own messages.',
    ],
  },
};

/** Said once where Safelight is added and the policy file lists nothing. */
export const notListedWords: NoticeWords = {
  title: 'Safelight does not protect this conversation',
  lines: [
    'Your organisation has not chosen it: images posted here stay here, and Safelight does not look at them.',
    'Please post clinical images where Safelight protects them. Information governance can add this conversation.',
  ],
};
