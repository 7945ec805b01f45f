/** Every sentence about asking for a second opinion: to whoever is asked, to whoever asks, and on the page to ask. */
import type { LeaveRefusal } from '../../bot/set/consent-codes.ts';
import type { AskerNote, Told, Urgency } from '../../bot/set/question.ts';
import type { RotaGap } from '../../bot/set/rota.ts';
import type { Notice } from '../model.ts';
import { leaveRefusalWords } from './picture-facts.ts';
import type { PageWords } from './viewer.ts';
import { when } from './when.ts';

export const urgencyWords: Readonly<Record<Urgency, string>> = {
  urgent: 'Urgent',
  today: 'Today',
  routine: 'Routine',
};

/** As cards/text/notice.ts has them. */
interface NoticeWords {
  readonly title: string;
  readonly lines: readonly string[];
}

const whyWords: Readonly<Record<Told['why'], string | undefined>> = {
  asked: undefined,
  again: 'Nobody has looked yet.',
  'next-on-rota': 'The first person on the rota has not looked yet, so you are asked.',
  'handed-on': 'A colleague has handed this on to you.',
};

/** No name, no picture, nothing anybody wrote: it may be read on a locked phone. */
export const askedNotice = ({
  ward,
  called,
  urgency,
  why,
}: Extract<Notice, { kind: 'asked' }>): NoticeWords => {
  const said = whyWords[why];
  return {
    title: `${ward} asks ${called === undefined ? 'you for an opinion' : `the ${called}`}. ${urgencyWords[urgency]}.`,
    lines: [...(said === undefined ? [] : [said]), 'Open shows the pictures and the question.'],
  };
};

export const questionsWaitNotice = (notice: Extract<Notice, { kind: 'questions-wait' }>): NoticeWords => ({
  title: `${notice.count} questions wait for you${notice.urgent === 0 ? '' : `, ${notice.urgent} urgent`}`,
  lines: ['Open lists them, the most urgent first.'],
});

const theRole = (called: string | undefined): string =>
  called === undefined ? 'The person you asked' : `The ${called}`;

const askerTitles: Readonly<Record<AskerNote, (called: string | undefined, ring: string) => string>> = {
  'ring-as-well': (_called, ring) => `Ring as well: ${ring}. Not yet seen.`,
  'no-one': (_called, ring) => `No one is on this rota, ring switchboard ${ring}`,
  unreached: (called, ring) => `${theRole(called)} was not reached. Ring ${ring}`,
  'ring-now': (called, ring) => `${theRole(called)} has not looked yet. Ring now: ${ring}`,
};

/** Nobody waits for an answer that nobody is coming to give. */
export const askerNotice = (notice: Extract<Notice, { kind: 'asker' }>): NoticeWords => ({
  title: askerTitles[notice.what](notice.called, notice.ring),
  lines: askerLines(notice),
});

const askerLines = ({ what, mail, openUrl }: Extract<Notice, { kind: 'asker' }>): readonly string[] => {
  switch (what) {
    case 'ring-as-well':
      return ['Your question has been sent. You are told if nobody looks in time.'];
    case 'no-one':
      return ['Your question has reached nobody. It is sent by itself once somebody is on the rota.'];
    case 'unreached':
      return [
        mail === undefined
          ? `Safelight could not message them. You can send them this address by NHSmail: ${openUrl}`
          : `Safelight does not message them. Send this address by NHSmail to ${mail}: ${openUrl}`,
        'They sign in with their own account. The address shows nothing to anybody else.',
      ];
    case 'ring-now':
      return ['Safelight has asked twice and will not ask again. The question stays open.'];
  }
};

const gapWords: Readonly<Record<RotaGap, string>> = {
  missing: 'There is no rota for it.',
  expired: 'Its rota has run out.',
  gap: 'Nobody is on its rota at this hour.',
  unreadable: 'Its rota cannot be read at the moment.',
};

/** A question has one line: situation, background, assessment, recommendation. */
export const MOST_LETTERS = 160;

