import { WardRefusal } from './call-ward.js';
import { make } from './make.js';
import { openDialog } from './open-dialog.js';
import { watchBytes } from './watch-bytes.js';

/**
 * A picture of a message. Its bytes are asked for as the person at the tab, live only in this document, and
 * are let go as soon as the picture leaves the page or the ward stops giving it.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {{ key: string, name: string, onGone?: () => void }} picture
 * @returns {HTMLElement}
 */
export function holdPicture(ward, picture) {
  const box = make('span', { class: 'picture', 'data-testid': 'picture' });
  let address = '';
  /** @type {{ close: () => void } | undefined} */
  let large;

  /**
   * @param {'fetching' | 'shown' | 'unshowable' | 'gone' | 'failed'} state
   * @param {string | Node} content
   */
  const say = (state, content) => {
    box.dataset['state'] = state;
    box.replaceChildren(content);
  };
  const letGo = () => {
    large?.close();
    if (address !== '') URL.revokeObjectURL(address);
  };
  const onGone = () => {
    letGo();
    say('gone', 'This picture is no longer here.');
    picture.onGone?.();
  };
  const look = () => {
    const image = make('img', { src: address, alt: picture.name });
    large = openDialog(picture.name, image, { wide: true, onClosed: () => (large = undefined) });
  };
  const ask = () => ward.ask('GET', `images/${encodeURIComponent(picture.key)}`);
  const show = async () => {
    say('fetching', 'Fetching the picture…');
    address = URL.createObjectURL(await (await ask()).blob());
    const image = make('img', { src: address, alt: picture.name });
    image.onload = () => (box.dataset['state'] = 'shown');
    image.onerror = () =>
      say('unshowable', `${picture.name}: this browser cannot show this kind of picture.`);
    box.replaceChildren(make('button', { type: 'button', class: 'look', onclick: look }, image));
    watchBytes({ node: box, ask, onGone, onLeft: letGo });
  };
  show().catch((/** @type {unknown} */ error) => {
    if (error instanceof WardRefusal && error.status === 404) onGone();
    else say('failed', 'The picture could not be fetched.');
  });
  return box;
}
