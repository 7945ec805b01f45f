import { actionOf, pressAction } from './press-action.js';
import { cardHtml, mentionsOf } from './card-words.js';
import { cardLook } from './card-look.js';
import { webAddress } from './clean-html.js';
import { make } from './make.js';
import { toast } from './say.js';

/** @typedef {import('./room.js').Room} Room */

/** The renderer, loaded by index.html before any module runs. */
const cards = /** @type {{ AdaptiveCards: typeof import('adaptivecards') }} */ (
  /** @type {unknown} */ (globalThis)
).AdaptiveCards;

/**
 * A card the bot sent, live: its buttons open pages or are sent to the bot, and what the bot answers stands in
 * its place, for this person only, until the bot changes the card for everyone.
 *
 * @param {Room} room
 * @param {import('../page-contract.ts').SeenAttachment} attachment
 * @returns {HTMLElement}
 */
export function showCard(room, attachment) {
  const activityId = attachment.activityId ?? '';
  const box = make('div', { class: 'card', 'data-testid': 'card', 'data-activity-id': activityId });
  fillCard(room, box, attachment.card, activityId);
  return box;
}

/**
 * @param {Room} room
 * @param {HTMLElement} box
 * @param {unknown} content
 * @param {string} activityId
 * @param {() => void} [onDone] told when an answer ends a dialog that holds this card
 */
function fillCard(room, box, content, activityId, onDone) {
  const card = new cards.AdaptiveCard();
  card.hostConfig = new cards.HostConfig(cardLook);
  card.onExecuteAction = (action) => {
    if (action instanceof cards.OpenUrlAction) openPage(action.url);
    const asked = actionOf(cards, action, onDone !== undefined);
    if (asked === undefined) return;
    void pressAction(room, box, activityId, asked, {
      replace: (next) => {
        onDone?.();
        if (onDone === undefined) fillCard(room, box, next, activityId);
        else room.refresh();
      },
      done: () => onDone?.(),
      fill: (other, next, close) => fillCard(room, other, next, activityId, close),
    });
  };
  const mentions = mentionsOf(content ?? {});
  cards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cardHtml(text, mentions);
    result.didProcess = true;
  };
  card.parse(content);
  const drawn = card.render();
  // A card the renderer does not take is a fault of the bot's, and must be seen as one.
  box.replaceChildren(drawn ?? make('p', { class: 'problem-line' }, 'This card could not be shown.'));
}

/** @param {string | undefined} address */
function openPage(address) {
  const url = webAddress(address ?? '');
  if (url === undefined) toast('This button has no web address to open.', 'problem');
  else window.open(url, '_blank', 'noopener,noreferrer');
}