export const askWords = {
  ask: 'Ask for an opinion',
  title: 'Ask for an opinion',
  back: 'Back to the images',
  who: 'Who do you want to ask?',
  whoHint: 'A role reaches whoever is on call now.',
  onCall: 'On call now',
  inConversation: 'In this conversation',
  outside: 'Outside this conversation',
  ofTrust: (name: string, trust: string): string => `${name}, ${trust}`,
  roleHint: (ring: string): string => `Ring: ${ring}`,
  noOne: (gap: RotaGap, switchboard: string): string =>
    `${gapWords[gap]} No one is on this rota, ring switchboard ${switchboard}.`,
  rotaAge: (age: string): string => `The rota was last read ${age} ago.`,
  urgency: 'How soon?',
  urgencies: {
    urgent: (minutes: number): string => `Urgent: look within ${minutes} minutes, and ring as well`,
    today: (minutes: number): string => `Today: look within ${minutes} minutes`,
    routine: 'Routine: look by the end of the next working day',
  },
  line: 'Your question, in one line',
  lineHint:
    'What is happening, what came before, what you think, what you need. At most 160 letters. For example: “Day 3 skin graft, edges dark since 02:00, afebrile. Take down tonight?”',
  noNames: 'Please leave out the patient’s name and number: they stand beside the picture.',
  images: 'Which images?',
  image: (at: number, of: number): string => `Image ${at} of ${of}`,
  answerTo: 'If you are off shift when the answer comes, who should hear it too?',
  nobodyElse: 'Nobody else',
  send: 'Send the question',
  faultTitle: 'Please put this right',
  faults: {
    who: 'Choose who you want to ask',
    urgency: 'Choose how soon',
    line: 'Write your question in one line',
    long: 'Your question is longer than 160 letters',
    images: 'Choose at least one image',
  },
  photograph: 'A photograph never equals seeing the patient.',
} as const;
export type AskFault = keyof typeof askWords.faults;

/** What the page says once a question is sent: never that somebody has it, unless somebody has. */
export const askedWords = {
  title: 'Your question is sent',
  notSent: 'Your question has reached nobody yet',
  open: 'Back to the images',
  lines: {
    told: (who: string): string => `${who} is being told now. Nobody has seen it yet.`,
    urgent: (ring: string): string => `Ring as well: ${ring}. Not yet seen.`,
    noOne: (switchboard: string): string => `No one is on this rota, ring switchboard ${switchboard}.`,
    unreached: (who: string, ring: string): string =>
      `Safelight does not message ${who}. Ring ${ring}, and send this address by NHSmail:`,
    mail: (mail: string): string => `Send it to ${mail}.`,
    by: (at: Parameters<typeof when>[0]): string =>
      `If nobody has looked by ${when(at)}, they are asked again.`,
  },
  aPerson: 'The person you asked',
  theRole: (name: string): string => `The ${name}`,
} as const;

/** Why a question was not sent, and what to do. */
export const askRefusals: Readonly<
  Record<
    | LeaveRefusal
    | 'not-outside-here'
    | 'not-to-be-asked'
    | 'yourself'
    | 'too-many'
    | 'audience-not-asked'
    | 'audience-refused',
    PageWords
  >
> = {
  ...(Object.fromEntries(
    Object.entries(leaveRefusalWords).map(([why, words]) => [
      why,
      {
        title: 'This cannot go outside the conversation',
        whatToDo:
          why === 'not-answered'
            ? 'Nobody has said yet what the patient agreed to. Press Record consent on the page of the images, then ask again. Somebody in the conversation can be asked at once.'
            : `${words} Ask somebody in the conversation, or ring.`,
      },
    ]),
  ) as Record<LeaveRefusal, PageWords>),
  'not-outside-here': {
    title: 'Only people in this conversation can be asked',
    whatToDo:
      'Your organisation does not let pictures leave the conversation. Ask somebody who is in it, add your colleague to it, or ring.',
  },
  'not-to-be-asked': {
    title: 'This person cannot be asked here',
    whatToDo: 'Choose somebody from the list. Nothing was sent.',
  },
  'audience-not-asked': {
    title: 'Does the patient know that they will see it?',
    whatToDo: 'Nothing was sent. Ask the patient first.',
  },
  'audience-refused': {
    title: 'The patient does not want it shown outside this conversation',
    whatToDo: 'Nothing was sent. Ask somebody in the conversation, or ring.',
  },
  yourself: { title: 'That is you', whatToDo: 'Choose somebody else. Nothing was sent.' },
  'too-many': {
    title: 'There are ten open questions about these images',
    whatToDo: 'Close those that are no longer needed, then ask again. If it is urgent, ring.',
  },
};

/** Asked once for each wider circle of people (CON-21): the picture was agreed to for those in the conversation. */
export const audienceWords = {
  told: 'When they agreed, they were told that the people in this conversation would see the picture. This question goes to somebody outside it. Nothing has been sent yet.',
  ask: 'Ask them: “May I show your picture to a specialist outside this team as well?”',
  yes: 'They agreed: send it',
  no: 'They said no: do not send it',
  cannot: 'They cannot be asked now, and it is needed for their care: send it',
  notACondition: 'Saying no does not affect their care.',
} as const;

export const handOnWords = {
  title: 'Hand on to a colleague',
  text: 'They are asked in your place. You keep access.',
  who: 'Who should look?',
  send: 'Hand on',
  nobody: 'There is nobody here you can hand it on to. Please ring whoever asked.',
  onRota: 'Somebody on the rota',
  refused: {
    title: 'This could not be handed on',
    whatToDo: 'The pictures may not go to this person. Please ring whoever asked. Nothing was sent.',
  },
} as const;
