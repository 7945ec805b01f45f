import type { MisSendId, PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * Somebody said that it went wrong (BRCH-01, journey E3 b). `wrong-people`: access ends at this commit. `wrong-patient`:
 * the link to the patient is hidden, not the picture. What cannot be taken back waits until the presser's 60 seconds are
 * over.
 */
export interface MisSend {
  readonly id: MisSendId;
  readonly kind: 'wrong-patient' | 'wrong-people';
  readonly by: PersonId;
  /** Awareness: the 72 hours start here. */
  readonly at: Instant;
  readonly undoUntil: Instant;
  readonly undone?: { readonly at: Instant };
  /** Records retracted, people told. */
  readonly settledAt?: Instant;
  /** Everybody who opened or answered before: each must say that they have read it. */
  readonly told: readonly {
    readonly person: PersonId;
    readonly at: Instant;
    readonly acknowledgedAt?: Instant;
  }[];
  /** Information governance has dealt with it. */
  readonly closed?: { readonly by: PersonId; readonly at: Instant };
}
