import type { SafelightError } from '../set/errors.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE, SECOND } from '../set/instant.ts';

/** Permanent is declared by the error, never guessed by whoever catches it. */
export const isPermanent = (error: SafelightError): boolean => !error.transient;

const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 5 * MINUTE;

/**
 * When to try again: what the other side asked for (`Retry-After`), else doubling from a second to five minutes.
 * `random` in [0, 1) spreads retries over half the wait, so that a hundred duties do not return at once.
 */
export const tryAgainAt = (
  now: Instant,
  attempts: number,
  error: SafelightError,
  random: number,
): Instant => {
  const doubled = Math.min(FIRST_WAIT * 2 ** Math.min(attempts, 16), LONGEST_WAIT);
  const asked = error.retryAfterMs ?? 0;
  const wait = Math.max(doubled / 2, asked) + (doubled / 2) * random;
  return later(now, Math.ceil(wait));
};
