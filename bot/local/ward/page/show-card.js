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
  void refreshOnSight(room, box, attachment.card, activityId);
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
    const asked = actionOf(cards, action);
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

/**
 * A card may ask to be refreshed for each person who sees it; Teams does so without a press.
 *
 * @param {Room} room
 * @param {HTMLElement} box
 * @param {unknown} content
 * @param {string} activityId
 */
async function refreshOnSight(room, box, content, activityId) {
  const { refresh } =
    /** @type {{ refresh?: { action?: { verb?: string, data?: object }, userIds?: string[] } }} */ (
      content ?? {}
    );
  const meant = refresh?.userIds === undefined || refresh.userIds.some((id) => id.includes(room.me.oid));
  if (refresh?.action === undefined || !meant) return;
  const { verb, data } = refresh.action;
  const asked = {
    type: /** @type {const} */ ('Action.Execute'),
    ...(verb !== undefined && { verb }),
    data: { ...data },
  };
  await pressAction(room, box, activityId, asked, {
    replace: (next) => fillCard(room, box, next, activityId),
    done: () => undefined,
    fill: () => undefined,
    quiet: true,
  });
}

/** @param {string | undefined} address */
function openPage(address) {
  const url = webAddress(address ?? '');
  if (url === undefined) toast('This button has no web address to open.', 'problem');
  else window.open(url, '_blank', 'noopener,noreferrer');
}
