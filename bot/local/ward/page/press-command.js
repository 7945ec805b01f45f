import { wordsOf } from './call-ward.js';
import { icon } from './icon.js';
import { make } from './make.js';
import { showAnswer } from './press-action.js';
import { toast } from './say.js';

/** @typedef {import('../page-contract.ts').WardCommand} WardCommand */
/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../page-contract.ts').CommandFrom} From the thread, or the message */

/**
 * Sends one of the app's own commands to the bot, and shows what it answers: a page in a dialog, or a sentence.
 *
 * @param {Room} room
 * @param {WardCommand} command
 * @param {From} from the thread or the message it was pressed in
 */
export async function pressCommand(room, command, from) {
  const path = `places/${encodeURIComponent(room.place.id)}/commands/${encodeURIComponent(command.id)}`;
  /** @param {unknown} data what the dialog's page hands over as it closes */
  const submit = async (data) => {
    await room.ward.call('POST', `${path}/submit`, { ...from, data });
    room.refresh();
  };
  try {
    showAnswer(room, await room.ward.call('POST', path, from), submit);
  } catch (error) {
    toast(wordsOf(error), 'problem');
  }
}

/**
 * The app's commands beside a message box.
 *
 * @param {Room} room
 * @param {string} [replyTo] the thread's root, of a box to reply in
 */
export function commandButtons(room, replyTo) {
  return room.commands
    .filter((one) => one.context === 'compose')
    .map((command) =>
      make(
        'button',
        {
          type: 'button',
          class: 'tool',
          'data-testid': replyTo === undefined ? `command-${command.id}` : `command-${command.id}-${replyTo}`,
          onclick: () => void pressCommand(room, command, replyTo === undefined ? {} : { replyTo }),
        },
        icon('camera'),
        make('span', { class: 'words' }, command.title),
      ),
    );
}

/**
 * The app's commands in the menu of a message.
 *
 * @param {Room} room
 * @param {string} message
 */
export const commandChoices = (room, message) =>
  room.commands
    .filter((one) => one.context === 'message')
    .map((command) => ({
      words: command.title,
      testId: `command-${command.id}`,
      press: () => void pressCommand(room, command, { message }),
    }));
