import type { Notice } from '../model.ts';
import {
  moreSets,
  noticeButtons,
  noticeWords,
  notListedWords,
  setLineWords,
  welcomeWords,
} from '../text/notice.ts';
import type { NoticeWords } from '../text/notice.ts';
import { SCHEMA, heading, line, openUrl, run } from './adaptive.ts';
import type { Action, AdaptiveCard, Element, Execute } from './adaptive.ts';

/** More buttons than this a card may not have. */
const MAX_SETS = 5;

const signIn: Execute = {
  type: 'Action.Execute',
  title: noticeButtons.signIn,
  verb: 'sign-in',
  associatedInputs: 'none',
  style: 'positive',
};

const actionsOf = (notice: Notice): readonly Action[] => {
  switch (notice.kind) {
    case 'remove-now':
      return [
        {
          type: 'Action.Execute',
          title: noticeButtons.removeNow,
          verb: 'remove-now',
          data: { set: notice.set },
          associatedInputs: 'none',
          style: 'positive',
        },
        openUrl(noticeButtons.open, notice.openUrl),
      ];
    case 'ask-over':
      return notice.openUrl === undefined ? [] : [openUrl(noticeButtons.open, notice.openUrl)];
    case 'card-missing':
    case 'link-elsewhere':
    case 'lapses-soon':
    case 'unfiled-at-lapse':
    case 'urgent-care':
    case 'mis-send':
    case 'mis-send-recheck':
    case 'answered':
    case 'asked':
    case 'questions-wait':
    case 'asker':
    case 'alert':
    case 'to-do':
    case 'training-suggested':
      return [openUrl(noticeButtons.open, notice.openUrl)];
    case 'my-sets':
      return notice.sets
        .slice(0, MAX_SETS)
        .map((set, at) => openUrl(`${noticeButtons.open} ${at + 1}`, set.openUrl));
    case 'sign-in-once':
    case 'sign-in-for-custody':
      return [signIn];
    case 'signed-in':
    case 'custody-failed':
    case 'not-protected':
    case 'not-covered':
    case 'guest-here':
    case 'pictures':
      return [];
  }
};

const setLines = (notice: Notice): readonly Element[] => {
  if (notice.kind !== 'my-sets') return [];
  const lines = notice.sets.slice(0, MAX_SETS).map((set, at) => line(run(`${at + 1}. ${setLineWords(set)}`)));
  const left = notice.sets.length - MAX_SETS;
  return left > 0 ? [...lines, line(run(moreSets(left)))] : lines;
};

/** Words alone as a card: no buttons. */
const drawWords = (words: NoticeWords, more: readonly Element[] = []): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: SCHEMA,
  version: '1.5',
  fallbackText: words.title,
  speak: [`${words.title.replace(/\.$/, '')}.`, ...words.lines].join(' '),
  body: [line(heading(words.title)), ...words.lines.map((said) => line(run(said))), ...more],
});

/**
 * What the bot says once where it was added; in a personal chat with the button to sign in for good. Where the policy
 * lists nothing it says only that.
 */
export const drawWelcome = (where: keyof typeof welcomeWords, listed = true): AdaptiveCard => {
  if (!listed) return drawWords(notListedWords);
  const card = drawWords(welcomeWords[where]);
  return where === 'personal' ? { ...card, actions: [signIn] } : card;
};

/** What the bot says to one person, as Adaptive Card 1.5. */
export const drawNotice = (notice: Notice): AdaptiveCard => {
  const actions = actionsOf(notice);
  const card = drawWords(noticeWords(notice), setLines(notice));
  return actions.length === 0 ? card : { ...card, actions };
};
