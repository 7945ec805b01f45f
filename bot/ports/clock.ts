import type { Instant } from '../set/instant.ts';

/** The only source of time. Tests pass one they can move. */
export interface Clock {
  now(): Instant;
}
