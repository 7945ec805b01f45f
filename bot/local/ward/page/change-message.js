import { wordsOf } from './call-ward.js';
import { plainText } from './clean-html.js';
import { compose } from './compose.js';
import { icon } from './icon.js';
import { make } from './make.js';
import { commandChoices } from './press-command.js';
import { toast } from './say.js';

/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */
/** @typedef {import('./room.js').Room} Room */

/**
 * Gives everybody the app's commands for a message, and its author what they may do to it: edit it (text, pictures,
 * files), delete it, undo that.
 *
 * @param {Room} room
 * @param {SeenMessage} message
 * @param {boolean} mine
 * @param {HTMLElement} article
 * @param {HTMLElement} body
 */
export function menuOf(room, message, mine, article, body) {
  /** @param {'delete' | 'undo'} what */
  const ask = async (what) => {
    try {
      await room.ward.call('POST', `${addressOf(room, message)}/${what}`);
    } catch (error) {
      toast(wordsOf(error), 'problem');
    }
    room.refresh();
  };
  if (message.canUndo) {
    body.append(
      make(
        'button',
        { type: 'button', class: 'linklike', 'data-testid': 'undo', onclick: () => void ask('undo') },
        'Undo',
      ),
    );
  }
  if (message.state !== 'shown') return;
  const own = [
    { words: 'Edit', testId: 'edit', press: () => edit(room, message, article, body) },
    { words: 'Delete', testId: 'delete', press: () => void ask('delete') },
  ];
  const apps = message.from.bot ? [] : commandChoices(room, message.id);
  const choices = [...(mine ? own : []), ...apps];
  if (choices.length > 0)
    article.append(menu(mine ? 'Change this message' : 'More for this message', choices));
}

/**
 * @param {Room} room
 * @param {SeenMessage} message
 */
function addressOf(room, message) {
  return `places/${encodeURIComponent(room.place.id)}/messages/${encodeURIComponent(message.id)}`;
}

/**
 * @param {string} label
 * @param {{ words: string, testId: string, press: () => void }[]} choices
 */
function menu(label, choices) {
  const list = make('div', { class: 'menu-list', hidden: true });
  const open = make(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': label,
      'aria-expanded': 'false',
      'data-testid': 'message-menu',
    },
    icon('more'),
  );
  const box = make('div', { class: 'menu' }, open, list);
  /** @param {boolean} shown */
  const show = (shown) => {
    list.hidden = !shown;
    open.setAttribute('aria-expanded', String(shown));
  };
  open.addEventListener('click', () => show(list.hidden));
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || list.hidden) return;
    show(false);
    open.focus();
  });
  box.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !box.contains(event.relatedTarget)) show(false);
  });
  for (const { words, testId, press } of choices) {
    const pressed = () => {
      show(false);
      open.focus();
      press();
    };
    list.append(make('button', { type: 'button', 'data-testid': testId, onclick: pressed }, words));
  }
  return box;
}

/**
 * @param {Room} room
 * @param {SeenMessage} message
 * @param {HTMLElement} article
 * @param {HTMLElement} body
 */
function edit(room, message, article, body) {
  const before = [...body.childNodes];
  const done = () => {
    delete article.dataset['editing'];
    body.replaceChildren(...before);
    room.refresh();
  };
  const editor = compose({
    label: 'Edit your message',
    text: plainText(message.html),
    submitWords: 'Save',
    testIds: { text: 'edit-text', picture: 'edit-insert-picture', file: 'edit-attach-file', send: 'save' },
    people: room.others,
    onCancel: done,
    send: async (draft) => {
      await room.ward.call('POST', `${addressOf(room, message)}/edit`, {
        text: draft.text,
        addInline: draft.inline,
        addFiles: draft.files,
      });
      done();
    },
  });
  article.dataset['editing'] = 'true';
  // What the message holds stays in view below the box: an edit adds to it.
  const attachments = before.filter(
    (node) => node instanceof Element && node.classList.contains('attachments'),
  );
  body.replaceChildren(editor.form, ...attachments);
  editor.focus();
}
