import { webAddress } from './clean-html.js';
import { wordsOf } from './call-ward.js';
import { make } from './make.js';
import { openDialog } from './open-dialog.js';
import { showDialog } from './show-dialog.js';
import { toast } from './say.js';

/** @typedef {import('../page-contract.ts').CardAction} CardAction */
/** @typedef {import('../page-contract.ts').CardActionResult} CardActionResult */
/** @typedef {import('./room.js').Room} Room */
/** @typedef {(box: HTMLElement, card: unknown, onDone: () => void) => void} Fill draws a card whose answer may end a dialog */
/** @typedef {{ replace: (card: unknown) => void, done: () => void, fill: Fill }} Answered */

/**
 * What a pressed button sends to the bot; nothing where the renderer does the work itself.
 *
 * @param {typeof import('adaptivecards')} cards
 * @param {import('adaptivecards').Action} action
 * @param {boolean} inDialog where a submit is the dialog's answer, which Teams sends as `task/submit`
 * @returns {CardAction | undefined}
 */
export function actionOf(cards, action, inDialog) {
  if (action instanceof cards.ExecuteAction) {
    return { type: 'Action.Execute', ...(action.verb && { verb: action.verb }), data: { ...action.data } };
  }
  if (!(action instanceof cards.SubmitAction)) return undefined;
  const answer = inDialog ? { msteams: { type: 'task/submit' } } : {};
  return { type: 'Action.Submit', data: { ...action.data, ...answer } };
}

/**
 * Sends a card's action to the bot and does what the answer asks.
 *
 * @param {Room} room
 * @param {HTMLElement} box the card, busy meanwhile
 * @param {string} activityId
 * @param {CardAction} asked
 * @param {Answered} answered
 */
export async function pressAction(room, box, activityId, asked, answered) {
  if (box.getAttribute('aria-busy') === 'true') return;
  box.setAttribute('aria-busy', 'true');
  try {
    const path = `places/${encodeURIComponent(room.place.id)}/cards/${encodeURIComponent(activityId)}/action`;
    /** @type {CardActionResult} */
    const result = await room.ward.call('POST', path, asked);
    obey(room, result, answered, (data) => submitDialog(room, path, data));
  } catch (error) {
    toast(wordsOf(error), 'problem');
  } finally {
    box.removeAttribute('aria-busy');
  }
}

/**
 * What a page in a dialog that a card opened hands over as it closes.
 *
 * @param {Room} room
 * @param {string} path
 * @param {unknown} data
 */
async function submitDialog(room, path, data) {
  await room.ward.call('POST', path, {
    type: 'Action.Submit',
    data: { .../** @type {object} */ (data), msteams: { type: 'task/submit' } },
  });
  room.refresh();
}

/**
 * Shows what the bot answered to something that is no card.
 *
 * @param {Room} room
 * @param {CardActionResult} result
 * @param {(data: unknown) => Promise<void>} submit
 */
export function showAnswer(room, result, submit) {
  const nothing = () => undefined;
  obey(room, result, { replace: nothing, done: nothing, fill: nothing }, submit);
}

/**
 * @param {Room} room
 * @param {CardActionResult} result
 * @param {Answered} answered
 * @param {(data: unknown) => Promise<void>} submit
 */
function obey(room, result, answered, submit) {
  switch (result.kind) {
    case 'card':
      return answered.replace(result.card);
    case 'message':
      toast(result.text);
      return answered.done();
    case 'dialog':
      answered.done();
      return openCardDialog(room, result, answered.fill, submit);
    case 'signIn':
      return openSignIn(result.url);
    case 'error':
      toast(result.text || `The bot refused (${result.status}).`, 'problem');
      return undefined;
    case 'nothing':
      return answered.done();
  }
}

/**
 * @param {Room} room
 * @param {Extract<CardActionResult, { kind: 'dialog' }>} dialog
 * @param {Fill} fill
 * @param {(data: unknown) => Promise<void>} submit
 */
function openCardDialog(room, dialog, fill, submit) {
  const url = webAddress(dialog.url ?? '');
  if (url !== undefined) return showDialog(room, dialog.title, url, submit);
  const box = make('div', { class: 'card in-dialog', 'data-testid': 'dialog-card' });
  const opened = openDialog(dialog.title, box, { onClosed: room.refresh });
  fill(box, dialog.card, opened.close);
}

/** @param {string} address */
function openSignIn(address) {
  const url = webAddress(address);
  if (url === undefined) return toast('The bot sent a sign-in address that cannot be opened.', 'problem');
  // Not `noopener`: whether the window opened must be known. The other side gets no handle on this one.
  const opened = window.open(url, '_blank');
  if (opened !== null) {
    opened.opener = null;
    return toast('A window has opened to sign in. Come back here when you have.');
  }
  const way = make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, 'Sign in');
  return toast(make('span', {}, 'Your browser kept the sign-in window shut. ', way));
}
