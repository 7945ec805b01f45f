import { openDialog } from './open-dialog.js';
import { WardRefusal } from './call-ward.js';
import { make } from './make.js';

/** Said where a picture was, once the ward no longer gives it to this person. */
const GONE = 'This picture is no longer here.';

/** @typedef {{ box: HTMLElement, stillThere: () => Promise<void>, letGo: () => void }} Held */
/** @type {Set<Held>} */
const held = new Set();

/**
 * A picture of a message. Its bytes are asked for as the person at the tab, live only in this document, and
 * are let go as soon as the picture leaves the page or the ward stops giving it.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {{ key: string, name: string }} picture
 * @returns {HTMLElement}
 */
export function holdPicture(ward, picture) {
  const path = `images/${encodeURIComponent(picture.key)}`;
  const box = make(
    'span',
    { class: 'picture', 'data-testid': 'picture', 'data-state': 'fetching' },
    'Fetching the picture…',
  );
  let address = '';
  /** @type {{ close: () => void } | undefined} */
  let large;

  const letGo = () => {
    held.delete(one);
    large?.close();
    if (address !== '') URL.revokeObjectURL(address);
  };
  /** @param {unknown} error */
  const lose = (error) => {
    const gone = error instanceof WardRefusal && error.status === 404;
    letGo();
    box.dataset['state'] = gone ? 'gone' : 'failed';
    box.replaceChildren(gone ? GONE : 'The picture could not be fetched.');
  };
  const look = () => {
    const image = make('img', { src: address, alt: picture.name });
    large = openDialog(picture.name, image, { wide: true, onClosed: () => (large = undefined) });
  };
  const one = {
    box,
    letGo,
    stillThere: async () => {
      try {
        await (await ward.ask('GET', path)).body?.cancel();
      } catch (error) {
        if (error instanceof WardRefusal) lose(error);
      }
    },
  };

  const show = async () => {
    const bytes = await (await ward.ask('GET', path)).blob();
    address = URL.createObjectURL(bytes);
    const image = make('img', { src: address, alt: picture.name });
    box.replaceChildren(make('button', { type: 'button', class: 'look', onclick: look }, image));
    held.add(one);
    image.onload = () => (box.dataset['state'] = 'shown');
    image.onerror = () => {
      box.dataset['state'] = 'unshowable';
      box.replaceChildren(`${picture.name}: this browser cannot show this kind of picture.`);
    };
  };
  show().catch(lose);
  return box;
}

/**
 * Asks for every picture on the page again (its headers only) and takes down those that are no longer there.
 */
export async function recheckPictures() {
  const asked = [...held].map((one) => {
    if (one.box.isConnected) return one.stillThere();
    return one.letGo();
  });
  await Promise.all(asked);
}
