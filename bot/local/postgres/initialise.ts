import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunAs } from './run-as.ts';

export interface Initialise {
  readonly folder: string;
  readonly initdb: string;
  readonly runAs: RunAs;
  readonly durable: boolean;
  readonly say: (line: string) => void;
}

/** The name a cluster has until it is whole: a start cut short leaves only this, and the next start begins anew. */
const UNFINISHED = 'cluster.unfinished-';

/** The folder, its password and a whole cluster in it. What is there already is left as it is. */
export const initialise = async (options: Initialise): Promise<{ cluster: string; password: string }> => {
  const { folder, runAs } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await handOver(folder, runAs);
  const password = await keepPassword(folder, runAs);
  const cluster = join(folder, 'cluster');
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.startsWith(UNFINISHED))) {
    options.say('An earlier start was cut short; beginning PostgreSQL anew.');
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
  if (!names.includes('cluster')) {
    const unfinished = join(folder, UNFINISHED + randomBytes(4).toString('hex'));
    await runInitdb(options, unfinished);
    await rename(unfinished, cluster);
  }
  return { cluster, password };
};

/** Random, for this cluster alone, in a file that only its owner can read. */
const keepPassword = async (folder: string, runAs: RunAs): Promise<string> => {
  const file = join(folder, 'password');
  const names = await readdir(folder);
  if (!names.includes('password')) {
    const whole = `${file}.new`;
    await writeFile(whole, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await handOver(whole, runAs);
    await rename(whole, file);
  }
  return (await readFile(file, 'utf8')).trim();
};

const handOver = async (path: string, { user }: RunAs): Promise<void> => {
  if (user !== undefined) await chown(path, user.uid, user.gid);
};

const runInitdb = async (
  { folder, initdb, runAs, durable, say }: Initialise,
  into: string,
): Promise<void> => {
  say('Setting up PostgreSQL for the first time.');
  const { file, args, ...user } = runAs.command(initdb, [
    `--pgdata=${into}`,
    '--username=safelight',
    `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const child = spawn(file, args, {
    ...user,
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const step = /^(.*\S) *\.\.\. *ok$/.exec(line)?.[1];
    if (step !== undefined && !step.includes('director')) say(`PostgreSQL: ${step}`);
  });
  // `once` rejects on 'error' (the program cannot be started), which would otherwise end this process.
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL could not be set up: ${complaint.trim().slice(-600)}`);
};

/** None of our own settings: they hold secrets that the server has no use for. */
export const plainEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  LC_ALL: 'C',
  TZ: 'UTC',
});
