import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { SealedText } from './sealed.ts';

export type UrgentCareReason =
  'treating-now' | 'patient-deteriorating' | 'covering-colleague' | 'roster-wrong';

/** Break-glass: a clinician outside the conversation opened it for fifteen minutes, with a reason (design.md section 6). */
export interface UrgentCare {
  readonly by: PersonId;
  /** Sealed JSON string: what they are called, for whoever reviews it; the conversation does not know them. */
  readonly name?: SealedText;
  readonly at: Instant;
  readonly until: Instant;
  readonly reason: UrgentCareReason;
  /** The chat platform could not say who is in the conversation. */
  readonly rosterUnreachable?: true;
  /** With this one the same person has opened so many within a day, and nobody has reviewed them. */
  readonly often?: number;
  readonly reviewed?: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly as: 'proper' | 'to-follow-up';
  };
}
