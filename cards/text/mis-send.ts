/** Every sentence about what went to the wrong people, or shows another patient. Plain, and blaming nobody. */
import type { Instant } from '../../bot/set/instant.ts';
import type { MisSendKind, MisSendOutcome } from '../../bot/set/mis-send.ts';
import { secondsAt, when } from './when.ts';

interface Said {
  readonly title: string;
  readonly lines: readonly string[];
}

export const misSendKinds: Readonly<Record<MisSendKind, string>> = {
  'wrong-people': 'Wrong people',
  'wrong-patient': 'Wrong patient',
};

export const misSendWords = {
  button: 'Wrong patient / wrong people',
  title: 'Wrong patient or wrong people?',
  intro:
    'It acts as soon as you press, and you can undo it for 60 seconds. Everybody makes mistakes: saying so quickly is what helps.',
  what: {
    'wrong-people':
      'It was sent where it should not be. It closes for everybody within seconds, and information governance is told.',
    'wrong-patient':
      'It shows another patient. The link to the patient goes, the picture stays open to those at work, and everybody who opened it or answered is told to check again.',
  } satisfies Readonly<Record<MisSendKind, string>>,
  press: {
    'wrong-people': 'Wrong people: close it now',
    'wrong-patient': 'Wrong patient: take the link off now',
  } satisfies Readonly<Record<MisSendKind, string>>,
  done: {
    'wrong-people': 'Closed for everybody: it went to the wrong people',
    'wrong-patient': 'The link to the patient is gone: it was the wrong patient',
  } satisfies Readonly<Record<MisSendKind, string>>,
  undoUntil: (until: Instant): string => `You can undo this until ${secondsAt(until)}.`,
  undoLeft: (left: string): string => `You can undo this for ${left} ${left === '1' ? 'second' : 'seconds'}.`,
  undo: 'Undo',
  undoOver: 'The time to undo is over.',
  saidAt: (at: Instant): string => `Said ${when(at)}.`,
  undoneWords: {
    title: 'Taken back',
    whatToDo: 'It is as it was before you pressed. That you pressed and took it back is on record.',
  },
  next: {
    'wrong-people':
      'Next: look after the patient first. If it is needed, post it again where it belongs. Information governance decides what becomes of it.',
    'wrong-patient':
      'Next: file it to the right patient as soon as you know who it is. What stands in the wrong record is marked as entered in error.',
  } satisfies Readonly<Record<MisSendKind, string>>,
  refile: 'File to the right patient',
  openIt: 'Open the pictures',
  recordUntold: 'The record is told when the time to undo is over.',
  recordTelling: 'The record is being told that it was entered in error.',
  recordTold: 'The record has been told: entered in error.',
  recordNone: 'It stood in no patient’s record.',
  opened: 'Who opened it',
  openedNone: 'Nobody opened a picture.',
  openedIntro: 'This is the audit, to the second.',
  openedLine: (name: string, first: Instant, last: Instant, times: number): string =>
    times === 1
      ? `${name}: once, ${when(first)} (${secondsAt(first)})`
      : `${name}: ${times} times, from ${when(first)} (${secondsAt(first)}) to ${secondsAt(last)}`,
  couldSee: (people: number | undefined): string =>
    people === undefined
      ? 'How many people could have seen it in the conversation is not known.'
      : `${people} people were in the conversation and could have seen it before it was removed.`,
  acknowledged: 'Who has said that they know',
  acknowledgedLine: (name: string, at: Instant): string => `${name}: ${when(at)}`,
  waitingLine: (name: string): string => `${name}: not yet`,
  somebody: 'Somebody outside the conversation',
  banner: 'The patient was wrong: re-check your advice',
  bannerText:
    'This was linked to another patient. Check who it is before you act, and check anything you did or said because of it.',
  acknowledge: 'I have re-checked what I did',
  thanks: {
    title: 'Thank you',
    whatToDo: 'It is on record that you know the patient was wrong.',
  },
  closedTo: {
    title: 'It is closed',
    whatToDo: 'Information governance has been told and decides what becomes of it.',
  },
  back: 'Back',
} as const;

export const misSendOnCard: Readonly<Record<MisSendKind, string>> = {
  'wrong-people': 'Closed: it was sent to the wrong people. Nobody here can open it.',
  'wrong-patient': 'The patient was wrong: re-check before you act on it.',
};

export const misSendNotice = (what: MisSendKind, at: Instant): Said => ({
  title:
    what === 'wrong-people'
      ? 'Pictures were sent to the wrong people'
      : 'Pictures were linked to the wrong patient',
  lines: [
    what === 'wrong-people'
      ? `Said ${when(at)}. They are closed for everybody. The page shows who opened them.`
      : `Said ${when(at)}. The link to the patient is gone; the pictures stay open to those at work.`,
    'Whoever said it can undo it for 60 seconds.',
  ],
});

export const recheckNotice = (at: Instant): Said => ({
  title: 'The patient was wrong: re-check your advice',
  lines: [
    `Pictures you opened or answered about were linked to another patient. It was said ${when(at)}.`,
    'Check what you did or said because of them, then press the button on the page.',
  ],
});

export const misSendReview = {
  title: 'Wrong patient or wrong people',
  none: 'Nothing was sent wrongly that is not dealt with.',
  line: (kind: MisSendKind, at: Instant): string => `${misSendKinds[kind]}, said ${when(at)}`,
  /** The law’s 72 hours run from awareness (UK GDPR Article 33). */
  clock: (hours: number): string =>
    hours > 0
      ? `${hours === 1 ? '1 hour' : `${hours} hours`} left to decide whether the Information Commissioner is told.`
      : 'The 72 hours to tell the Information Commissioner are over.',
  undoable: 'Whoever said it can still undo it.',
  unread: (people: number): string =>
    people === 0
      ? 'Everybody who was told has said that they know.'
      : `${people === 1 ? '1 person has' : `${people} people have`} not said that they know yet.`,
  incident: 'Incident draft',
  incidentOf: (at: Instant): string => `Incident draft of what was said ${when(at)}`,
  outcome: 'What became of it?',
  outcomes: {
    'filed-anew': 'Filed to the right patient',
    'opened-again': 'The people were put right: open it again',
    'stays-closed': 'It stays closed',
    destroy: 'Destroy it: two people',
  } satisfies Readonly<Record<MisSendOutcome, string>>,
  fits: {
    'wrong-patient': ['filed-anew', 'destroy'],
    'wrong-people': ['opened-again', 'stays-closed', 'destroy'],
  } satisfies Readonly<Record<MisSendKind, readonly MisSendOutcome[]>>,
  proposed: 'One person has said: destroy it. A second person who agrees presses the same.',
} as const;
