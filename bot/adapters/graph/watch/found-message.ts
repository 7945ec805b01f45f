import type { FoundMessage } from '../../../ports/chat-watch.ts';
import { messageId, personId } from '../../../set/ids.ts';
import { instant } from '../../../set/instant.ts';
import type { Place } from '../../../set/place.ts';
import { at, list, text } from '../../wire/read-json.ts';
import { messageNow } from '../read-message.ts';

/** A chatMessage that a person wrote, in our words: none for bots, and for what Teams itself notes in a thread. */
const found = (message: unknown, place: Place): readonly FoundMessage[] => {
  const oid = text(at(message, 'from', 'user', 'id'));
  const [id, created] = [text(at(message, 'id')), text(at(message, 'createdDateTime'))];
  const type = text(at(message, 'messageType')) ?? 'message';
  if (oid === undefined || id === undefined || created === undefined || type !== 'message') return [];
  const root = text(at(message, 'replyToId'));
  const edited = text(at(message, 'lastEditedDateTime'));
  const now = messageNow(message);
  return [
    {
      at: { place, message: messageId(id), ...(root === undefined ? {} : { root: messageId(root) }) },
      poster: personId(place.tenant, oid),
      createdAt: instant(created),
      changedAt: instant(text(at(message, 'lastModifiedDateTime')) ?? created),
      ...(edited === undefined ? {} : { editedAt: instant(edited) }),
      edition: now.state === 'absent' ? '' : now.edition,
      deleted: now.state !== 'standing',
      originals: now.state === 'standing' ? now.originals.length : 0,
    },
  ];
};

/** Those of a page, each with the replies that came along. */
export const foundIn = (messages: readonly unknown[], place: Place): readonly FoundMessage[] =>
  messages.flatMap((one) => [one, ...list(at(one, 'replies'))]).flatMap((one) => found(one, place));
