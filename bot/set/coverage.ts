import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';

/** Why images posted in a conversation that the policy lists are not protected (platform.md 1.1). */
export type Gap =
  /** The app is not there. */
  | 'not-installed'
  /** Installed, but its owner did not agree to what it asks. */
  | 'grant-missing'
  /** A private or shared channel: bots cannot be counted on to see it. */
  | 'bots-cannot-see'
  /** Its messages may not be read now, whatever was granted. */
  | 'does-not-answer'
  /** The policy names what does not exist. */
  | 'absent';

/** What the last look at a conversation under protection showed. */
export interface Coverage {
  /** Its `reference` is empty where the app was never heard of there. */
  readonly place: Place;
  readonly mode: 'protect' | 'observe';
  readonly checkedAt: Instant;
  readonly gaps: readonly Gap[];
  /** What these people post there cannot be deleted by their own token yet. Never guests: they cannot sign in here. */
  readonly notSignedIn: readonly PersonId[];
  /** Guests, and people of tenants that the policy does not name. */
  readonly outsiders: readonly PersonId[];
}
