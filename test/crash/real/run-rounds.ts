import { setTimeout as pause } from 'node:timers/promises';
import type { Lie } from '../../bench/fault-proxy.ts';
import { findCanary } from './find-canary.ts';
import type { Plan, Struck } from './kill-switch.ts';
import { liveThrough, type Lived, type Round, type Trouble } from './live-through.ts';
import { CANARY } from './make-pictures.ts';
import { openOutside, type Outside } from './open-outside.ts';
import { readBooks, type OurBooks } from './read-books.ts';
import { readPlainBooks } from './read-plain-books.ts';
import { startNode, type Node, type NodeOptions } from './start-node.ts';

/** What is put to the test: Safelight, Safelight with its read-back left out, or the plain bot. */
export type Subject = 'safelight' | 'without-read-back' | 'plain-bot';

export interface RoundsOptions {
  readonly subject: Subject;
  readonly pictures: number;
  readonly trouble: Trouble;
  /** Processes on the one database. */
  readonly nodes: number;
  /** A picture posted at the same moment in the other organisation's channel. */
  readonly beside?: boolean;
  /** Every how many kill sites one is taken: 1 takes all. 0: no kills. */
  readonly every: number;
  /** First site. */
  readonly from?: number;
  /** At most so many kills. */
  readonly most?: number;
  /** Each kill is followed by another while the new process makes good what the first left. */
  readonly twice?: boolean;
  /** The lease's time really passes. */
  readonly trueTime?: boolean;
  /** Processes stopped past their lease after these effects, and let go on. */
  readonly zombies?: readonly string[];
  /** Run as built, not from source (start-node.ts). */
  readonly built?: string;
  /** Stories in which the store says it kept what it lost or changed. */
  readonly lies?: readonly { readonly lie: Lie; readonly container: 'images' | 'keys' }[];
  readonly tell?: (line: string) => void;
}

export interface Tally {
  kills: number;
  stories: number;
  /** Names of the effects of a story without a kill. */
  sites: readonly string[];
  violations: string[];
  /** Stories with a violation. */
  violated: number;
  restorable: number;
  restartMs: number[];
  recoveryMs: number[];
  strays: number;
}

const LOADED: Readonly<Record<Subject, Partial<NodeOptions>>> = {
  safelight: {},
  'without-read-back': { without: new URL('without-read-back.mjs', import.meta.url).href },
  'plain-bot': { program: 'test/bench/plain-bot.ts' },
};

/** One bot, and everything outside it, through one kind of trouble. */
class Theatre {
  readonly tally: Tally = {
    kills: 0,
    stories: 0,
    sites: [],
    violations: [],
    violated: 0,
    restorable: 0,
    restartMs: [],
    recoveryMs: [],
    strays: 0,
  };
  readonly #outside: Outside;
  readonly #books: OurBooks;
  readonly #options: RoundsOptions;
  readonly #nodes: Node[] = [];

  constructor(outside: Outside, books: OurBooks, options: RoundsOptions) {
    this.#outside = outside;
    this.#books = books;
    this.#options = options;
  }

