/** How long "no" is believed before it is asked again: a grant or licence may be given at any time. */
const BELIEVED_MS = 60_000;

/** Remembers what Graph has just refused, so that the same refusal is not asked for with every message. */
export class Recall {
  readonly #refused = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  refuse(key: string): void {
    this.#refused.set(key, this.#now());
  }
  isRefused(key: string): boolean {
    const at = this.#refused.get(key);
    if (at === undefined) return false;
    if (this.#now() - at < BELIEVED_MS) return true;
    this.#refused.delete(key);
    return false;
  }
}
