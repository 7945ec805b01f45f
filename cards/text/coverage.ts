/** Every sentence about what is covered, and about parts of Safelight that do not work. */
import type { Gap } from '../../bot/set/coverage.ts';
import type { AlertKind } from '../../bot/set/image-set.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { PartAlertKind } from '../../bot/set/part-alert.ts';
import { alertWords } from './console.ts';
import { when } from './when.ts';

export interface GapWords {
  readonly what: string;
  /** What a person can do about it. */
  readonly mend: string;
}

export const gapWords: Readonly<Record<Gap, GapWords>> = {
  'not-installed': {
    what: 'Safelight has not been added here.',
    mend: 'An owner can add it from the list of apps.',
  },
  'grant-missing': {
    what: 'Safelight was added, but may not read all it needs to.',
    mend: 'An owner can remove it and add it again, and agree to what it asks.',
  },
  'bots-cannot-see': {
    what: 'This is a private or shared channel, and Safelight cannot see what is posted in one.',
    mend: 'Use a standard channel for clinical images.',
  },
  'does-not-answer': {
    what: 'Microsoft Teams refuses to show Safelight what is posted.',
    mend: 'Whoever looks after Microsoft Teams in your organisation can find out why.',
  },
  absent: {
    what: 'The policy file names a conversation that does not exist.',
    mend: 'Whoever looks after the policy file can correct it.',
  },
};

export const partAlertWords: Readonly<Record<PartAlertKind, string>> = {
  'ledger-down': 'The database does not answer: nothing can be taken into safe keeping',
  'store-down': 'The image store does not answer: pictures cannot be kept or opened',
  'key-service-down': 'The key service does not answer: pictures cannot be kept or opened',
  'record-down': 'The patient record does not answer: nothing can be filed',
  'sign-in-down': 'The sign-in does not answer: nobody can open pictures',
  'chain-broken': 'The audit record is not as it was written',
  'duty-without-set': 'The database has lost a message that Safelight had work for: tell your support team',
  'ledger-restored': 'Safelight’s records were restored from a backup: the console says what is not known',
  'not-covered': 'A conversation that should be protected is not',
  'outsider-present': 'A guest or outsider is in a clinical conversation',
  'phone-lost': 'A phone was reported lost, and everything open on it was ended: the console says whose',
};

export const anyAlertWords = (what: AlertKind | PartAlertKind): string =>
  what in partAlertWords ? partAlertWords[what as PartAlertKind] : alertWords[what as AlertKind];

export const alertStateWords: Readonly<Record<'raised' | 'still-open' | 'closed', string>> = {
  raised: 'Alert',
  'still-open': 'Still open',
  closed: 'Mended',
};

const copies = (howMany: number): string => (howMany === 1 ? '1 copy' : `${howMany} copies`);

const placeKinds = {
  channel: 'A channel',
  groupChat: 'A group chat',
  personal: 'A chat with Safelight',
} as const;

/** Enough of it to tell two apart, and to find it by: what the platform puts before and after says nothing. */
const shortId = (id: string): string => id.replace(/^19:/, '').replace(/@.*$/, '').slice(0, 8);

export const coverageWords = {
  title: 'Conversations under protection',
  none: 'No conversation has been looked at yet.',
  personal:
    'People’s own chats with Safelight are not looked through for missed images: Teams lets the app read them only as ' +
    'the person. Nobody else sees such a chat. An image that gets no card there was not taken and should be sent again.',
  covered: 'Protected',
  observed: 'Watched only',
  uncovered: 'Not protected',
  looked: (at: Instant): string => `Looked at ${when(at)}`,
  outsiders: (people: number): string =>
    `${people === 1 ? 'A guest or outsider is' : `${people} guests or outsiders are`} in it`,
  notSignedIn: (people: number): string =>
    people === 1
      ? '1 person has not signed in: what they post cannot be removed for them'
      : `${people} people have not signed in: what they post cannot be removed for them`,
  unnamed: (people: number): string => (people === 1 ? '1 person' : `${people} people`),
  unnamedPlace: (kind: 'channel' | 'groupChat' | 'personal', id: string): string =>
    `${placeKinds[kind]} without a name (${shortId(id)})`,
  observe: 'Watched only: what would have been removed',
  observeTotals: (gone: number, stayed: number, standing: number): string =>
    `${copies(gone)} would have been removed, ${copies(stayed)} would have stayed because they are kept elsewhere. ` +
    `${standing === 1 ? '1 message' : `${standing} messages`} still stood when last looked at.`,
  observedOf: (newest: number, all: number): string =>
    `Counted over the newest ${newest} of ${all} messages. The whole report is made with the command observe-report.`,
  stood: (gone: number, age: string, stands: 'gone' | 'at-last-look' | 'not-looked-again'): string =>
    `${copies(gone)}, stood for ${age}${stands === 'gone' ? ', then gone' : ' so far as is known'}`,
} as const;
