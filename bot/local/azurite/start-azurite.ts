import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findRunning } from './find-running.ts';
import { connectionStringOf, keepAccount } from './keep-account.ts';
import type { Said } from './serve-azurite.ts';

export interface Azurite {
  readonly connectionString: string;
  readonly port: number;
  /** Another living process had started it: `close` leaves it to that one. */
  readonly adopted: boolean;
  /** Ends it and waits until it has ended. Every blob it acknowledged is on disk, however it ends. */
  readonly close: () => Promise<void>;
}
export interface AzuriteOptions {
  /** Its files and its account's key; made with mode 0700 where it is not there. */
  readonly folder: string;
  /** 0: any free port. Ignored where one is adopted. */
  readonly port: number;
}

const CLOSE_WITHIN_MS = 10_000;

/**
 * Azure Blob Storage on a laptop: Microsoft's emulator, for demonstrations and tests, never for patients' pictures.
 * Throws an `Error` that says why it did not start.
 */
export const startAzurite = async ({ folder, port }: AzuriteOptions): Promise<Azurite> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const account = await keepAccount(folder);
  for (;;) {
    const running = await findRunning(folder, account);
    if (running !== undefined) {
      const connectionString = connectionStringOf(account, running.port);
      return { connectionString, port: running.port, adopted: true, close: async () => undefined };
    }
    const started = await startChild(folder, port);
    // Undefined: another process was quicker, and is found on the next turn.
    if (started !== undefined) {
      const connectionString = connectionStringOf(account, started.port);
      return { connectionString, port: started.port, adopted: false, close: () => endChild(started.child) };
    }
  }
};

const startChild = async (
  folder: string,
  port: number,
): Promise<{ child: ChildProcess; port: number } | undefined> => {
  const script = fileURLToPath(new URL('serve-azurite.ts', import.meta.url));
  const child = fork(script, [folder, String(port)], {
    execArgv: typescriptArgs(),
    // Nothing of this process's settings, least of all its secrets, is Azurite's business.
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2_000)));
  const said = await firstWord(child);
  if (said !== undefined && 'port' in said) return { child, port: said.port };
  await endChild(child);
  if (said !== undefined && 'taken' in said) return undefined;
  throw new Error(`The blob store (Azurite) did not start: ${said?.failed ?? complaint}`);
};

/** What the child says first; undefined where it ended without a word. */
const firstWord = (child: ChildProcess): Promise<Said | undefined> =>
  new Promise((resolve, reject) => {
    child.once('message', (said) => {
      resolve(said as Said);
    });
    child.once('exit', () => {
      resolve(undefined);
    });
    child.once('error', reject);
  });

const endChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS);
  await ended;
  clearTimeout(late);
};

/** What makes Node read TypeScript: this process's own way or, in a test runner that has one inside, tsx. */
const typescriptArgs = (): string[] => {
  if (process.execArgv.some((argument) => argument.includes('tsx'))) return process.execArgv;
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
};
