/** The sentences of a person's own list, in the tab beside the chat and in the browser. */
import type { Place } from '../../bot/set/place.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { when } from './when.ts';

const inBrowser = 'Open my list in the browser';

export const tabWords = {
  title: 'My photographs',
  waiting: 'Fetching your list…',
  inBrowser,
  /** Every picture is opened there: the tab itself never shows one. */
  away: 'Each opens in your browser, where you sign in.',
  noScript: `This tab needs JavaScript. ${inBrowser} instead.`,
  troubles: {
    outside: {
      title: 'This page is made for Microsoft Teams',
      whatToDo: 'It could not reach Teams around it. Your list is in the browser as well.',
    },
    'no-sign-on': {
      title: 'Teams could not say who you are',
      whatToDo:
        'Close this tab and open it again. If Teams asks whether Safelight may know who you are, agree. If this stays, ask your IT service desk to approve Safelight for your organisation. Until then, use your list in the browser.',
    },
    refused: {
      title: 'Safelight could not make sure who you are',
      whatToDo:
        'Close this tab and open it again, with the work account you use in this organisation. Your list is in the browser as well.',
    },
    later: {
      title: 'Your list could not be fetched at the moment',
      whatToDo: 'Your photographs are safe. Please try again in a minute.',
    },
  },
  again: 'Try again',
} as const;

const places: Readonly<Record<Place['kind'], string>> = {
  channel: 'In a channel',
  groupChat: 'In a group chat',
  personal: 'In your chat with Safelight',
};

export const listWords = {
  place: (kind: Place['kind']): string => places[kind],
  none: 'Safelight holds nothing that you posted in the last 30 days.',
  /** What somebody new does first. */
  first:
    'Post a photograph in a conversation that Safelight protects, or send it to Safelight in its chat. It then appears here.',
  until: (lapses: Instant): string => `Card until ${when(lapses)}`,
  nobody: (howMany: number, more: boolean): string =>
    `Nobody filed these (${more ? `more than ${howMany}` : howMany})`,
  nobodyWhy:
    'Their cards’ time is over and they are linked to no patient. You are the person your organisation named to see that they are filed, or marked as not clinical.',
  nobodyMore: (howMany: number): string =>
    `The ${howMany} that have waited longest are shown. As these are filed, the others follow.`,
  yours: 'What you posted',
  openAway: (posted: Instant): string => `Open what was posted ${when(posted)} in your browser`,
  age: (age: string): string => `Posted ${age} ago`,
} as const;
