import { execFileSync } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What `postmaster.pid` says of a cluster's server. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server of this cluster that is alive now: ours, or one whose parent was killed. A stale pid file is removed. */
export const findRunning = async (cluster: string): Promise<Running | undefined> => {
  const file = join(cluster, 'postmaster.pid');
  const said = await readPidFile(file);
  if (said === undefined) return undefined;
  if (isAlive(said.pid) && (await servesCluster(said.pid, cluster))) return said;
  // The number now belongs to some other process, or to none: PostgreSQL itself would refuse to start over the former.
  await rm(file, { force: true });
  return undefined;
};

/** As `findRunning`, for a server we know to be ours: nothing is removed. */
export const readPidFile = async (file: string): Promise<Running | undefined> => {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    return '';
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The server makes its cluster its working folder; where that cannot be seen, its command line names it. */
const servesCluster = async (pid: number, cluster: string): Promise<boolean> => {
  const real = await realpath(cluster);
  if (process.platform === 'linux') {
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === real;
  }
  if (process.platform === 'win32') return true;
  return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
};

/** Asks for a fast shutdown (clients are cut, nothing is lost); after `patience` ms, an immediate one. */
export const stop = async (pid: number, patience = 15_000): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw thrown;
    }
    for (let waited = 0; waited < patience && isAlive(pid); waited += 20) await pause(20);
  }
};
