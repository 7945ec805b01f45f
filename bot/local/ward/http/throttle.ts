/** One limit: so many calls in so many milliseconds. */
export interface Limit {
  readonly calls: number;
  readonly withinMs: number;
}

/** Counts calls by key in a sliding window, as both Graph and the Bot Connector do (platform.md section 4). */
export class Throttle {
  readonly #now: () => number;
  readonly #seen = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds to wait, if one of the limits is reached; otherwise counts the call against each and is undefined. */
  count(keys: readonly { readonly key: string; readonly limits: readonly Limit[] }[]): number | undefined {
    const now = this.#now();
    const waits = keys.flatMap(({ key, limits }) => limits.map((limit) => this.#wait(key, limit, now)));
    const longest = Math.max(0, ...waits);
    if (longest > 0) return Math.max(1, Math.ceil(longest / 1000));
    for (const { key, limits } of keys) this.#remember(key, limits, now);
    return undefined;
  }

  #wait(key: string, limit: Limit, now: number): number {
    const recent = (this.#seen.get(key) ?? []).filter((at) => at > now - limit.withinMs);
    const oldest = recent.at(-limit.calls);
    return oldest === undefined ? 0 : oldest + limit.withinMs - now;
  }

  #remember(key: string, limits: readonly Limit[], now: number): void {
    const longest = Math.max(...limits.map((limit) => limit.withinMs));
    this.#seen.set(key, [...(this.#seen.get(key) ?? []).filter((at) => at > now - longest), now]);
  }
}
