import { icon } from './icon.js';
import { make, part } from './make.js';

const SHOWN_MS = 8_000;

/**
 * A note in the corner, read out politely. A `problem` stays until it is put away.
 *
 * @param {string | Node} words
 * @param {'note' | 'problem'} [weight]
 */
export function toast(words, weight = 'note') {
  const note = make(
    'div',
    { class: `toast ${weight}`, 'data-testid': 'toast' },
    weight === 'problem' ? make('strong', {}, 'Not done. ') : null,
    make('span', { class: 'words' }, words),
    make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': 'Put this note away', onclick: () => note.remove() },
      icon('close'),
    ),
  );
  part('toasts').append(note);
  if (weight === 'note') setTimeout(() => note.remove(), SHOWN_MS);
}

/**
 * Says something to a screen reader only.
 * @param {string} words
 */
export function announce(words) {
  const announcer = part('announcer');
  announcer.append(make('p', {}, words));
  while (announcer.childElementCount > 5) announcer.firstElementChild?.remove();
}
