import type { Card, Notice } from '../../cards/model.ts';
import type { Copy, RemovalLayer, Sighting } from '../set/copy.ts';
import type { PersonId, SetId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { MessageNow, OriginalRef } from '../set/original.ts';
import type { MessagePlace, Place } from '../set/place.ts';

/** Looks; changes nothing. All may throw `chat-unreachable`, `chat-throttled` (both transient) or `chat-forbidden`. */
export interface ChatRead {
  /** The message and its inventory as the platform has them now. */
  message(at: MessagePlace): Promise<MessageNow>;
  /** Bytes of one original, streamed; stops with `original-too-large` past `maxBytes`. `original-gone` is permanent. */
  open(at: MessagePlace, ref: OriginalRef, poster: PersonId, maxBytes: number): Promise<OpenedOriginal>;
  /** Whether the person is in the conversation at this moment, and how; undefined when not. */
  member(place: Place, person: PersonId): Promise<ChatMember | undefined>;
  members(place: Place): Promise<readonly ChatMember[]>;
  /** What people call the conversation: free text, to be sealed. Undefined where nobody says. */
  nameOf(place: Place): Promise<string | undefined>;
}
export interface OpenedOriginal {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What the other side says there is to come, in bytes; a hint for admission, never believed further. */
  readonly expected?: number;
  /** Files only: where it really lies, and its eTag, for the guard of the removal. */
  readonly file?: FileFacts;
}
export interface FileFacts {
  readonly drive: string;
  readonly item: string;
  readonly eTag: string;
  /** In the conversation's own folder, and created by the poster: may be deleted. */
  readonly home: boolean;
  readonly byPoster: boolean;
}
export interface ChatMember {
  readonly person: PersonId;
  readonly name: string;
  readonly guest: boolean;
}

/** Destroys or hides. Each layer is tried as policy/removal.ts orders them. Removing what is gone succeeds. */
export interface ChatRemove {
  /** A removal of this message follows within seconds: what it needs may be fetched meanwhile. Returns at once, never throws. */
  expect(at: MessagePlace, poster: PersonId): void;
  /** Which layers could work here now: poster signed in, licence seen to work, site granted. Never throws for "no". */
  powers(at: MessagePlace, poster: PersonId): Promise<ReadonlySet<RemovalLayer>>;
  /** Guarded by the copy's own edition or eTag: `changed` where it is not what was taken, with nothing lost. */
  remove(at: MessagePlace, copy: Copy, layer: RemovalLayer, poster: PersonId): Promise<Removed>;
  /** What can be seen of the copy now. */
  look(at: MessagePlace, copy: Copy, poster: PersonId): Promise<Sighting['showed']>;
}
export type Removed =
  /** `seen`: the removal itself looked afterwards, and this is what it saw. */
  | { readonly as: 'deleted' | 'hidden' | 'gone-already'; readonly seen?: 'gone' }
  | { readonly as: 'recycled'; readonly until: Instant }
  /** The message or file is not the one in custody; if it had been deleted it was restored with the same token. */
  | { readonly as: 'changed'; readonly restored: boolean }
  | {
      readonly as: 'refused';
      readonly why: 'sign-in-needed' | 'licence-missing' | 'chat-forbidden' | 'blocked-by-retention';
    };

/** Speaks as the bot. */
export interface ChatPost {
  /** In the message's own thread, under the set's id. With `again`, finds an earlier post of this set first. */
  postCard(at: MessagePlace, set: SetId, card: Card, again: boolean): Promise<{ readonly activity: string }>;
  redrawCard(at: MessagePlace, activity: string, card: Card): Promise<void>;
  /** Our own post, and nobody else's. Taking back what is gone succeeds. */
  takeBackCard(at: MessagePlace, activity: string): Promise<void>;
  /** A direct message to one person, by the bot's personal chat with them. */
  tell(place: Place, person: PersonId, notice: Notice): Promise<void>;
  /** The same with something to press: its activity is known, so that it can be changed. Sent twice it stands twice. */
  ask(place: Place, person: PersonId, notice: Notice): Promise<{ readonly activity: string }>;
  /** What was asked says this instead. `card-refused` where it is gone or may not be changed. */
  redrawAsk(place: Place, person: PersonId, activity: string, notice: Notice): Promise<void>;
  /** To everybody in the message's own thread. Sent twice it stands twice. */
  tellThread(at: MessagePlace, notice: Notice): Promise<void>;
  /** To everybody in the conversation, as a post of its own. Sent twice it stands twice. */
  tellAll(place: Place, notice: Notice): Promise<void>;
}
