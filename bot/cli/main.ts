/** The command line: the second and last program that puts the house together. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresLedger } from '../adapters/postgres/ledger.ts';
import { migrate, refuseUnknown } from '../adapters/postgres/migrate.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { postgresSessions } from '../adapters/postgres/sessions.ts';
import { postgresWatching } from '../adapters/postgres/watch-conversations.ts';
import { link } from '../audit/chain.ts';
import { ConfigFault, loadConfig, Secret } from '../config.ts';
import type { Config } from '../config.ts';
import { lockHome } from '../main/lock-home.ts';
import { openMarkReader } from '../main/open-mark-reader.ts';
import { openPolicy } from '../main/open-policy.ts';
import { openBlobs, openKeys, systemClock } from '../main/open-stores.ts';
import { complain, say } from '../main/say.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { Watching } from '../ports/watching.ts';
import { replayJournal } from '../restore/replay.ts';
import { asSafelightError, SafelightError } from '../set/errors.ts';
import { setId } from '../set/ids.ts';
import { wordsForCode } from '../../cards/text.ts';
import { auditHead } from './audit-head.ts';
import { auditVerify } from './audit-verify.ts';
import { discloseAsked } from './disclose-asked.ts';
import type { DiscloseAsked } from './disclose-asked.ts';
import { disclose } from './disclose.ts';
import { disclosures } from './disclosures.ts';
import { doctor } from './doctor.ts';
import { examineFigures } from './examine-figures.ts';
import { examineNotices } from './examine-notices.ts';
import { examineOutside } from './examine-outside.ts';
import { examineRestores, withRestores } from './examine-restores.ts';
import { examineSettings } from './examine-settings.ts';
import { describeReport } from './fsck-report.ts';
import { fsck } from './fsck.ts';
import { help } from './help.ts';
import { incident } from './incident.ts';
import type { Outcome } from './outcome.ts';
import { reportObserved } from './observe-report.ts';
import { purgeRunbook } from './purge-runbook.ts';
import { readAnchors } from './read-anchors.ts';
import { readLines } from './read-lines.ts';
import { show } from './show.ts';
import { sweep, sweepWords, type SweepAsked } from './sweep.ts';
import { watermark } from './watermark.ts';

type Undo = () => Promise<void>;

/**
 * The stores, opened when they are asked for. Where a stand-in is needed and Safelight is running, its own is used and
 * left alone; where it is not running, one is started for the time of the command, under the same lock.
 */
class Stores {
  readonly config: Config;
  readonly #undo: Undo[] = [];
  #lock: Promise<'ours' | 'theirs'> | undefined;

  constructor(config: Config) {
    this.config = config;
  }

  async ledger(): Promise<Ledger> {
    const { pool, url } = await this.#pool();
    // A database of a hospital is brought forward by `npm start` alone, never by a look at it.
    await (url === this.config.databaseUrl ? refuseUnknown(pool) : migrate(pool));
    return postgresLedger(pool, { link, clock: systemClock });
  }

  async sessions(): Promise<Sessions> {
    const { pool } = await this.#pool();
    return postgresSessions(pool);
  }

  /** Only beside a running Safelight: it alone looks into the chat. */
  async watching(): Promise<Watching> {
    const { pool } = await this.#pool();
    return postgresWatching(pool);
  }

