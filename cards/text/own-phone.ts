/** What a person reads of their own phone: making it theirs for a shift, opening it again, losing it. */
import type { Instant } from '../../bot/set/instant.ts';
import type { PageWords } from './viewer.ts';
import { when } from './when.ts';

export const ownPhoneWords = {
  offer: 'Open faster for the rest of your shift',
  offerText: (until: Instant): string =>
    `Until ${when(until)} your fingerprint, face or screen lock opens Safelight on this phone. Do this only on a phone that nobody else uses.`,
  offerDo: 'Make this my phone for the shift',
  made: (until: Instant): string => `Done. This phone is yours until ${when(until)}.`,
  notMade: 'That did not work. Nothing has changed: you can go on as before.',
  is: (until: Instant): string =>
    `This phone is yours until ${when(until)}. Signing out, or “I have lost my phone”, ends that.`,

  title: 'Is it you?',
  ask: 'Your fingerprint, face or screen lock opens what you were sent.',
  askDo: 'Open',
  waiting: 'Waiting for your phone…',
  failed: 'Your phone did not confirm it was you. Try again, or sign in.',
  over: 'This phone opens no longer by itself. Sign in.',
  otherwise: 'Sign in another way',
} as const;

export const lostWords = {
  link: 'I have lost my phone',
  title: 'Lost your phone?',
  text: 'This signs you out everywhere and ends every phone that is yours for a shift. Pages that are open close within seconds. It cannot be undone; you can sign in again at once.',
  textFor: (name: string): string =>
    `This signs ${name} out everywhere and ends every phone that is theirs for a shift. Pages that are open close within seconds. It cannot be undone; they can sign in again at once.`,
  confirm: 'End everything now',
  back: 'Go back',
  done: 'Ended everywhere',
  doneText: (sessions: number, phones: number): string =>
    `${count(sessions, 'open sign-in')} and ${count(phones, 'phone')} ended. Information governance can see that you pressed this. If your phone may have been stolen, ring your IT service desk as well.`,
  doneTextFor: (name: string, sessions: number, phones: number): string =>
    `${name}: ${count(sessions, 'open sign-in')} and ${count(phones, 'phone')} ended.`,
  again: 'Sign in again',
  opened: 'Opened in the last 30 days',
  openedNone: 'Nothing was opened in the last 30 days.',
  openedHint: 'Times and images only. Open a set to see what it is.',
  onPhone: (at: Instant, until: Instant): string =>
    `On the phone made yours ${when(at)}, until ${when(until)}`,
  elsewhere: 'On other screens',
  row: (at: Instant, what: string): string => `${when(at)}: ${what}`,
  what: {
    'image-opened': 'image opened',
    'original-opened': 'original opened',
    'mark-cleared': 'image opened without its mark',
  },
  preview: 'small picture opened',
  set: 'Show it',
  setAloud: (at: Instant): string => `Show it: opened ${when(at)}`,
  more: (most: number): string => `Only the newest ${most} are listed here. The audit holds all of them.`,

  section: 'Lost phones',
  sectionText: 'People who are signed in, or whose own phone opens Safelight, at this moment.',
  sectionNone: 'Nobody is signed in, and no phone is anybody’s for a shift.',
  sectionDo: 'Lost phone',
  sectionDoFor: (name: string): string => `Lost phone: ${name}`,
  sectionLost: 'Reported lost in the last 30 days',
  lostRow: (bound: Instant, ended: Instant): string => `made theirs ${when(bound)}, ended ${when(ended)}`,
  gone: {
    title: 'Nobody to end',
    whatToDo: 'Nobody with a phone of their own was found. Go back to the console and choose again.',
    link: { href: '/console', text: 'Back to the console' },
  } satisfies PageWords,
} as const;

const count = (howMany: number, what: string): string => `${howMany} ${what}${howMany === 1 ? '' : 's'}`;
