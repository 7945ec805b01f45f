import { SafelightError } from '../../set/errors.ts';
import { messageId } from '../../set/ids.ts';
import { instant } from '../../set/instant.ts';
import type { Mentioned, MessageNow, MessageWords } from '../../set/original.ts';
import type { MessagePlace } from '../../set/place.ts';
import { at, list, text } from '../wire/read-json.ts';
import { asReader } from './as-reader.ts';
import type { Reader } from './as-reader.ts';
import { inventory } from './inventory.ts';
import { messagePath } from './paths.ts';
import type { Urgency } from './pace.ts';
import { plainText } from './plain-text.ts';

/**
 * When the words or pictures were last changed: an edit moves it, deletion, undo and reactions do not (Graph's `etag`
 * and `lastModifiedDateTime` move with those too).
 */
const editionOf = (message: unknown): string =>
  text(at(message, 'lastEditedDateTime')) ?? text(at(message, 'createdDateTime')) ?? '';

const isBlocked = (message: unknown): boolean =>
  (text(at(message, 'policyViolation', 'dlpAction')) ?? '')
    .split(',')
    .some((action) => action.trim().toLowerCase() === 'blockaccess');

const mentioned = (message: unknown): readonly Mentioned[] => {
  const people = list(at(message, 'mentions')).flatMap((one) => {
    const oid = text(at(one, 'mentioned', 'user', 'id'));
    const name = text(at(one, 'mentioned', 'user', 'displayName')) ?? text(at(one, 'mentionText')) ?? '';
    return oid === undefined ? [] : [{ oid, name }];
  });
  return people.filter(({ oid }, index) => people.findIndex((other) => other.oid === oid) === index);
};

const wordsOf = (message: unknown): MessageWords => {
  const content = text(at(message, 'body', 'content')) ?? '';
  return {
    text: at(message, 'body', 'contentType') === 'text' ? content : plainText(content),
    author: text(at(message, 'from', 'user', 'displayName')) ?? '',
    mentions: mentioned(message),
  };
};

/** A chatMessage of Graph in our words. */
export const messageNow = (message: unknown): MessageNow => {
  const id = text(at(message, 'id'));
  if (id === undefined) throw new SafelightError('chat-unreachable', { transient: true });
  const edition = editionOf(message);
  if (typeof at(message, 'deletedDateTime') === 'string') return { state: 'deleted', edition };
  return {
    state: 'standing',
    message: messageId(id),
    edition,
    authorOid: text(at(message, 'from', 'user', 'id')) ?? '',
    createdAt: instant(text(at(message, 'createdDateTime')) ?? 0),
    words: wordsOf(message),
    originals: inventory(message),
    hiddenByPolicy: isBlocked(message),
  };
};

/** The message as Graph has it at this moment. One call. */
export const readMessage = async (
  reader: Reader,
  place: MessagePlace,
  urgency: Urgency = 2,
): Promise<MessageNow> => {
  try {
    return messageNow(
      await asReader(reader, place.place, (as) =>
        reader.graph.json({ method: 'GET', path: messagePath(place), as, urgency }),
      ),
    );
  } catch (error) {
    if (error instanceof SafelightError && error.code === 'message-gone') return { state: 'absent' };
    throw error;
  }
};
