import type { ConversationId, PersonId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { MessagePlace, Place } from '../set/place.ts';

/**
 * The fourth chat port: finds what nobody told us of (platform.md 1.4, 1.5). Changes nothing in a conversation; waits
 * behind custody and removal at the platform's limits. Throws as `ChatRead` does.
 */
export interface ChatWatch {
  /** Channels of a team, as the platform has them now. */
  channels(team: string): Promise<readonly ConversationId[]>;
  /** Messages changed since the cursor, or since `since` where there is none; each at least once. */
  changes(place: Place, from: WatchFrom): AsyncIterable<ChangePage>;
  /** Every message written before `before`, newest first. */
  history(place: Place, before: Instant): AsyncIterable<readonly FoundMessage[]>;
  /** Asks to be told of changes at `address`; a subscription of ours on the same conversation is replaced. */
  subscribe(place: Place, to: Ear): Promise<Subscribed>;
  /** `gone`: there is no such subscription any more. */
  renew(subscription: string, until: Instant): Promise<Subscribed | 'gone'>;
}
export interface WatchFrom {
  readonly since: Instant;
  readonly cursor?: string;
}
export interface ChangePage {
  readonly messages: readonly FoundMessage[];
  /** Where to go on once these messages are dealt with; opaque. Absent where only a later page can say. */
  readonly cursor?: string;
}

/** A person's message as it stands; bots and the platform's own notes are never among them. */
export interface FoundMessage {
  readonly at: MessagePlace;
  readonly poster: PersonId;
  readonly createdAt: Instant;
  /** The last change of any sort. */
  readonly changedAt: Instant;
  readonly editedAt?: Instant;
  /** As `MessageNow.edition`. */
  readonly edition: string;
  readonly deleted: boolean;
  /** Pictures and files it shows. */
  readonly originals: number;
}

export interface Ear {
  readonly address: string;
  /** Comes back with every notification; 128 characters at most. */
  readonly secret: string;
  readonly until: Instant;
}
export interface Subscribed {
  readonly id: string;
  readonly expiresAt: Instant;
}
