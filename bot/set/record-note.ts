import type { Sited } from './body-site.ts';
import type { DeviceOwner } from './capture.ts';
import type { Consent, Level, Withdrawal } from './consent.ts';
import type { Instant } from './instant.ts';
import type { Urgency } from './question.ts';
import type { TakenWhen } from './said-taken.ts';
import type { Purpose, Subject } from './subject.ts';

/**
 * What the note beside a picture in the patient's record is made of (CON-11, CON-12). Names stand in the clear: it goes
 * to the record and nowhere else. What was written about the conversation with the patient is not in it.
 */
export interface RecordNote {
  /** Whose photograph it is (META-09). */
  readonly source: string;
  readonly subject?: Subject;
  readonly sited?: Sited;
  /** A name, or in words who it was. */
  readonly takenBy: string;
  /** As the page that took it knows, else as the camera wrote it, else as somebody said afterwards; absent: nobody knows. */
  readonly takenAt?: Instant | { readonly local: string } | { readonly said: TakenWhen };
  readonly device?: DeviceOwner;
  readonly purpose?: Purpose;
  readonly postedAt: Instant;
  /** Taken with Safelight's own camera: it was never in the chat. */
  readonly captured: boolean;
  readonly place?: string;
  /** Mentioned in the message. */
  readonly mentioned: readonly string[];
  readonly sentTo: readonly SentTo[];
  /** Its texts are sealed, but for the two of `askedBy`. */
  readonly consent: Consent;
  readonly askedBy?: { readonly name: string; readonly jobTitle: string };
  /** What is granted now. */
  readonly levels: readonly Level[];
  readonly withdrawals: readonly Withdrawal[];
  readonly restricted: boolean;
}

/** Asked for an opinion. */
export interface SentTo {
  /** The on-call role, as the policy file calls it. */
  readonly role?: string;
  readonly names: readonly string[];
  readonly urgency: Urgency;
  readonly at: Instant;
}
