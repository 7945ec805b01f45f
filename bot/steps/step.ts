import type { Change } from '../ports/ledger.ts';
import type { Claim, NewDuty } from '../set/duty.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/** What a step is given: the set as it stood when the duty was claimed, and the claim itself. */
export interface Job<S extends ImageSet = ImageSet> {
  readonly set: S;
  readonly duty: Claim;
  readonly now: Instant;
  /**
   * Commits an event, and what is to be known of it, under this claim before an act that cannot be taken back; throws
   * `stale-claim` where another has taken over.
   */
  intend(event: AuditEvent, to?: (set: ImageSet) => ImageSet): Promise<void>;
}

/** What a step learned. The worker commits it whole: facts, duties and audit in one write. */
export interface StepOutcome {
  /** Pure: applied to the set as it is at commit, not as it was when the step began. */
  readonly to?: (set: ImageSet) => ImageSet;
  readonly owes?: readonly NewDuty[];
  readonly settles?: Change['settles'];
  readonly events: readonly AuditEvent[];
  readonly duty: 'done' | { readonly againAt: Instant };
  /** Another took over while this was on its way, and nothing of it was saved: makes good what would now be there twice. */
  overtaken?(current: ImageSet | undefined): Promise<void>;
}

/** One duty, done once. Throws SafelightError: transient ones are tried again, others go to the row's hand-over. */
export type Step = (job: Job) => Promise<StepOutcome>;
