import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Who else was in the room for an intimate picture, or why nobody was (INT-01): one of these, never a name. */
export const CHAPERONES = [
  'colleague',
  'family-or-carer',
  'offered-declined',
  'none-available',
  'not-offered',
] as const;
export type Chaperone = (typeof CHAPERONES)[number];

export interface ChaperoneNote {
  readonly said: Chaperone;
  /** Whoever says so, and when: often later than the picture. */
  readonly by: PersonId;
  readonly at: Instant;
}
