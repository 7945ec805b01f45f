import type { Clock } from '../../ports/clock.ts';
import { millis } from '../../set/instant.ts';

export interface Rate {
  /** How many at once. */
  readonly burst: number;
  /** How many more a minute after that. */
  readonly perMinute: number;
}

/** Whether one more is within the limit; counts it when it is. */
export type Within = (who: string) => boolean;

/** However many names come, no more buckets than this are kept. */
const MOST_NAMES = 10_000;

/** A bucket of tokens a name, in memory: each server counts by itself, so limits are a guard, not an account. */
export const rateLimit = (rate: Rate, clock: Clock): Within => {
  // In the order of their last draw: the longest untouched come first, and those are full or nearly so.
  const buckets = new Map<string, { left: number; at: number }>();
  const refilled = (bucket: { left: number; at: number }, now: number): number =>
    Math.min(rate.burst, bucket.left + ((now - bucket.at) / 60_000) * rate.perMinute);
  const forget = (now: number): void => {
    for (const [name, bucket] of buckets) {
      if (buckets.size <= MOST_NAMES && refilled(bucket, now) < rate.burst) return;
      buckets.delete(name);
    }
  };
  return (who) => {
    const now = millis(clock.now());
    const left = refilled(buckets.get(who) ?? { left: rate.burst, at: now }, now);
    if (left < 1) return false;
    buckets.delete(who);
    buckets.set(who, { left: left - 1, at: now });
    forget(now);
    return true;
  };
};