  async blobs(): Promise<Blobs> {
    return openBlobs({ storage: this.config.storage ?? (await this.#storage()) });
  }

  keys(): Promise<Keys> {
    return openKeys(this.config);
  }

  /** Whether another process holds this home: then it is running. */
  async running(): Promise<boolean> {
    this.#lock ??= this.#takeLock();
    return (await this.#lock) === 'theirs';
  }

  async close(): Promise<void> {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) await undo();
  }

  async #takeLock(): Promise<'ours' | 'theirs'> {
    if (this.config.production) return 'theirs';
    try {
      const lock = await lockHome(this.config.home);
      this.#undo.push(() => lock.release());
      return 'ours';
    } catch (thrown) {
      if (asSafelightError(thrown).code === 'already-running') return 'theirs';
      throw thrown;
    }
  }

  async #pool(): Promise<{ pool: ReturnType<typeof createPool>; url: Secret }> {
    const url = this.config.databaseUrl ?? new Secret(await this.#database());
    const pool = createPool({ url: url.reveal(), size: 4, onIdleError: () => undefined });
    this.#undo.push(() => pool.end());
    return { pool, url };
  }

  async #database(): Promise<string> {
    const folder = join(this.config.home, 'postgres');
    const { findPostgres, startPostgres } = await import('../local/postgres/start-postgres.ts');
    if (await this.running()) return waitFor('PostgreSQL', () => findPostgres(folder));
    const server = await startPostgres({ folder, say: complain });
    this.#undo.push(() => server.close());
    return server.url;
  }

  async #storage(): Promise<NonNullable<Config['storage']>> {
    const folder = join(this.config.home, 'azurite');
    if (await this.running()) await waitFor('Azurite', () => isServed(folder));
    const { startAzurite } = await import('../local/azurite/start-azurite.ts');
    const store = await startAzurite({ folder, port: 0 });
    this.#undo.push(() => store.close());
    return { kind: 'connection', connectionString: new Secret(store.connectionString) };
  }
}

const isServed = async (folder: string): Promise<true | undefined> => {
  const { readRunning } = await import('../local/azurite/running.ts');
  return ((await readRunning(folder))?.port ?? 0) > 0 ? true : undefined;
};

/** Safelight may be starting at this moment. */
const waitFor = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(200);
  }
  throw new SafelightError('stand-in-failed', { facts: { what } });
};

const checkStores = async (stores: Stores, rebuild: boolean): Promise<Outcome> => {
  // A message being taken would be taken twice.
  if (rebuild && !stores.config.production && (await stores.running()))
    throw new SafelightError('already-running');
  const [ledger, blobs, keys] = [await stores.ledger(), await stores.blobs(), await stores.keys()];
  await blobs.ready();
  const parts = { ledger, blobs, keys, clock: systemClock };
  if (!rebuild) return describeReport(await fsck(parts, { rebuild }));
  // What was disposed of must not come back with the rest.
  const { now } = await replayJournal({ ...parts, sessions: await stores.sessions() });
  return withRestores(now, describeReport(await fsck(parts, { rebuild })));
};

const askSweep = async (stores: Stores, asked: SweepAsked): Promise<Outcome> => {
  if (!(await stores.running())) {
    const words = 'Safelight is not running here. It sweeps by itself as soon as it starts.';
    return { lines: [words], json: { error: 'not-running' }, exit: 1 };
  }
  const { organisations } = await openPolicy(stores.config);
  const watching = await stores.watching();
  return sweep({ watching, organisations, clock: systemClock, pause }, asked);
};

const discloseFrom = async (stores: Stores, asked: DiscloseAsked): Promise<Outcome> =>
  disclose(
    {
      ledger: await stores.ledger(),
      keys: await stores.keys(),
      blobs: () => stores.blobs(),
      policy: await openPolicy(stores.config),
      clock: systemClock,
      live: stores.config.production,
      ask: (questions) =>
        readLines(questions, { input: process.stdin, isTTY: process.stdin.isTTY, ask: complain }),
    },
    asked,
  );

const nameViewerOf = async (stores: Stores, picture: string): Promise<Outcome> => {
  const decoder = openMarkReader();
  try {
    return await watermark({ ledger: await stores.ledger(), keys: await stores.keys(), decoder }, picture);
  } finally {
    await decoder.close();
  }
};

const examine = async (stores: Stores): Promise<Outcome> => {
  const running = !stores.config.production && (await stores.running());
  const opened = { ledger: () => stores.ledger(), blobs: () => stores.blobs(), keys: () => stores.keys() };
  return doctor([
    ...examineSettings(stores.config, running),
    examineNotices(
      async () => (await openPolicy(stores.config)).organisations,
      stores.config.policyFile === undefined,
    ),
    ...examineOutside(stores.config, opened, running),
    examineRestores(stores.config, opened, running),
    ...examineFigures(stores.config, opened, running),
  ]);
};

