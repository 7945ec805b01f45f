import type { ConversationId, MessageId, OrganisationId, PersonId, TenantId } from './ids.ts';
import type { Instant } from './instant.ts';

/** A conversation of the chat platform. */
export interface Place {
  readonly tenant: TenantId;
  readonly kind: 'channel' | 'groupChat' | 'personal';
  /** Channels only: the team as Graph names it (its Microsoft 365 group). */
  readonly team?: string;
  readonly conversation: ConversationId;
  /** Opaque to all but the chat adapter: how to reach this conversation again unasked. No text, no token. */
  readonly reference: string;
}

/** Where one message stands. */
export interface MessagePlace {
  readonly place: Place;
  readonly message: MessageId;
  /** The thread's root post; absent when the message is the root itself, or the place has no threads. */
  readonly root?: MessageId;
}

/** What a doorbell says: an activity came; what it carried is only a hint (platform.md 1.2). */
export interface Doorbell {
  readonly at: MessagePlace;
  readonly poster: PersonId;
  readonly postedAt: Instant;
  readonly occasion: 'posted' | 'edited' | 'undone';
  /** Who moved it by hand, where nobody heard the bell ring. */
  readonly movedBy?: PersonId;
  /** True where the activity shows any sign of an image or file, or cannot show one (a channel file leaves none). */
  readonly mayHoldImages: boolean;
  /** Image addresses on the activity itself, for when Graph cannot be reached. Sealed before they are stored. */
  readonly carried: readonly CarriedOriginal[];
}

/** An original the activity itself points to. */
export interface CarriedOriginal {
  readonly address: string;
  readonly kind: 'inline' | 'download';
  readonly name?: string;
}

/** What the policy says of one conversation. */
export interface Protection {
  readonly organisation: OrganisationId;
  readonly mode: 'protect' | 'observe';
  readonly lapseAfterMs: number;
}
