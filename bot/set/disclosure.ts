import type { LeaveRefusal } from './consent-codes.ts';
import type { LawfulBasis } from './consent.ts';
import type { ImageId, PersonId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { SealedText } from './sealed.ts';

/**
 * Why images of the record are given to somebody outside those who care for the patient (CON-35). `subject-access`: the
 * patient asks what is held about them, which is their right in law. `agreed`: the patient said yes to it.
 */
export const DISCLOSURE_REASONS = [
  'subject-access',
  'agreed',
  'law',
  'court-order',
  'public-interest',
  'serious-threat',
] as const;
export type DisclosureReason = (typeof DISCLOSURE_REASONS)[number];

/**
 * Why an image stays, besides what the rules of consent say. `held`: a legal hold. `being-decided`: it waits for a second
 * person. `patient-doubted`: somebody said that the patient is the wrong one.
 */
export type DisclosureRefusal = LeaveRefusal | 'held' | 'being-decided' | 'patient-doubted';

/** One run of `safelight disclose`, as the log of disclosures has it. */
export interface Disclosure {
  /** The same in every set of one run, and in the audit. */
  readonly id: string;
  readonly at: Instant;
  /** Who, as they said themselves: a command has no sign-in. */
  readonly by: PersonId;
  readonly why: DisclosureReason;
  readonly basis: LawfulBasis;
  readonly reason: SealedText;
  readonly images: readonly ImageId[];
  /** The originals were written to a folder; else they were listed. */
  readonly files: boolean;
}
