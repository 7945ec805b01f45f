import type { Consent, SecondaryUse } from './consent.ts';
import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Consent to a use that nobody had asked for when the picture was made (CON-22): a task until the patient has answered. */
export interface NewUse {
  readonly uses: readonly SecondaryUse[];
  readonly by: PersonId;
  readonly at: Instant;
  /** Given: for what was said yes to here and nothing else, in writing. What stood before stands. */
  readonly answered?: Extract<Consent, { state: 'given' | 'declined' }>;
}
