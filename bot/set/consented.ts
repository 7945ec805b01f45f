import type { AudienceAsked } from './audience.ts';
import type { Sited } from './body-site.ts';
import type { Capture } from './capture.ts';
import type { ChaperoneNote } from './chaperone.ts';
import type { Consent, Withdrawal } from './consent.ts';
import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { NewUse } from './new-use.ts';
import type { Restriction } from './restriction.ts';
import type { Subject } from './subject.ts';

/** Under 16 and 16 to 17 are asked differently (CAP-01, CAP-03); `unknown` is treated as a child wherever that protects. */
export type AgeBand = 'under-16' | '16-17' | 'adult' | 'unknown';

export type Confirmer = 'senior' | 'safeguarding';

/** Everything the rules of consent look at of one image: consent is per image (design.md section 1). */
export interface ConsentFacts {
  readonly subject?: Subject;
  readonly sited?: Sited;
  /** A person marked it so, whatever the site (INT-01). */
  readonly intimate: boolean;
  /** Of an intimate one (INT-01). Absent: nobody has said. */
  readonly chaperone?: ChaperoneNote;
  readonly ageBand: AgeBand;
  readonly capture?: Capture;
  readonly consent: Consent;
  readonly restriction?: Restriction;
  readonly withdrawals: readonly Withdrawal[];
  /** Who took it, where somebody said that whoever posted it did not (CON-20). Who asked stands in the consent. */
  readonly takenBy?: PersonId;
  /** Whether they agreed to people beyond those they were told of, oldest first (CON-21). */
  readonly audiences?: readonly AudienceAsked[];
  /** Uses the patient was asked about later, oldest first (CON-22). */
  readonly newUses?: readonly NewUse[];
  /** Under 18 and intimate: who of the two has agreed so far, each by themselves (INT-07). */
  readonly confirmations?: Partial<
    Readonly<Record<Confirmer, { readonly by: PersonId; readonly at: Instant }>>
  >;
}
