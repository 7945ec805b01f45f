import { wordsForCode } from '../../../cards/text.ts';
import { moveWords, photographWords } from '../../../cards/text/entry.ts';
import type { ChatEvents } from '../../ports/chat-events.ts';
import { SafelightError } from '../../set/errors.ts';
import { messageId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import type { Teams } from './open-teams.ts';
import { personOf, placeOf, rootOf } from './place-of-activity.ts';

/** The body of an answer to `…/fetchTask` and `task/fetch`: a page in a dialog, or one sentence. */
export interface DialogAnswer {
  readonly task:
    | { readonly type: 'message'; readonly value: string }
    | {
        readonly type: 'continue';
        readonly value: {
          readonly title: string;
          readonly url: string;
          /** Opened in a browser by clients that show no dialogs. */
          readonly fallbackUrl: string;
          readonly width: 'medium';
          readonly height: 'large';
        };
      };
}

/** Commands of the message extension, as the manifest names them; a card's button asks for the first. */
type DialogCommand = 'photo' | 'move';

const sentence = (value: string): DialogAnswer => ({ task: { type: 'message', value } });

export const sentenceForCode = (code: string): DialogAnswer => {
  const { title, whatToDo } = wordsForCode(code);
  return sentence(`${title}. ${whatToDo}`);
};

/**
 * Where a dialog was opened from. Undefined where Teams names no conversation, and for a chat between two people:
 * it looks like a personal chat, but it is theirs and the app is not in it.
 */
const whereFrom = async (teams: Teams, activity: Fields): Promise<Place | undefined> => {
  const conversation = text(at(activity, 'conversation', 'id')) ?? '';
  const kind = at(activity, 'conversation', 'conversationType');
  if (kind === 'personal' && conversation.startsWith('19:')) return undefined;
  try {
    return await placeOf(teams, activity);
  } catch (error) {
    if (error instanceof SafelightError && !error.transient) return undefined;
    throw error;
  }
};

const openCamera = async (teams: Teams, activity: Fields, events: ChatEvents): Promise<DialogAnswer> => {
  const place = await whereFrom(teams, activity);
  const root = place?.kind === 'channel' ? rootOf(activity) : undefined;
  const url = events.camera({
    by: personOf(activity),
    ...(place === undefined ? {} : { place }),
    ...(root === undefined ? {} : { root }),
  });
  return {
    task: {
      type: 'continue',
      value: { title: photographWords.title, url, fallbackUrl: url, width: 'medium', height: 'large' },
    },
  };
};

/** Of the message as it is sent along only its id is believed: the rest is read from Graph. */
const moveMessage = async (teams: Teams, activity: Fields, events: ChatEvents): Promise<DialogAnswer> => {
  const id = text(at(activity, 'value', 'messagePayload', 'id')) ?? '';
  if (!/^\d{1,32}$/.test(id)) return sentenceForCode('bad-request');
  const place = await whereFrom(teams, activity);
  if (place === undefined) return sentence(moveWords['not-listed']);
  const root = place.kind === 'channel' ? rootOf(activity) : undefined;
  const message = { place, message: messageId(id), ...(root === undefined || root === id ? {} : { root }) };
  return sentence(moveWords[await events.moved({ at: message, by: personOf(activity) })]);
};

const commandOf = (activity: Fields): DialogCommand | undefined => {
  const command =
    activity['name'] === 'task/fetch'
      ? at(activity, 'value', 'data', 'verb')
      : at(activity, 'value', 'commandId');
  return command === 'photo' || command === 'move' ? command : undefined;
};

/** `composeExtension/fetchTask`, from the message box or a message's menu, and `task/fetch`, from a card. */
export const answerDialog = async (
  teams: Teams,
  activity: Fields,
  events: ChatEvents,
): Promise<DialogAnswer> => {
  switch (commandOf(activity)) {
    case 'photo':
      return openCamera(teams, activity, events);
    case 'move':
      // A card has no message of its own to move.
      return activity['name'] === 'task/fetch'
        ? sentenceForCode('bad-request')
        : moveMessage(teams, activity, events);
    case undefined:
      return sentenceForCode('bad-request');
  }
};
