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

/** More names than this and the fullest buckets are forgotten: they are those nobody has drawn from lately. */
const MOST_NAMES = 10_000;

/** A bucket of tokens a name, in memory: each server counts by itself, so limits are a guard, not an account. */
export const rateLimit = (rate: Rate, clock: Clock): Within => {
  const buckets = new Map<string, { left: number; at: number }>();
  const refilled = (bucket: { left: number; at: number }, now: number): number =>
    Math.min(rate.burst, bucket.left + ((now - bucket.at) / 60_000) * rate.perMinute);
  return (who) => {
    const now = millis(clock.now());
    const left = refilled(buckets.get(who) ?? { left: rate.burst, at: now }, now);
    if (buckets.size >= MOST_NAMES)
      for (const [name, bucket] of buckets) if (refilled(bucket, now) >= rate.burst) buckets.delete(name);
    if (left < 1) return false;
    buckets.set(who, { left: left - 1, at: now });
    return true;
  };
};
