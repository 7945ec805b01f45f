import { ownerOf } from './owner-of.ts';

/** A moment of an outside effect: before anything came of it, half-way, or done but not yet answered. */
export type When = 'before' | 'during' | 'after';

/** Which effect, counted from the arming, and what happens to the process that causes it. */
export interface Plan {
  readonly at: number;
  /** Only effects of this name are counted. */
  readonly name?: string;
  readonly when: When;
  /** `SIGSTOP` makes a zombie: alive, but silent past its lease. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}
export interface Struck {
  readonly pid: number;
  readonly signal: Plan['signal'];
  readonly effect: string;
  readonly when: When;
}
/** One effect under way, as the ward, the blob proxy or the database proxy sees it. */
export interface Effect {
  readonly number: number;
  /** The same among effects of its name. */
  readonly nth: number;
  readonly name: string;
  readonly port: number;
}

/** Told of every moment, whether or not it strikes: edits in between, and looks at what is about to be deleted. */
export type Listener = (effect: Effect, when: When) => Promise<void>;

/**
 * Ends or stops a process from outside at a chosen outside call, so that the product needs no hook: the servers it
 * talks to outlive it and stand at every door it goes through.
 */
export class KillSwitch {
  /** Names of the effects since the arming, in order. */
  seen: string[] = [];
  struck: Struck | undefined;
  readonly #pids: () => readonly number[];
  #plan: Plan | undefined;
  #listener: Listener | undefined;

  constructor(pids: () => readonly number[]) {
    this.#pids = pids;
  }

  /** Counts from here; without a plan it only counts. */
  arm(plan: Plan | undefined, listener?: Listener): void {
    this.seen = [];
    this.struck = undefined;
    this.#plan = plan;
    this.#listener = listener;
  }

  /** Strikes no more; says what was struck. */
  disarm(): Struck | undefined {
    this.#plan = undefined;
    return this.struck;
  }

  begin(name: string, port: number): Effect {
    this.seen.push(name);
    return { number: this.seen.length, nth: this.seen.filter((one) => one === name).length, name, port };
  }

  /** Whether half-way is a moment that this effect will be asked about. */
  wantsHalf(effect: Effect): boolean {
    return this.#plan?.when === 'during' && isMeant(this.#plan, effect);
  }

  async at(effect: Effect, when: When): Promise<'on' | 'cut'> {
    await this.#listener?.(effect, when);
    const plan = this.#plan;
    if (plan?.when !== when || !isMeant(plan, effect) || this.struck !== undefined) return 'on';
    const pid = await ownerOf(effect.port, this.#pids());
    // Disarmed meanwhile, or somebody else's connection.
    if (pid === undefined || this.#plan !== plan) return 'on';
    this.struck = { pid, signal: plan.signal, effect: effect.name, when };
    process.kill(pid, plan.signal);
    return plan.signal === 'SIGKILL' ? 'cut' : 'on';
  }
}

const isMeant = ({ at, name }: Plan, effect: Effect): boolean =>
  name === undefined ? at === effect.number : name === effect.name && at === effect.nth;
