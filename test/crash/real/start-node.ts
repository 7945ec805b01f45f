import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../bot/local/postgres/free-port.ts';
import type { Outside } from './open-outside.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const READY_WITHIN_MS = 90_000;

/** One process of Safelight (or of the plain bot), as `npm start` runs it. */
export interface Node {
  readonly pid: number;
  readonly port: number;
  said(): string;
  /** Resolves when it is gone, however that came. */
  readonly ended: Promise<void>;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
}

export interface NodeOptions {
  /** Its home: one process a home. Two processes share the wrapping key, as they would a key vault. */
  readonly name: string;
  /** Loaded before the program: what the harness leaves out of it. */
  readonly without?: string;
  /** Another program than Safelight, in TypeScript. */
  readonly program?: string;
  /** Where Safelight was built to (build-product.ts); absent: run as `npm start` does, from its source. */
  readonly built?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export const startNode = async (outside: Outside, options: NodeOptions): Promise<Node> => {
  const home = join(outside.folder, `home-${options.name}`);
  await shareKey(outside, home);
  await mkdir(join(outside.folder, 'tmp'), { recursive: true });
  const port = await freePort();
  const extra = options.without === undefined ? [] : ['--import', options.without];
  const { program = 'bot/main.ts', built } = options;
  const isBuilt = built !== undefined && options.program === undefined;
  const command = isBuilt ? [...extra, join(built, 'bot/main.js')] : ['--import', 'tsx', ...extra, program];
  const child = spawn(process.execPath, command, {
    cwd: REPOSITORY,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_NO_WARNINGS: '1',
      // Whatever it writes to temporary files is searched for patients' pictures afterwards.
      TMPDIR: join(outside.folder, 'tmp'),
      ...outside.settings,
      SAFELIGHT_HOME: home,
      SAFELIGHT_WORLD: join(outside.folder, 'world'),
      PORT: String(port),
      LOG_LEVEL: 'debug',
      SAFELIGHT_POLICY: 'bot/local/demonstration/policy.yaml',
      ...options.settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  outside.pids.add(pid);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => (said += words));
  const ended = once(child, 'exit').then(() => {
    outside.door.behind.delete(port);
    outside.pids.delete(pid);
  });
  await ready(child, port, () => said);
  outside.door.behind.add(port);
  return {
    pid,
    port,
    said: () => said,
    ended,
    stop: async () => {
      outside.door.behind.delete(port);
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const shareKey = async (outside: Outside, home: string): Promise<void> => {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const own = join(home, 'wrapping-key.pem');
  await copyFile(outside.keyFile, own);
  await chmod(own, 0o600);
};

const ready = async (child: ChildProcess, port: number, said: () => string): Promise<void> => {
  const late = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`It ended while it started. It said:\n${said()}`);
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > late) {
      child.kill('SIGKILL');
      throw new Error(`It was not ready in time (${status}). It said:\n${said()}`);
    }
    await pause(25);
  }
};
