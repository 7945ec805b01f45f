import { compose } from './compose.js';
import { groupThreads } from './group-threads.js';
import { keepInStep } from './keep-in-step.js';
import { make } from './make.js';
import { commandButtons } from './press-command.js';
import { sendMessage } from './send-message.js';
import { showMessage } from './show-message.js';
import { takeDrops } from './take-drops.js';

/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */
/** @typedef {import('./room.js').Room} Room */

/**
 * Draws what a person sees in a place: threads in a channel, a plain list in a chat.
 *
 * @param {Room} room
 * @param {HTMLElement} list
 * @param {readonly SeenMessage[]} messages
 */
export function drawMessages(room, list, messages) {
  list.classList.toggle('empty', messages.length === 0);
  if (room.place.kind !== 'channel') {
    keepInStep(
      list,
      messages,
      (one) => one.id,
      (one, old) => flatItem(room, one, old),
    );
    return;
  }
  keepInStep(
    list,
    groupThreads(messages),
    (thread) => thread.root.id,
    (thread, old) => {
      const item = old ?? threadItem(room, thread.root);
      const replies = item.querySelector('ol');
      const rootBox = item.querySelector('div');
      if (replies === null || rootBox === null)
        throw new Error('A thread is drawn with its root and its replies');
      keepInStep(
        rootBox,
        [thread.root],
        (one) => one.id,
        (one, before) => showMessage(room, one, before),
      );
      keepInStep(
        replies,
        thread.replies,
        (one) => one.id,
        (one, before) => flatItem(room, one, before),
      );
      return item;
    },
  );
}

/**
 * @param {Room} room
 * @param {SeenMessage} message
 * @param {HTMLElement | undefined} old
 */
function flatItem(room, message, old) {
  const item = old ?? make('li');
  keepInStep(
    item,
    [message],
    (one) => one.id,
    (one, before) => showMessage(room, one, before),
  );
  return item;
}

/**
 * A thread: its root post, its replies, and a box to reply in, which stays through every change above it.
 *
 * @param {Room} room
 * @param {SeenMessage} root
 */
function threadItem(room, root) {
  const reply = compose({
    label: `Reply to ${root.from.name}`,
    submitWords: 'Reply',
    testIds: {
      text: `reply-composer-${root.id}`,
      picture: `reply-insert-picture-${root.id}`,
      file: `reply-attach-file-${root.id}`,
      link: `reply-share-link-${root.id}`,
      send: `reply-send-${root.id}`,
    },
    people: room.others,
    more: commandButtons(room, root.id),
    send: async (draft) => {
      await sendMessage(room, draft, root.id);
      room.refresh();
    },
  });
  reply.form.classList.add('reply');
  const item = make(
    'li',
    { class: 'thread', 'data-testid': `thread-${root.id}` },
    make('div'),
    make('ol', { class: 'replies' }),
    reply.form,
  );
  takeDrops(reply.form, reply.take);
  return item;
}
