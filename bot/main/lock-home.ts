import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafelightError } from '../set/errors.ts';

export interface HomeLock {
  release(): Promise<void>;
}

/**
 * One process a home folder: two would start two databases over the same files. The lock is a listening socket, so
 * the system itself lets go of it however the process ends. Throws `already-running`, or `home-broken` where the
 * folder cannot be made.
 */
export const lockHome = async (home: string): Promise<HomeLock> => {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new SafelightError('home-broken', { cause });
  }
  const path = socketPath(home);
  if (await answers(path)) throw new SafelightError('already-running');
  // Nobody listens: what lies there was left by a process that was killed.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const server = await listen(path);
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
};

/** Socket paths are short by law of the system, homes are not: the name is a hash of the home. */
const socketPath = (home: string): string => {
  const name = `safelight-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

const listen = (path: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new SafelightError(cause.code === 'EADDRINUSE' ? 'already-running' : 'home-broken', { cause }));
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
