import { wordsOf } from './call-ward.js';
import { hostTab } from './host-tab.js';
import { make } from './make.js';
import { openDialog } from './open-dialog.js';
import { toast } from './say.js';

/**
 * A page of the app's own in a dialog, with the Teams client's side of TeamsJS around it. The page may close the dialog
 * and hand something over, which goes to the bot.
 *
 * @param {import('./room.js').Room} room
 * @param {string} title
 * @param {string} url
 * @param {(data: unknown) => Promise<void>} submit
 */
export function showDialog(room, title, url, submit) {
  const frame = make('iframe', { title, allow: 'camera; clipboard-read', 'data-testid': 'dialog-frame' });
  const way = make(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer' },
    'Open this in its own tab',
  );
  const host = hostTab(room.ward, frame, url, {
    frameContext: 'task',
    complete: (data) => {
      opened.close();
      submit(data).catch((/** @type {unknown} */ error) => toast(wordsOf(error), 'problem'));
    },
  });
  frame.src = url;
  const opened = openDialog(title, make('div', { class: 'framed' }, frame, way), {
    wide: true,
    onClosed: () => {
      host.letGo();
      room.refresh();
    },
  });
}
