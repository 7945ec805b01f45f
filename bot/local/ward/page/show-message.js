import { cleanHtml } from './clean-html.js';
import { menuOf } from './change-message.js';
import { make } from './make.js';
import { showAttachment } from './show-attachment.js';
import { shortTime, wholeTime } from './when.js';

/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */
/** @typedef {import('./room.js').Room} Room */

/** What each drawn message said, so that a message that has not changed keeps its node. @type {WeakMap<HTMLElement, string>} */
const drawnFrom = new WeakMap();

/**
 * @param {Room} room
 * @param {SeenMessage} message
 * @param {HTMLElement} [old] as it was drawn before
 * @returns {HTMLElement} `old` itself where nothing has changed, or where its author is busy editing it
 */
export function showMessage(room, message, old) {
  const said = JSON.stringify(message);
  if (old !== undefined) {
    const editing = old.dataset['editing'] === 'true' && message.state === 'shown';
    if (editing || drawnFrom.get(old) === said) return old;
  }
  const mine = message.from.oid === room.me.oid;
  const article = make(
    'article',
    {
      class: `message${mine ? ' mine' : ''}${message.from.bot ? ' bot' : ''}`,
      tabindex: '-1',
      'data-testid': 'message',
      'data-message-id': message.id,
      'data-state': message.state,
      'aria-label': `${message.from.name}, ${shortTime(message.at)}`,
    },
    initials(message),
  );
  const body = make('div', { class: 'message-body' });
  article.append(make('div', { class: 'message-main' }, heading(message), body));
  fill(room, message, mine, article, body);
  drawnFrom.set(article, said);
  return article;
}

/** @param {SeenMessage} message */
function initials(message) {
  const letters = message.from.name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2);
  return make('span', { class: message.from.bot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' }, letters);
}

/** @param {SeenMessage} message */
function heading(message) {
  const edited =
    message.editedAt === undefined || message.state !== 'shown'
      ? null
      : make('span', { class: 'faint', title: wholeTime(message.editedAt) }, 'Edited');
  return make(
    'header',
    { class: 'message-head' },
    make('strong', { class: 'author' }, message.from.name),
    message.from.bot ? make('span', { class: 'tag' }, 'Bot') : null,
    make(
      'time',
      { class: 'faint', datetime: message.at, title: wholeTime(message.at) },
      shortTime(message.at),
    ),
    edited,
  );
}

/**
 * @param {Room} room
 * @param {SeenMessage} message
 * @param {boolean} mine
 * @param {HTMLElement} article
 * @param {HTMLElement} body
 */
function fill(room, message, mine, article, body) {
  if (message.state === 'deleted') {
    body.append(make('p', { class: 'tombstone' }, 'This message has been deleted.'));
  } else {
    if (message.state === 'blocked') body.append(blockedNotice(message, mine));
    if (message.state === 'shown') {
      if (message.html !== '') body.append(make('div', { class: 'text' }, cleanHtml(message.html)));
      const attachments = message.attachments.map((one) => showAttachment(room, one, message.from.name));
      if (attachments.length > 0) body.append(make('div', { class: 'attachments' }, ...attachments));
    }
  }
  menuOf(room, message, mine, article, body);
}

/**
 * What stands where policy hid a message; its author is told what the policy says.
 *
 * @param {SeenMessage} message
 * @param {boolean} mine
 */
function blockedNotice(message, mine) {
  if (!mine) return make('p', { class: 'tombstone' }, 'This message was blocked.');
  return make(
    'div',
    { class: 'tombstone blocked' },
    message.html === '' ? make('p', {}, 'Your message was blocked.') : cleanHtml(message.html),
    make('p', {}, 'Nobody else can see it.'),
  );
}
