import { icon } from './icon.js';
import { make } from './make.js';

let opened = 0;

/**
 * A modal dialog with a title and a way out. Escape closes it and the focus returns to where it was.
 *
 * @param {string} title
 * @param {Node} content
 * @param {{ wide?: boolean, drawer?: boolean, onClosed?: () => void }} [manner]
 */
export function openDialog(title, content, manner = {}) {
  const titleId = `dialog-title-${++opened}`;
  const shape = manner.drawer ? 'drawer' : manner.wide ? 'wide' : '';
  const close = make(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() },
    icon('close'),
  );
  const head = make('header', {}, make('h2', { id: titleId }, title), close);
  const body = make('div', { class: 'dialog-body' }, content);
  const dialog = make(
    'dialog',
    { class: shape, 'aria-labelledby': titleId, 'data-testid': 'dialog' },
    head,
    body,
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    manner.onClosed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { close: () => dialog.close(), body };
}
