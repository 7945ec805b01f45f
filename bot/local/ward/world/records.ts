/** What the ward keeps. Times are milliseconds since 1970 on the ward's clock. */

/** A picture inside a message. `id` is the media service's object id; Graph's hosted content id is made from it. */
export interface Inline {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: string;
  readonly size: number;
}
/** A file beside a message: `link` is one that was there before and is only pointed to. */
export interface Beside {
  readonly id: string;
  readonly item: string;
  readonly kind: 'file' | 'link';
}
export interface Mention {
  readonly oid: string;
  readonly name: string;
}
export interface CardAttachment {
  readonly contentType: string;
  readonly content: unknown;
}
/** What a forwarded message said, and who said it where. */
export interface Forwarded {
  readonly id: string;
  readonly message: string;
  readonly place: string;
  readonly oid?: string;
  readonly sentAt: number;
  readonly html: string;
  /** Ids of its pictures among `inline`. */
  readonly inline: readonly string[];
}
export interface Message {
  readonly id: string;
  /** The ward's own id of the place (`page-contract.ts`). */
  readonly place: string;
  readonly replyTo?: string;
  /** Absent: the bot. */
  readonly oid?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly editedAt?: number;
  readonly deletedAt?: number;
  /** Grows with every change anywhere: what a delta token counts. */
  readonly change: number;
  /** The composed text, as HTML, without pictures and attachment marks. */
  readonly html: string;
  /** The composed text as it was typed. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly inline: readonly Inline[];
  readonly beside: readonly Beside[];
  /** The message it carries along from elsewhere; its pictures are copies, among `inline`. */
  readonly forwarded?: Forwarded;
  readonly cards: readonly CardAttachment[];
  readonly policyViolation?: Readonly<Record<string, unknown>>;
}
export interface DriveItem {
  readonly id: string;
  readonly drive: string;
  readonly site: string;
  /** The person whose OneDrive it is; absent for a team's site. */
  readonly owner?: string;
  readonly team?: string;
  readonly folder: string;
  readonly name: string;
  readonly contentType: string;
  readonly webUrl: string;
  readonly bytes: string;
  readonly size: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly eTag: string;
  readonly state: 'live' | 'recycled';
  /** Sharing links, by permission id. */
  readonly links: readonly string[];
}
/** What one person sees in the place of a bot's card, after a button's answer replaced it for them. */
export interface CardView {
  readonly message: string;
  readonly oid: string;
  readonly card: unknown;
}
/** One application's wish to be told of changes in one conversation. */
export interface Subscription {
  readonly id: string;
  /** The ward's own id of the place. */
  readonly place: string;
  readonly resource: string;
  readonly changeTypes: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleUrl?: string;
  readonly clientState?: string;
  readonly expiresAt: number;
  /** A notification was given up: the next thing said is `missed`. */
  readonly missed: boolean;
}
