import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** The program that `npm start` runs. */
const MAIN = [process.execPath, '--import', 'tsx', 'bot/main.ts'] as const;

export type Settings = Readonly<Record<string, string>>;

/** A start under way: what it has said so far, and how it ends. */
export interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts it and does not wait. Nothing of the test run's own settings reaches it, only what is named. */
export const runProduct = (settings: Settings, command: readonly string[] = MAIN): Run => {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: REPOSITORY,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_NO_WARNINGS: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C can be pressed in it as a terminal does, without reaching the test.
    detached: true,
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return { child, out: () => said.out, err: () => said.err, ended: endOf(child) };
};

/** The program itself, not its pipes: a child it left behind would hold those open. */
const endOf = async (child: ChildProcess): Promise<number | NodeJS.Signals | null> => {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? signal;
};