  async open(): Promise<void> {
    for (let n = 0; n < this.#options.nodes; n += 1) this.#nodes.push(await this.#start(n));
  }
  async close(): Promise<void> {
    for (const node of this.#nodes) await node.stop();
  }

  async live(plan?: Plan, betrayed = ''): Promise<Lived> {
    const { pictures, trouble, beside = false, twice = false, tell } = this.#options;
    const round: Round = {
      pictures,
      trouble,
      beside,
      ...(plan === undefined ? {} : { plan }),
      ...(plan === undefined || !twice ? {} : { again: { ...plan, at: 1 + (plan.at % 3) } }),
    };
    const lived = await liveThrough(this.#outside, this.#books, round, (struck) => this.#recover(struck));
    const named = lived.violations.map((one) => `${one} [${whenOf(plan, lived)}${betrayed}]`);
    const { tally } = this;
    tally.stories += 1;
    tally.violations.push(...named);
    if (named.length > 0) tally.violated += 1;
    tally.restorable += lived.restorable;
    for (const line of named) tell?.(line);
    if (lived.struck !== undefined) {
      tally.kills += 1;
      tally.restartMs.push(lived.restartMs);
      tally.recoveryMs.push(lived.recoveryMs);
    }
    return lived;
  }

  #start(n: number): Promise<Node> {
    const { subject, built } = this.#options;
    const how = built === undefined ? {} : { built };
    return startNode(this.#outside, { name: String(n), ...how, ...LOADED[subject] });
  }

  /** After a kill a new process starts; a stopped one goes on once the others have done its work. */
  async #recover({ pid, signal }: Struck): Promise<() => Promise<void>> {
    const n = this.#nodes.findIndex((node) => node.pid === pid);
    const node = this.#nodes[n];
    if (node === undefined) throw new Error('somebody else was struck');
    const aged = async (): Promise<void> => {
      if (this.#options.trueTime !== true) await this.#books.ageLeases(pid);
    };
    if (signal === 'SIGSTOP') {
      this.#outside.door.behind.delete(node.port);
      await aged();
      return async () => {
        process.kill(pid, 'SIGCONT');
        this.#outside.door.behind.add(node.port);
        // Whatever it had in hand it tries to save now.
        await pause(ZOMBIE_MS);
      };
    }
    await node.ended;
    await aged();
    this.#nodes[n] = await this.#start(n);
    return async () => undefined;
  }
}

const ZOMBIE_MS = 2_500;

const whenOf = (plan: Plan | undefined, { struck }: Lived): string =>
  struck === undefined
    ? 'no kill'
    : `${struck.signal} ${struck.when} ${struck.effect}, site ${plan?.at ?? 0}`;

/** Kills at every site in turn, before and after, until a story ends before its turn comes; then zombies, then lies. */
export const runRounds = async (options: RoundsOptions): Promise<Tally> => {
  const outside = await openOutside();
  const books = await (options.subject === 'plain-bot' ? readPlainBooks(outside) : readBooks(outside)).catch(
    async (thrown: unknown) => {
      await outside.close();
      throw thrown;
    },
  );
  const theatre = new Theatre(outside, books, options);
  try {
    await theatre.open();
    // The first story warms up: installation, tokens, first rendition.
    await theatre.live();
    const { tally } = theatre;
    tally.sites = (await theatre.live()).effects;
    if (options.every > 0) await killEverySite(theatre, options);
    for (const name of options.zombies ?? []) {
      const at = tally.sites.indexOf(name) + 1;
      if (at > 0) await theatre.live({ at, when: 'after', signal: 'SIGSTOP' });
    }
    for (const { lie, container } of options.lies ?? []) await underLies(outside, theatre, lie, container);
    tally.strays = await books.strays();
    tally.violations.push(...(await inTheClear(outside)));
    return tally;
  } finally {
    await theatre.close();
    await books.close();
    await outside.close();
  }
};

const killEverySite = async (
  theatre: Theatre,
  { every, from = 1, most = Infinity }: RoundsOptions,
): Promise<void> => {
  const { tally } = theatre;
  for (let at = from; tally.kills < most; at += every) {
    const before = await theatre.live({ at, when: 'before', signal: 'SIGKILL' });
    const after = await theatre.live({ at, when: 'after', signal: 'SIGKILL' });
    const effect = before.struck?.effect ?? after.struck?.effect;
    if (effect?.startsWith('blob.put') === true)
      await theatre.live({ at, when: 'during', signal: 'SIGKILL' });
    if (effect === undefined && at > tally.sites.length) return;
  }
};

/** The next two puts into this container are betrayed: what follows must still end with every picture in custody. */
const underLies = async (
  { blobs }: Outside,
  theatre: Theatre,
  lie: Lie,
  container: 'images' | 'keys',
): Promise<void> => {
  let left = 2;
  blobs.betray((into) => {
    if (into === 'plain' ? container !== 'images' : into !== container) return undefined;
    left -= 1;
    return left >= 0 ? lie : undefined;
  });
  await theatre.live(undefined, `, the store says it kept what it ${VERBS[lie]} of ${container}`);
  blobs.betray(() => undefined);
};
const VERBS: Readonly<Record<Lie, string>> = { lose: 'lost', flip: 'changed', half: 'cut' };

/** I6: whatever the bot and its stores wrote. */
const inTheClear = async ({ folder }: Outside): Promise<readonly string[]> => {
  const looked = ['home-0', 'home-1', 'tmp', 'azurite', 'postgres', 'sign-in'].map(
    (one) => `${folder}/${one}`,
  );
  return (await findCanary(looked, CANARY)).map((file) => `I6 a picture in the clear in ${file}`);
};
