import { wordsOf } from './call-ward.js';
import { holdPicture } from './hold-picture.js';
import { icon } from './icon.js';
import { make } from './make.js';
import { toast } from './say.js';
import { showCard } from './show-card.js';
import { watchBytes } from './watch-bytes.js';

/** @typedef {import('../page-contract.ts').SeenAttachment} SeenAttachment */

/**
 * @param {import('./room.js').Room} room
 * @param {SeenAttachment} attachment
 * @param {string} author
 * @returns {HTMLElement}
 */
export function showAttachment(room, attachment, author) {
  if (attachment.kind === 'card') return showCard(room, attachment);
  const name = attachment.name ?? (attachment.kind === 'inline' ? `Picture from ${author}` : 'File');
  if (attachment.kind === 'inline' && attachment.key !== undefined) {
    if (!(attachment.contentType ?? 'image/').startsWith('image/')) return fileChip(room, attachment, name);
    return holdPicture(room.ward, { key: attachment.key, name });
  }
  return fileChip(room, attachment, name);
}

/**
 * A file stands beside the message as a chip, with a preview where it is a picture, as in Teams.
 *
 * @param {import('./room.js').Room} room
 * @param {SeenAttachment} attachment
 * @param {string} name
 */
function fileChip(room, attachment, name) {
  const { key, kind } = attachment;
  const words = make('span', { class: 'faint' }, kind === 'link' ? 'Link to a file kept elsewhere' : 'File');
  const chip = make(
    'div',
    { class: 'chip', 'data-testid': `${kind}-chip`, 'data-state': 'shown' },
    icon(kind === 'link' ? 'link' : 'file'),
    make('span', { class: 'chip-name' }, make('strong', {}, name), words),
  );
  if (key === undefined) return chip;
  const get = make(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': `Download ${name}`,
      onclick: () => void download(room, key, name),
    },
    'Download',
  );
  chip.append(get);
  const onGone = () => {
    chip.dataset['state'] = 'gone';
    words.textContent = 'This file is no longer here.';
    get.remove();
  };
  if (attachment.contentType?.startsWith('image/')) {
    return make('div', { class: 'file-with-preview' }, holdPicture(room.ward, { key, name, onGone }), chip);
  }
  watchBytes({ node: chip, ask: () => room.ward.ask('GET', `images/${encodeURIComponent(key)}`), onGone });
  return chip;
}

/**
 * @param {import('./room.js').Room} room
 * @param {string} key
 * @param {string} name
 */
async function download(room, key, name) {
  try {
    const bytes = await (await room.ward.ask('GET', `images/${encodeURIComponent(key)}`)).blob();
    const address = URL.createObjectURL(bytes);
    make('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    toast(wordsOf(error), 'problem');
  }
}
