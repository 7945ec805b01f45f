import { SafelightError } from '../../set/errors.ts';

/**
 * Removal goes first, then a picture of a message that was read already, then the next message, and last what merely
 * looks again (platform.md section 4): so under limits the first post of a burst is gone before the last is begun.
 */
export type Urgency = 0 | 1 | 2 | 3;

export interface PaceOptions {
  /** Milliseconds, monotonic. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Graph's published limits for one app in one tenant (platform.md section 4): calls a second. */
const RATES = { conversation: 1, team: 4, app: 30 } as const;
/**
 * What passes at once, until Graph refuses. The published numbers of one conversation are held to only where they are
 * enforced: a picture stands visible for each second waited in vain, and a refused call has done nothing.
 */
const BURSTS = { conversation: 600, team: 1_200, app: 600 } as const;
/** After a refusal the published rate is kept, without a burst, for this long. */
const CAREFUL_MS = 10 * 60_000;
/**
 * How much of the published rate is used then. Calls do not arrive as evenly as they are sent: whatever overtakes the
 * one before is refused, and a refusal costs a second. Each refusal of a call that was spaced takes a step more away.
 */
const UNDER = { first: 0.95, least: 0.75, step: 0.05 } as const;
/** Asked to wait longer than this, the duty comes back later instead. */
const LONGEST_WAIT_MS = 5_000;
const TRIES = 3;

interface Waiting {
  readonly urgency: Urgency;
  readonly enter: () => void;
}

/** One limit: tokens that come back at a rate; adaptive, because the published numbers change. */
class Bucket {
  #tokens: number;
  #at: number;
  #carefulUntil = 0;
  #under: number = UNDER.first;
  readonly #rate: number;
  readonly #burst: number;

  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Milliseconds until a call may go; 0 means now. */
  due(now: number): number {
    const [burst, rate] = this.isCareful(now) ? [1, this.#rate * this.#under] : [this.#burst, this.#rate];
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1000) * rate);
    this.#at = now;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / rate) * 1000);
  }
  take(): void {
    this.#tokens -= 1;
  }
  /** Refused a while ago, and so kept under what is published. */
  isCareful(now: number): boolean {
    return now < this.#carefulUntil;
  }
  /** The other side said no: nothing for as long as it asks, then one at a time for a while. */
  refuse(now: number, retryAfterMs: number, wasSpaced: boolean): void {
    if (wasSpaced) this.#under = Math.max(UNDER.least, this.#under - UNDER.step);
    else if (!this.isCareful(now)) this.#under = UNDER.first;
    this.#carefulUntil = now + CAREFUL_MS;
    this.#tokens = Math.min(this.#tokens, 1 - (retryAfterMs / 1000) * this.#rate);
  }
}

/** What a call counts against. */
export interface PacedBy {
  readonly conversation: string;
  readonly team?: string;
}

/**
 * Spreads calls under Graph's limits, the urgent first. A refusal with a short `Retry-After` is waited for and
 * repeated here, because a refused call has done nothing; a long one is the caller's to come back for.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #buckets = new Map<string, Bucket>();
  readonly #lines = new Map<string, Waiting[]>();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  async run<T>(by: PacedBy, urgency: Urgency, call: () => Promise<T>): Promise<T> {
    const conversation = this.#bucket(`conversation ${by.conversation}`, 'conversation');
    for (let attempt = 1; ; attempt += 1) {
      await this.#enter(by, urgency);
      const wasSpaced = conversation.isCareful(this.#options.now());
      try {
        return await call();
      } catch (thrown) {
        const wait = throttledFor(thrown);
        if (wait === undefined) throw thrown;
        conversation.refuse(this.#options.now(), wait, wasSpaced);
        if (attempt === TRIES || wait > LONGEST_WAIT_MS) throw thrown;
      }
    }
  }

  /** One line a conversation: whoever is at its head waits for the limits, the others for the head. */
  async #enter(by: PacedBy, urgency: Urgency): Promise<void> {
    const line = this.#lines.get(by.conversation) ?? [];
    this.#lines.set(by.conversation, line);
    const mine = new Promise<void>((enter) => {
      const at = line.findIndex((one, n) => n > 0 && one.urgency > urgency);
      line.splice(at === -1 ? line.length : at, 0, { urgency, enter });
    });
    if (line.length === 1) line[0]?.enter();
    await mine;
    const buckets = this.#bucketsOf(by);
    for (let due = this.#longest(buckets); due > 0; due = this.#longest(buckets))
      await this.#options.wait(due);
    for (const bucket of buckets) bucket.take();
    line.shift();
    if (line.length === 0) this.#lines.delete(by.conversation);
    else line[0]?.enter();
  }

  #longest(buckets: readonly Bucket[]): number {
    const now = this.#options.now();
    return Math.max(...buckets.map((bucket) => bucket.due(now)));
  }

  #bucketsOf({ conversation, team }: PacedBy): readonly Bucket[] {
    return [
      this.#bucket(`conversation ${conversation}`, 'conversation'),
      ...(team === undefined ? [] : [this.#bucket(`team ${team}`, 'team')]),
      this.#bucket('app', 'app'),
    ];
  }

  #bucket(key: string, kind: keyof typeof RATES): Bucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const made = new Bucket(RATES[kind], BURSTS[kind], this.#options.now());
    this.#buckets.set(key, made);
    return made;
  }
}

const throttledFor = (thrown: unknown): number | undefined =>
  thrown instanceof SafelightError && thrown.code === 'chat-throttled'
    ? (thrown.retryAfterMs ?? 1_000)
    : undefined;
