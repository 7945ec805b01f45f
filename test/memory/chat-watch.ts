import type { ChatWatch, Ear, FoundMessage } from '../../bot/ports/chat-watch.ts';
import type { SafelightError } from '../../bot/set/errors.ts';
import type { ConversationId } from '../../bot/set/ids.ts';
import { messageId, personId } from '../../bot/set/ids.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';

export interface MemoryWatch extends ChatWatch {
  readonly messages: FoundMessage[];
  channelsThere: ConversationId[];
  /** Conversations that cannot be read now, and why. */
  readonly faults: Map<string, SafelightError>;
  /** Conversations read, in order. */
  readonly reads: string[];
  readonly ears: Map<string, Ear & { readonly conversation: string }>;
  write(place: Place, at: Instant, change?: Partial<FoundMessage>): FoundMessage;
}

const PAGE = 2;

/** Conversations in memory, to be looked into in pages of two. */
export const memoryWatch = (): MemoryWatch => {
  let counter = 0;
  const pages = async function* (place: Place, found: readonly FoundMessage[]) {
    watch.reads.push(place.conversation);
    const fault = watch.faults.get(place.conversation);
    if (fault !== undefined) throw fault;
    for (let at = 0; at < found.length || at === 0; at += PAGE) {
      const messages = found.slice(at, at + PAGE);
      const last = messages.at(-1)?.changedAt;
      yield { messages, ...(last === undefined ? {} : { cursor: last as string }) };
    }
  };
  const inPlace = (place: Place): FoundMessage[] =>
    watch.messages
      .filter((one) => one.at.place.conversation === place.conversation)
      .sort((a, b) => (a.changedAt < b.changedAt ? -1 : 1));
  const watch: MemoryWatch = {
    messages: [],
    channelsThere: [],
    faults: new Map(),
    reads: [],
    ears: new Map(),
    write: (place, at, change = {}) => {
      counter += 1;
      const message: FoundMessage = {
        at: { place, message: messageId(`message-${counter}`) },
        poster: personId(place.tenant, 'nurse'),
        createdAt: at,
        changedAt: at,
        edition: at,
        deleted: false,
        originals: 1,
        ...change,
      };
      watch.messages.push(message);
      return message;
    },
    channels: async () => watch.channelsThere,
    changes: (place, { since, cursor }) =>
      pages(
        place,
        inPlace(place).filter(
          (one) => cursor === undefined || one.changedAt > cursor || one.changedAt < since,
        ),
      ),
    history: async function* (place, before) {
      for await (const { messages } of pages(
        place,
        inPlace(place).filter((one) => one.createdAt < before),
      ))
        yield messages;
    },
    subscribe: async (place, to) => {
      counter += 1;
      const id = `subscription-${counter}`;
      watch.ears.set(id, { ...to, conversation: place.conversation });
      return { id, expiresAt: to.until };
    },
    renew: async (id, until) => {
      const ear = watch.ears.get(id);
      if (ear === undefined) return 'gone';
      watch.ears.set(id, { ...ear, until });
      return { id, expiresAt: until };
    },
  };
  return watch;
};
