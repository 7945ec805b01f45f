/** What people read where they open Safelight from inside the chat: its dialog, and the answer to a message moved by hand. */
import type { MoveAnswer } from '../../bot/set/moved.ts';

export const photographWords = {
  /** The dialog's title and the buttons that open it. */
  title: 'Take a photograph',
  /** On a card: the photograph joins the same thread. */
  addToThread: 'Add a photograph',
} as const;

/** One sentence an answer: what happens now, or why nothing does and what to do instead. */
export const moveWords: Readonly<Record<MoveAnswer, string>> = {
  moving:
    'Safelight is taking this message into safe keeping and removes it from the conversation. Its card appears in the thread in a moment.',
  copying:
    'Safelight is taking a copy into safe keeping. It removes nothing here, because it is only observing this conversation. If the picture is about a patient, please ask its poster to delete the message.',
  'no-picture': 'There is no picture or file in this message, so there is nothing to move.',
  'not-by-a-person': 'This message was not posted by a person, so Safelight leaves it alone.',
  'not-listed':
    'Safelight does not look after this conversation. If the picture is about a patient, please delete it here and take it with Safelight instead.',
  'not-yours-to-move':
    'Only people who belong to this conversation and work for the organisation can move a message. Please ask one of them.',
  'message-gone': 'This message is no longer in the conversation.',
  'app-not-there':
    'Safelight may not read this conversation. Ask an owner of the team or chat to add Safelight, and try again.',
  'ask-again':
    'Teams is not answering Safelight at the moment. Nothing was moved. Please try again in a minute.',
};
