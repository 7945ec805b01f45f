import { icon } from './icon.js';
import { make } from './make.js';
import { readUpload, typeOf } from './read-upload.js';

/** @typedef {'inline' | 'file' | 'link'} Way how a picked file is sent; see NewMessage in page-contract.ts */
/** @typedef {{ file: File, way: Way, node: HTMLElement, letGo: () => void }} Picked */

/** @type {Record<Way, string>} */
const words = {
  inline: 'In the message',
  file: 'As a file',
  link: 'As a link to your OneDrive',
};

/**
 * The files picked for a message, each with a thumbnail, how it will be sent, and a button to remove it.
 *
 * @param {() => void} onChange
 */
export function pickFiles(onChange) {
  /** @type {Picked[]} */
  let picked = [];
  const list = make('ul', { class: 'picked', 'aria-label': 'Added to this message', hidden: true });

  const changed = () => {
    list.hidden = picked.length === 0;
    onChange();
  };
  /** @param {Picked} one */
  const remove = (one) => {
    one.letGo();
    one.node.remove();
    picked = picked.filter((other) => other !== one);
    changed();
  };
  /**
   * @param {Iterable<File>} files
   * @param {Way} way
   */
  const add = (files, way) => {
    for (const file of files) {
      // A message carries one link.
      if (way === 'link') picked.filter((one) => one.way === 'link').forEach(remove);
      const one = thumbnail(file, way, () => remove(one));
      picked.push(one);
      list.append(one.node);
    }
    changed();
  };
  /** What was pasted or dropped: pictures go inside the message. @param {readonly File[]} files */
  const take = (files) => {
    const picture = (/** @type {File} */ file) => typeOf(file).startsWith('image/');
    add(files.filter(picture), 'inline');
    add(
      files.filter((file) => !picture(file)),
      'file',
    );
  };
  /** @param {Way} way */
  const uploads = (way) =>
    Promise.all(picked.filter((one) => one.way === way).map((one) => readUpload(one.file)));

  return {
    list,
    add,
    take,
    uploads,
    count: () => picked.length,
    clear: () => [...picked].forEach(remove),
  };
}

/**
 * @param {File} file
 * @param {Way} way
 * @param {() => void} onRemove
 * @returns {Picked}
 */
function thumbnail(file, way, onRemove) {
  const picture = typeOf(file).startsWith('image/');
  const address = picture ? URL.createObjectURL(file) : '';
  const face = make('span', { class: 'thumb' }, picture ? null : icon('file'));
  if (picture) {
    const image = make('img', { src: address, alt: '' });
    image.onerror = () => face.replaceChildren(icon('picture'));
    face.append(image);
  }
  const node = make(
    'li',
    {},
    face,
    make(
      'span',
      { class: 'chip-name' },
      make('span', {}, file.name),
      make('span', { class: 'faint' }, words[way]),
    ),
    make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Remove ${file.name}`, onclick: onRemove },
      icon('close'),
    ),
  );
  return { file, way, node, letGo: () => URL.revokeObjectURL(address) };
}
