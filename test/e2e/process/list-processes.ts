import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every living process of this machine; what has ended and was not collected yet does not live. */
const listProcesses = async (): Promise<readonly Process[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command }];
  });
};

/** The process's children, their children, and so on. */
export const descendantsOf = async (root: number): Promise<readonly Process[]> => {
  const all = await listProcesses();
  const below = (pid: number): readonly Process[] =>
    all.filter((one) => one.parent === pid).flatMap((one) => [one, ...below(one.pid)]);
  return below(root);
};

/** Those of them that live still, or again under the same number and name. */
export const stillAlive = async (processes: readonly Process[]): Promise<readonly string[]> => {
  const now = await listProcesses();
  return processes
    .filter((one) => now.some(({ pid, command }) => pid === one.pid && command === one.command))
    .map((one) => one.command);
};

/** Whatever runs over a folder, whoever started it. */
export const runningOver = async (folder: string): Promise<readonly string[]> =>
  (await listProcesses()).map((one) => one.command).filter((command) => command.includes(folder));
