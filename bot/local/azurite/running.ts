import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOnce } from './place-once.ts';

/** Who serves the folder now. The file is also the folder's lock: two servers in one folder would ruin it. */
export interface Running {
  readonly pid: number;
  /** Who started it: it ends by itself when that process is gone. */
  readonly parent: number;
  /** 0 until it listens. */
  readonly port: number;
}

const pathIn = (folder: string): string => join(folder, 'running.json');

/** False where the folder is claimed already. */
export const claimFolder = (folder: string, running: Running): Promise<boolean> =>
  placeOnce(pathIn(folder), JSON.stringify(running));

export const noteRunning = async (folder: string, running: Running): Promise<void> => {
  await writeFile(`${pathIn(folder)}.new`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${pathIn(folder)}.new`, pathIn(folder));
};

export const readRunning = async (folder: string): Promise<Running | undefined> => {
  const text = await readFile(pathIn(folder), 'utf8').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  return JSON.parse(text) as Running;
};

export const releaseFolder = (folder: string): Promise<void> => rm(pathIn(folder), { force: true });

export const isAlive = (pid: number): boolean => {
  if (pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    // There, but another user's.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Whether the process of a note can still be the server: alive and, where the system tells, running its script. */
export const isServing = async (pid: number): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  // Linux alone has this file. Empty: it has ended and nobody has collected it yet. Another's: the number was reused.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined || command.includes('serve-azurite');
};