/** Undefined: not understood. */
const commandFor = (words: readonly string[]): ((stores: Stores) => Promise<Outcome>) | undefined => {
  const [command, argument] = words;
  switch (words.join(' ')) {
    case 'audit verify':
      return async (stores) => auditVerify(await stores.ledger());
    case 'audit head':
      return async (stores) => auditHead(await stores.ledger());
    case 'fsck':
      return (stores) => checkStores(stores, false);
    case 'fsck --rebuild':
      return (stores) => checkStores(stores, true);
    case 'doctor':
      return examine;
    case 'disclosures':
      return async (stores) => disclosures(await stores.ledger());
    case 'observe-report':
      return async (stores) => reportObserved(await stores.ledger());
    case 'purge-runbook --outstanding':
      return async (stores) => purgeRunbook(await stores.ledger(), 'outstanding');
  }
  const [, , option, anchors] = words;
  if (command === 'audit' && argument === 'verify' && option === '--anchor' && anchors !== undefined)
    return async (stores) => auditVerify(await stores.ledger(), await readAnchors(anchors));
  // Text is what is printed anyway: asking for it is no fault.
  if (command === 'purge-runbook' && words.includes('--text'))
    return commandFor(words.filter((word) => word !== '--text'));
  if (command === 'purge-runbook' && argument !== undefined && words.length === 2)
    return async (stores) => purgeRunbook(await stores.ledger(), setId(argument));
  const disclosing = discloseAsked(words);
  if (disclosing !== undefined) return (stores) => discloseFrom(stores, disclosing);
  const sweeping = sweepWords(words);
  if (sweeping !== undefined) return (stores) => askSweep(stores, sweeping);
  if (command === 'watermark' && argument !== undefined && words.length === 2)
    return (stores) => nameViewerOf(stores, argument);
  if (command === 'incident' && argument !== undefined && words.length === 2)
    return async (stores) => incident(await stores.ledger(), setId(argument));
  if (command !== 'show' || argument === undefined || words.length !== 2) return undefined;
  return async (stores) => show(await stores.ledger(), setId(argument));
};

const faultyConfig = (fault: ConfigFault): Promise<Outcome> =>
  doctor(
    fault.faults.map((mend) => ({
      setting: 'settings',
      what: 'read once, at the start',
      look: async () => ({ state: 'fail', seen: 'not in order.', mend }),
    })),
  );

const run = async (words: readonly string[]): Promise<Outcome | undefined> => {
  if (words.length === 0 || ['help', '--help', '-h'].includes(words.join(' '))) return help();
  const command = commandFor(words);
  if (command === undefined) return undefined;
  let stores: Stores;
  try {
    stores = new Stores(loadConfig(process.env));
  } catch (thrown) {
    if (thrown instanceof ConfigFault && command === examine) return faultyConfig(thrown);
    throw thrown;
  }
  const interrupted = (): void => {
    void stores.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await command(stores);
  } finally {
    await stores.close();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
};

/** Never a cause's own message: a driver may quote a row, or an address with its password. */
const explain = (thrown: unknown): readonly string[] => {
  const { code, facts } = asSafelightError(thrown);
  const { title, whatToDo } = wordsForCode(code);
  const known = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  const faults = thrown instanceof ConfigFault ? thrown.faults : known;
  return [`${title} (${code}).`, whatToDo, ...faults.map((fault) => `  - ${fault}`)];
};

const main = async (words: readonly string[]): Promise<0 | 1 | 2> => {
  const asJson = words.includes('--json');
  try {
    const outcome = await run(words.filter((word) => word !== '--json'));
    if (outcome === undefined) {
      for (const line of [`Not understood: ${words.join(' ')}`, '', ...help().lines]) complain(line);
      return 2;
    }
    say(asJson ? JSON.stringify(outcome.json, null, 2) : outcome.lines.join('\n'));
    return outcome.exit;
  } catch (thrown) {
    const { code, facts } = asSafelightError(thrown);
    if (asJson) say(JSON.stringify({ error: code, facts }, null, 2));
    for (const line of explain(thrown)) complain(line);
    return 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
