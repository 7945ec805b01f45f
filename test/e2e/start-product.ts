import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import { until } from './until.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm start` runs, without npm between it and our signals. */
const [, ...START] = (
  JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start.split(' ');
const LATER = new URL('later.mjs', import.meta.url).href;
/** The first start makes a database cluster; on a busy machine that alone can take half a minute. */
const READY_WITHIN_MS = 120_000;

/** The whole product, started as `npm start` does it, over folders and ports of its own. */
export interface Product {
  /** Safelight's own address, without a slash at the end. */
  readonly safelight: string;
  /** The ward's address, without a slash at the end. */
  readonly ward: string;
  /** Everything it has said on its console so far. */
  said(): string;
  /** SIGTERM. Throws when it does not end with exit code 0. */
  stop(): Promise<void>;
  /** Starts it again over the same folders, its clock put forward by so many hours. */
  startAgain(hoursLater: number): Promise<void>;
  /** `npx safelight …words --json`, beside the running product: its exit code and what it printed. */
  command(...words: readonly string[]): Promise<{ readonly exit: number; readonly json: unknown }>;
  /** The same where a command asks for something: these lines are typed. */
  typed(lines: readonly string[], ...words: readonly string[]): ReturnType<Product['command']>;
  /** Stops it if it runs, and takes its folders away. */
  close(): Promise<void>;
}

export const startProduct = async (settings: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-e2e-'));
  const [port, wardPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    // Of the test run's own: the product must neither load nor see them.
    NODE_OPTIONS: '',
    SAFELIGHT_HOME: join(folder, 'home'),
    SAFELIGHT_WORLD: join(folder, 'world'),
    PORT: String(port),
    SAFELIGHT_WARD_PORT: String(wardPort),
    ...settings,
  };
  const safelight = `http://localhost:${port}`;
  const log: string[] = [];
  const clearAway = (): Promise<void> => rm(folder, { recursive: true, force: true });
  let running: ChildProcess | undefined = await run(env, safelight, log).catch(async (thrown: unknown) => {
    await clearAway();
    throw thrown;
  });
  const stop = async (): Promise<void> => {
    if (running === undefined) return;
    const ending = running;
    running = undefined;
    await end(ending, log);
  };
  return {
    safelight,
    ward: `http://127.0.0.1:${wardPort}`,
    said: () => log.join(''),
    stop,
    startAgain: async (hoursLater) => {
      await stop();
      running = await run({ ...env, ...clockOf(hoursLater) }, safelight, log);
    },
    command: (...words) => command(env, words),
    typed: (lines, ...words) => command(env, words, lines),
    close: async () => {
      try {
        await stop();
      } finally {
        await clearAway();
      }
    },
  };
};

/** Read by later.mjs, which every Node process of the product then loads first. */
const clockOf = (hours: number): Record<string, string> =>
  hours === 0 ? {} : { NODE_OPTIONS: `--import ${LATER}`, SAFELIGHT_TEST_HOURS_LATER: String(hours) };

const run = async (env: NodeJS.ProcessEnv, safelight: string, log: string[]): Promise<ChildProcess> => {
  const child = spawn(process.execPath, START, {
    cwd: REPOSITORY,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => log.push(words));
  try {
    await until('Safelight is ready', READY_WITHIN_MS, async () => {
      if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
      return isReady(safelight);
    });
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`The product did not start. It said:\n${log.join('')}`, { cause });
  }
  return child;
};

/** While nobody listens yet `fetch` fails: that is an answer too. */
const isReady = (safelight: string): Promise<boolean> =>
  fetch(`${safelight}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );

const end = async (child: ChildProcess, log: readonly string[]): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null)
    throw new Error(`The product had ended by itself (${howEnded(child)}). It said:\n${log.join('')}`);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`The product ended badly (${howEnded(child)}). It said:\n${log.join('')}`);
};

const howEnded = ({ exitCode, signalCode }: ChildProcess): string => signalCode ?? `code ${exitCode ?? 0}`;

const command = (
  env: NodeJS.ProcessEnv,
  words: readonly string[],
  lines: readonly string[] = [],
): Promise<{ readonly exit: number; readonly json: unknown }> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['bot/cli/safelight.mjs', ...words, '--json'],
      { cwd: REPOSITORY, env },
      (error, out, complaints) => {
        try {
          resolve({ exit: typeof error?.code === 'number' ? error.code : 0, json: JSON.parse(out) });
        } catch (cause) {
          reject(new Error(`safelight ${words.join(' ')} said: ${complaints}`, { cause }));
        }
      },
    );
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
  });
