import { icon } from './icon.js';
import { make } from './make.js';

/** @typedef {ReturnType<typeof import('./pick-files.js').pickFiles>['add']} Add */

/**
 * The ways to add something that is not pasted or dropped. The link is offered where its test id is given.
 *
 * @param {{ picture: string, file: string, link?: string }} testIds
 * @param {Add} add
 */
export function attachButtons(testIds, add) {
  const { picture, file, link } = testIds;
  const buttons = [
    ...picker(
      'Insert picture',
      icon('picture'),
      picture,
      { accept: 'image/*,.heic,.heif', multiple: true },
      (files) => add(files, 'inline'),
    ),
    ...picker('Attach file', icon('attach'), file, { multiple: true }, (files) => add(files, 'file')),
  ];
  if (link !== undefined) {
    buttons.push(...picker('Share a link', icon('link'), link, {}, (files) => add(files, 'link')));
  }
  return buttons;
}

/**
 * @param {string} words
 * @param {SVGSVGElement} face
 * @param {string} testId
 * @param {{ accept?: string, multiple?: boolean }} kind
 * @param {(files: readonly File[]) => void} onPicked
 */
function picker(words, face, testId, kind, onPicked) {
  const input = make('input', {
    type: 'file',
    hidden: true,
    'data-testid': testId,
    'aria-label': words,
    ...kind,
  });
  input.addEventListener('change', () => {
    onPicked([...(input.files ?? [])]);
    input.value = '';
  });
  const button = make(
    'button',
    { type: 'button', class: 'tool', onclick: () => input.click() },
    face,
    make('span', { class: 'words' }, words),
  );
  return [button, input];
}
