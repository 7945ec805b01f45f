import type { Instant } from './instant.ts';

/** What may be wrong with a part of Safelight or with a conversation as a whole, apart from any one set. */
export type PartAlertKind =
  | 'ledger-down'
  | 'store-down'
  | 'key-service-down'
  | 'record-down'
  | 'sign-in-down'
  | 'chain-broken'
  | 'duty-without-set'
  | 'ledger-restored'
  | 'not-covered'
  | 'outsider-present'
  /** Every sign-in and phone of one person was ended, by them or for them. */
  | 'phone-lost';

/** Something a person must look at; begun silently, told once it has stood long enough, closed when mended. */
export interface PartAlert {
  readonly what: PartAlertKind;
  /** The conversation it is about; empty for a part. */
  readonly subject: string;
  readonly since: Instant;
  /** When it was last seen to stand, by any process. */
  readonly seenAt: Instant;
  /** When people were last told; absent until they were. */
  readonly toldAt?: Instant;
}
