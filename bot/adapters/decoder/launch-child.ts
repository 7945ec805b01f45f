import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  readonly script: URL;
  readonly execArgv: readonly string[];
  readonly timeoutMs: number;
  readonly maxRssBytes: number;
  /** Nicer to other processes than this one by so much: 0, or up to 19 for one that gives way to all of them. */
  readonly niceness: number;
}

/**
 * Through a shell where there is one, because only a shell can say "no core dumps" before Node starts; and no more
 * than ten minutes of processor time, so that one which hangs ends even if its parent was killed.
 */
const LIMITS = 'ulimit -c 0; ulimit -t 600; exec "$0" "$@"';

/** The process itself: requests go to its standard input, answers come from its fourth pipe. */
export const launchChild = ({ script, execArgv, niceness }: ChildOptions): ChildProcess => {
  const inspectors = (argument: string): boolean => argument.startsWith('--inspect');
  const words = [
    ...execArgv.filter((argument) => !inspectors(argument)),
    '--max-old-space-size=512',
    fileURLToPath(script),
  ];
  const shell = existsSync('/bin/sh');
  const [command, before] = shell ? ['/bin/sh', ['-c', LIMITS, process.execPath]] : [process.execPath, []];
  // An empty environment: no key, password or token is there for a stranger's picture to reach.
  const child = spawn(command, [...before, ...words], {
    env: {},
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined && niceness > 0) giveWay(child.pid, niceness);
  return child;
};

const LEAST_PRIORITY = constants.priority.PRIORITY_LOW;

const giveWay = (pid: number, niceness: number): void => {
  try {
    setPriority(pid, Math.min(LEAST_PRIORITY, getPriority() + niceness));
  } catch {
    // It has ended already, which is told elsewhere; or the system knows no priorities, and then it works as before.
  }
};
