import type { Branded } from './ids.ts';

/** A moment, ISO 8601 in UTC with milliseconds: sorts as text, reads in a log, survives JSON. */
export type Instant = Branded<string, 'Instant'>;

export const instant = (at: number | Date | string): Instant => new Date(at).toISOString() as Instant;
/** Milliseconds since the epoch. */
export const millis = (at: Instant): number => Date.parse(at);
export const later = (at: Instant, milliseconds: number): Instant => instant(millis(at) + milliseconds);
export const isDue = (at: Instant, now: Instant): boolean => millis(at) <= millis(now);

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
