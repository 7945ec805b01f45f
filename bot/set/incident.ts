import type { Instant } from './instant.ts';
import type { MisSendKind } from './mis-send.ts';

/** What is known of a mis-send, from the set and its audit: counts, times and codes, nobody's name. */
export interface Incident {
  readonly kind: MisSendKind;
  readonly postedAt: Instant;
  readonly aware: Instant;
  /** 72 hours from awareness (UK GDPR Article 33). */
  readonly decideBy: Instant;
  readonly undone: boolean;
  readonly items: number;
  /** Patients it was linked to when it was said; absent where it was filed to nobody. */
  readonly patients?: number;
  /** Who could have seen it in the conversation, not who did (RISK-08). */
  readonly couldSee?: number;
  /** People who opened a picture before it was said, and how often. */
  readonly openers: number;
  readonly openings: number;
  /** Openings after it was said. */
  readonly openingsAfter: number;
  /** Seconds from posting until it was said. */
  readonly exposedSeconds: number;
  /** Seconds from awareness until the last thing closed: access, and what the card says; or the record. */
  readonly containedSeconds: number;
  /** Copies that can still be seen in the conversation. */
  readonly stillVisible: number;
  readonly told: number;
  readonly acknowledged: number;
  /** Documents taken back in the record. */
  readonly retracted: number;
}
