import { createHash } from 'node:crypto';
import type { Card, Notice } from '../../cards/model.ts';
import type {
  ChatMember,
  ChatPost,
  ChatRead,
  ChatRemove,
  OpenedOriginal,
  Removed,
} from '../../bot/ports/chat.ts';
import type { Clock } from '../../bot/ports/clock.ts';
import type { Copy, RemovalLayer, Sighting } from '../../bot/set/copy.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { messageId, samePerson } from '../../bot/set/ids.ts';
import type { PersonId, SetId } from '../../bot/set/ids.ts';
import { DAY, later } from '../../bot/set/instant.ts';
import type { MessageNow, OriginalRef } from '../../bot/set/original.ts';
import type { MessagePlace, Place } from '../../bot/set/place.ts';

interface KeptMessage {
  readonly at: MessagePlace;
  readonly poster: PersonId;
  readonly text: string;
  readonly mentions: readonly { oid: string; name: string }[];
  readonly postedAt: string;
  edition: number;
  deleted: boolean;
  hidden: boolean;
  inline: Uint8Array[];
  files: { item: string; bytes: Uint8Array; eTag: string; gone: boolean; elsewhere: boolean }[];
}

export interface MemoryChat {
  readonly read: ChatRead;
  readonly remove: ChatRemove;
  readonly post: ChatPost;
  readonly signedIn: Set<string>;
  /** What conversations are called. */
  readonly names: Map<string, string>;
  dlpLicence: boolean;
  siteWrite: boolean;
  readonly members: ChatMember[];
  readonly cards: { readonly set: SetId; readonly activity: string; card: Card; root: string }[];
  readonly told: { readonly person: PersonId; readonly notice: Notice }[];
  /** What each message that asked somebody for something says now. */
  readonly asks: Map<string, Notice>;
  /** Running lists of what is left to do: each message as it was sent, and what it says now. */
  readonly lists: Map<string, { readonly person: PersonId; readonly sent: Notice; now: Notice }>;
  /** What was said to a whole thread, by its root. */
  readonly said: { readonly root: string; readonly notice: Notice }[];
  /** What was said to a whole conversation, as a post of its own. */
  readonly announced: { readonly place: Place; readonly notice: Notice }[];
  say(place: Place, poster: PersonId, what: Said): MessagePlace;
  /** An edit that adds a picture: a new edition. */
  edit(at: MessagePlace, add: Uint8Array): void;
  /** An edit that adds a file: a new edition. */
  attach(at: MessagePlace, file: { readonly bytes: Uint8Array; readonly elsewhere?: boolean }): void;
  deleteByPoster(at: MessagePlace): void;
  undo(at: MessagePlace): void;
  /** Deleted or hidden: nobody sees the message itself any more. */
  isGone(at: MessagePlace): boolean;
  /** SHA-256 of every picture anyone in the conversation could still see in this message. */
  visible(at: MessagePlace): readonly string[];
}
export interface Said {
  readonly text?: string;
  readonly inline?: readonly Uint8Array[];
  readonly files?: readonly { readonly bytes: Uint8Array; readonly elsewhere?: boolean }[];
  readonly mentions?: readonly { oid: string; name: string }[];
  readonly replyTo?: MessagePlace;
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A conversation in memory with the platform's manners: own posts only, tombstones, undo, editions, eTags. */
export const memoryChat = (clock: Clock): MemoryChat => {
  const messages = new Map<string, KeptMessage>();
  let counter = 0;
  const keyOf = (at: MessagePlace): string => `${at.place.conversation}/${at.message}`;
  const find = (at: MessagePlace): KeptMessage => {
    const found = messages.get(keyOf(at));
    if (found === undefined) throw new SafelightError('message-gone');
    return found;
  };

  const chat: MemoryChat = {
    signedIn: new Set(),
    names: new Map(),
    dlpLicence: false,
    siteWrite: false,
    members: [],
    cards: [],
    told: [],
    said: [],
    announced: [],
    asks: new Map(),
    lists: new Map(),
    say: (place, poster, what) => {
      counter += 1;
      const root = what.replyTo === undefined ? undefined : (what.replyTo.root ?? what.replyTo.message);
      const at: MessagePlace = {
        place,
        message: messageId(String(1_700_000_000_000 + counter)),
        ...(root === undefined ? {} : { root }),
      };
      messages.set(keyOf(at), {
        at,
        poster,
        text: what.text ?? '',
        mentions: what.mentions ?? [],
        postedAt: clock.now(),
        edition: 1,
        deleted: false,
        hidden: false,
        inline: [...(what.inline ?? [])],
        files: (what.files ?? []).map((file, n) => ({
          item: `item-${counter}-${n}`,
          bytes: file.bytes,
          eTag: 'e1',
          gone: false,
          elsewhere: file.elsewhere ?? false,
        })),
      });
      return at;
    },
    edit: (at, add) => {
      const message = find(at);
      message.edition += 1;
      message.inline.push(add);
    },
    attach: (at, { bytes, elsewhere = false }) => {
      const { files } = find(at);
      find(at).edition += 1;
      files.push({ item: `item-${at.message}-${files.length}`, bytes, eTag: 'e1', gone: false, elsewhere });
    },
    deleteByPoster: (at) => {
      find(at).deleted = true;
    },
    undo: (at) => {
      find(at).deleted = false;
    },
    isGone: (at) => {
      const { deleted, hidden } = find(at);
      return deleted || hidden;
    },
    visible: (at) => {
      const message = messages.get(keyOf(at));
      if (message === undefined) return [];
      const shown = message.deleted || message.hidden ? [] : message.inline;
      return [...shown, ...message.files.filter((file) => !file.gone).map((file) => file.bytes)].map(hash);
    },
    read: {
      message: async (at) => inventory(messages.get(keyOf(at))),
      open: async (at, ref, _poster, maxBytes) => openOriginal(find(at), ref, maxBytes),
      member: async (_place, person) => chat.members.find((one) => samePerson(one.person, person)),
      members: async () => chat.members,
      nameOf: async (place) => chat.names.get(place.conversation),
    },
    remove: {
      expect: () => undefined,
      powers: async (_at, poster) =>
        new Set<RemovalLayer>([
          ...(chat.signedIn.has(poster.oid) ? (['poster'] as const) : []),
          ...(chat.dlpLicence ? (['hide'] as const) : []),
          ...(chat.siteWrite ? (['site'] as const) : []),
        ]),
      remove: async (at, copy, layer, poster) => {
        const message = messages.get(keyOf(at));
        if (message === undefined) return { as: 'gone-already' };
        if (layer === 'poster' && !chat.signedIn.has(poster.oid))
          return { as: 'refused', why: 'sign-in-needed' };
        if (copy.what.kind === 'message') return removeMessage(message, copy.what.edition, layer);
        return copy.what.kind === 'file'
          ? removeFile(message, copy.what, later(clock.now(), 93 * DAY))
          : { as: 'refused', why: 'chat-forbidden' };
      },
      look: async (at, copy) => look(messages.get(keyOf(at)), copy),
    },
    post: {
      postCard: async (at, set, card, again) => {
        const earlier = again ? chat.cards.find((one) => one.set === set) : undefined;
        if (earlier !== undefined) return { activity: earlier.activity };
        counter += 1;
        const activity = `card-${counter}`;
        chat.cards.push({ set, activity, card, root: at.root ?? at.message });
        return { activity };
      },
      redrawCard: async (_at, activity, card) => {
        const standing = chat.cards.find((one) => one.activity === activity);
        if (standing === undefined) throw new SafelightError('card-refused');
        standing.card = card;
      },
      takeBackCard: async (_at, activity) => {
        const at = chat.cards.findIndex((one) => one.activity === activity);
        if (at >= 0) chat.cards.splice(at, 1);
      },
      tell: async (_place, person, notice) => {
        chat.told.push({ person, notice });
      },
      ask: async (_place, person, notice) => {
        counter += 1;
        const activity = `ask-${counter}`;
        if (notice.kind === 'to-do') {
          chat.lists.set(activity, { person, sent: notice, now: notice });
          return { activity };
        }
        chat.told.push({ person, notice });
        chat.asks.set(activity, notice);
        return { activity };
      },
      redrawAsk: async (_place, _person, activity, notice) => {
        const list = chat.lists.get(activity);
        if (list !== undefined) {
          list.now = notice;
          return;
        }
        if (!chat.asks.has(activity)) throw new SafelightError('card-refused');
        chat.asks.set(activity, notice);
      },
      tellThread: async (at, notice) => {
        chat.said.push({ root: at.root ?? at.message, notice });
      },
      tellAll: async (place, notice) => {
        chat.announced.push({ place, notice });
      },
    },
  };
  return chat;
};

const inventory = (message: KeptMessage | undefined): MessageNow => {
  if (message === undefined) return { state: 'absent' };
  if (message.deleted) return { state: 'deleted', edition: String(message.edition) };
  return {
    state: 'standing',
    message: message.at.message,
    edition: String(message.edition),
    authorOid: message.poster.oid,
    createdAt: message.postedAt as never,
    words: { text: message.text, author: 'Poster', mentions: message.mentions },
    originals: [
      ...message.inline.map((_, n) => ({ ref: { kind: 'inline', hostedContent: String(n) } as const })),
      ...message.files.map((file) => ({
        ref: { kind: 'file', drive: 'drive', item: file.item, home: !file.elsewhere } as const,
      })),
    ],
    hiddenByPolicy: message.hidden,
  };
};

const openOriginal = (message: KeptMessage, ref: OriginalRef, maxBytes: number): OpenedOriginal => {
  if (ref.kind === 'inline') {
    const bytes = message.deleted ? undefined : message.inline[Number(ref.hostedContent)];
    if (bytes === undefined) throw new SafelightError('original-gone');
    return { bytes: chunks(bytes, maxBytes) };
  }
  const file = ref.kind === 'file' ? message.files.find((one) => one.item === ref.item) : undefined;
  if (file === undefined || file.gone) throw new SafelightError('original-gone');
  const facts = { drive: 'drive', item: file.item, eTag: file.eTag, home: !file.elsewhere, byPoster: true };
  return { bytes: chunks(file.bytes, maxBytes), file: facts };
};

async function* chunks(bytes: Uint8Array, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (bytes.length > maxBytes) throw new SafelightError('original-too-large');
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}

const removeMessage = (message: KeptMessage, edition: string, layer: RemovalLayer): Removed => {
  if (layer === 'hide') {
    if (message.deleted) return { as: 'gone-already' };
    message.hidden = true;
    return { as: 'hidden' };
  }
  // As on the platform: what was deleted is compared afterwards, and brought back where it is not what was taken.
  if (String(message.edition) !== edition) {
    message.deleted = false;
    return { as: 'changed', restored: true };
  }
  message.deleted = true;
  return { as: 'deleted' };
};

const removeFile = (
  message: KeptMessage,
  { item, eTag }: { readonly item: string; readonly eTag: string },
  until: ReturnType<typeof later>,
): Removed => {
  const file = message.files.find((one) => one.item === item);
  if (file === undefined || file.gone) return { as: 'gone-already' };
  if (file.eTag !== eTag) return { as: 'changed', restored: false };
  file.gone = true;
  return { as: 'recycled', until };
};

const look = (message: KeptMessage | undefined, { what }: Copy): Sighting['showed'] => {
  if (message === undefined) return 'gone';
  if (what.kind !== 'message') {
    return message.files.some((one) => one.item === what.item && !one.gone) ? 'visible' : 'gone';
  }
  if (message.deleted || message.inline.length + message.files.length === 0) return 'gone';
  return message.hidden ? 'hidden' : 'visible';
};
