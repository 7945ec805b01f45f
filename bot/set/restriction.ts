import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * Why few may see it (INT-01, INT-08). `unconfirmed`: intimate and perhaps under 18, it waits for two people to agree
 * (INT-07). `restored`: a restore lost what was said of it, so that nobody can know.
 */
export type RestrictionReason =
  'intimate' | 'child' | 'injury' | 'declined' | 'forensic' | 'unconfirmed' | 'restored';

/** "Restrict": only those named see it, whoever they are; blurred in every grid. */
export interface Restriction {
  readonly why: RestrictionReason;
  readonly viewers: readonly PersonId[];
  readonly by: PersonId;
  readonly at: Instant;
  /** The original as it came: never cropped or masked (INT-08). */
  readonly keepWhole: boolean;
}
