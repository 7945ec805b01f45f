import type { Instant } from './instant.ts';

/** One line for the whole set, never better than its worst copy (platform.md 2e: permitted wording). */
export type RemovalLine =
  | 'removing'
  | 'removed'
  | 'hidden-not-deleted'
  | 'awaiting-poster'
  | 'partly-visible'
  | 'observed'
  /** It came by the capture page: the conversation never had it. */
  | 'captured'
  | 'reappeared';

export interface ReceiptLine {
  readonly what: 'message' | 'file' | 'link';
  readonly outcome: ReceiptOutcome;
  readonly at?: Instant;
  readonly until?: Instant;
  readonly reread?: Instant;
}
export type ReceiptOutcome =
  | 'visible'
  | 'removed-from-view'
  | 'hidden'
  | 'file-deleted'
  | 'file-recycled'
  | 'kept-by-retention'
  | 'awaiting-poster'
  | 'reappeared'
  | 'lives-elsewhere'
  | 'observed'
  | 'not-by-poster'
  | 'not-confirmed'
  | 'failed';
