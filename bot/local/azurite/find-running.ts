import { setTimeout as pause } from 'node:timers/promises';
import { BlobServiceClient, RestError, StorageSharedKeyCredential } from '@azure/storage-blob';
import { randomBytes } from 'node:crypto';
import type { StorageAccount } from './keep-account.ts';
import { isAlive, isServing, readRunning, releaseFolder } from './running.ts';
import type { Running } from './running.ts';

const PAUSE_MS = 50;
/** A start takes two or three seconds on a busy laptop, an end milliseconds. */
const WAIT_MS = 15_000;
const ASK_MS = 3_000;

/**
 * The server that serves this folder for another living process, proved by an authenticated request; undefined once
 * the folder is free. One whose starter is gone ends by itself: that is waited for, and it is ended if it lingers.
 */
export const findRunning = async (folder: string, account: StorageAccount): Promise<Running | undefined> => {
  const giveUp = Date.now() + WAIT_MS;
  for (;;) {
    const running = await readRunning(folder);
    if (running === undefined) return undefined;
    const serving = await isServing(running.pid);
    if (serving && Date.now() < giveUp) {
      if (isAlive(running.parent) && (await isOurs(running, account))) return running;
      await pause(PAUSE_MS);
      continue;
    }
    // Only what proves to hold this folder's key is killed: the number may by now be some other program's.
    if (serving && (await isOurs(running, account))) process.kill(running.pid, 'SIGKILL');
    const still = await readRunning(folder);
    if (still?.pid === running.pid) await releaseFolder(folder);
  }
};

/** It accepts this folder's key, and refuses another. */
const isOurs = async ({ port }: Running, account: StorageAccount): Promise<boolean> => {
  if (port === 0) return false;
  const another = randomBytes(64).toString('base64');
  return (
    (await answers(port, account.name, account.key)) === 'yes' &&
    (await answers(port, account.name, another)) === 'no'
  );
};

const answers = async (port: number, name: string, key: string): Promise<'yes' | 'no' | 'nobody'> => {
  const client = new BlobServiceClient(
    `http://127.0.0.1:${port}/${name}`,
    new StorageSharedKeyCredential(name, key),
    { retryOptions: { maxTries: 1 } },
  );
  try {
    await client.getProperties({ abortSignal: AbortSignal.timeout(ASK_MS) });
    return 'yes';
  } catch (cause) {
    return cause instanceof RestError && cause.statusCode === 403 ? 'no' : 'nobody';
  }
};
