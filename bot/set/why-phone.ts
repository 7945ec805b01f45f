import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Why a ward took the photograph itself and not Medical Illustration (QUAL-11): one optional tap after sending. */
export const WHY_PHONE = ['urgent', 'out-of-hours', 'unavailable', 'community'] as const;
export type WhyPhone = (typeof WHY_PHONE)[number];

export interface WhyNotIllustration {
  readonly why: WhyPhone;
  readonly by: PersonId;
  readonly at: Instant;
}
