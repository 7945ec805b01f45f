import type { ImageId, MisSendId, PersonId } from './ids.ts';
import type { Filing } from './image.ts';
import type { Instant } from './instant.ts';

export type MisSendKind = 'wrong-patient' | 'wrong-people';

/** `filed-anew`: it is the right patient's now. `opened-again`: the people were put right. `destroy`: two people decided. */
export type MisSendOutcome = 'filed-anew' | 'opened-again' | 'stays-closed' | 'destroy';

/**
 * Somebody said that it went wrong (BRCH-01, journey E3 b). `wrong-people`: access ends at this commit. `wrong-patient`:
 * the link to the patient is hidden, not the picture. What cannot be taken back waits until the presser's 60 seconds are
 * over.
 */
export interface MisSend {
  readonly id: MisSendId;
  readonly kind: MisSendKind;
  readonly by: PersonId;
  /** Awareness: the 72 hours start here. */
  readonly at: Instant;
  readonly undoUntil: Instant;
  /** How many patients its images were linked to; absent where they were to nobody. */
  readonly patients?: number;
  readonly undone?: { readonly at: Instant };
  /** Records retracted, people told. */
  readonly settledAt?: Instant;
  /** Wrong patient: what each image was filed as, until it is settled; then it is taken back in the record. */
  readonly hidden?: readonly {
    readonly image: ImageId;
    readonly filing: Exclude<Filing, { state: 'unfiled' }>;
  }[];
  /** Everybody who opened or answered before: each must say that they have read it. */
  readonly told: readonly {
    readonly person: PersonId;
    readonly at: Instant;
    readonly acknowledgedAt?: Instant;
  }[];
  /** One person in information governance says "destroy": a second one who says the same decides. */
  readonly destroyProposed?: { readonly by: PersonId; readonly at: Instant };
  /** Information governance has dealt with it. `first`: who proposed what a second person then decided. */
  readonly closed?: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly outcome: MisSendOutcome;
    readonly first?: PersonId;
  };
}

/** Not taken back, and nobody has dealt with it yet. */
export const isOpenMisSend = ({ undone, closed }: MisSend): boolean =>
  undone === undefined && closed === undefined;
