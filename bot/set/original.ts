import type { MessageId } from './ids.ts';
import type { Instant } from './instant.ts';

/** How to reach one original in the chat platform: an inline image, or a file beside the message. */
export type OriginalRef =
  | { readonly kind: 'inline'; readonly hostedContent: string }
  /** A file the platform keeps in a drive. `home`: in the conversation's own folder, put there for this message. */
  | { readonly kind: 'file'; readonly drive: string; readonly item: string; readonly home: boolean }
  /** A share link not resolved to a drive item yet; `share` is the encoded sharing URL (`u!…`). */
  | { readonly kind: 'share'; readonly share: string }
  /** Reached by an address on the activity (sealed in the ledger, erased at commit). */
  | { readonly kind: 'carried'; readonly carried: 'inline' | 'download'; readonly address: string };

/** One thing the message shows or links to. */
export interface Original {
  readonly ref: OriginalRef;
  /** As the platform gave it: kept sealed, never logged. */
  readonly name?: string;
}

/** What the message is now, read again from the platform. */
export type MessageNow =
  | {
      readonly state: 'standing';
      readonly message: MessageId;
      /** Changes with every edit; compared to know whether what is removed is what was taken. */
      readonly edition: string;
      readonly authorOid: string;
      readonly createdAt: Instant;
      readonly words: MessageWords;
      readonly originals: readonly Original[];
      readonly hiddenByPolicy: boolean;
    }
  | { readonly state: 'deleted'; readonly edition: string }
  | { readonly state: 'absent' };

/** The message's text and names: sealed as soon as they are here (design.md section 6). */
export interface MessageWords {
  /** Plain text, paragraphs as line feeds. */
  readonly text: string;
  readonly author: string;
  readonly mentions: readonly Mentioned[];
  readonly place?: string;
}
export interface Mentioned {
  readonly oid: string;
  readonly name: string;
}
