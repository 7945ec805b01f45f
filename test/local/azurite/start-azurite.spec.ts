import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BlobServiceClient } from '@azure/storage-blob';
import type { ContainerClient } from '@azure/storage-blob';
import { isServing, noteRunning, readRunning } from '../../../bot/local/azurite/running.ts';
import { startAzurite } from '../../../bot/local/azurite/start-azurite.ts';
import type { Azurite } from '../../../bot/local/azurite/start-azurite.ts';

let folder: string;
const started: Azurite[] = [];
const start = async (): Promise<Azurite> => {
  const azurite = await startAzurite({ folder, port: 0 });
  started.push(azurite);
  return azurite;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-azurite-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((azurite) => azurite.close()));
  await rm(folder, { recursive: true, force: true });
});

const containerOf = (connectionString: string): ContainerClient =>
  BlobServiceClient.fromConnectionString(connectionString, {
    retryOptions: { maxTries: 1 },
  }).getContainerClient('images');
const bytesOf = (name: string): Buffer => Buffer.from(name.repeat(300));

/** Four writers at once, until the server is no more; the names of what it acknowledged. */
const writeUntilCut = async (container: ContainerClient, acknowledged: string[]): Promise<void> => {
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const name = `w${writer}-${n}`;
      try {
        await container.getBlockBlobClient(name).uploadData(bytesOf(name));
      } catch {
        return; // The cut: this one was not acknowledged.
      }
      acknowledged.push(name);
    }
  };
  await Promise.all([1, 2, 3, 4].map(write));
};

const expectAllThere = async (container: ContainerClient, acknowledged: readonly string[]): Promise<void> => {
  for (const name of acknowledged) {
    expect((await container.getBlockBlobClient(name).downloadToBuffer()).equals(bytesOf(name))).toBe(true);
  }
};

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await pause(10);
};

describe('the blob store on a laptop', () => {
  it('keeps every acknowledged blob when it is killed in the middle of writing', async () => {
    const first = await start();
    const container = containerOf(first.connectionString);
    await container.create();
    const acknowledged: string[] = [];
    const writing = writeUntilCut(container, acknowledged);
    await until(() => acknowledged.length >= 40);
    process.kill((await readRunning(folder))?.pid ?? 0, 'SIGKILL');
    await writing;

    const second = await start();
    expect(second.adopted).toBe(false);
    await expectAllThere(containerOf(second.connectionString), acknowledged);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
  });

  it('keeps every acknowledged blob, and ends, when the program that started it is killed', async () => {
    const parent = fork(fileURLToPath(new URL('start-and-wait.ts', import.meta.url)), [folder], {
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      env: {},
    });
    const [connectionString] = (await once(parent, 'message')) as [string];
    const child = (await readRunning(folder))?.pid ?? 0;
    const container = containerOf(connectionString);
    await container.create();
    const acknowledged: string[] = [];
    const writing = writeUntilCut(container, acknowledged);
    await until(() => acknowledged.length >= 20);
    parent.kill('SIGKILL');
    await once(parent, 'exit');

    const next = await start();
    await writing;
    expect(next.adopted).toBe(false);
    await until(async () => !(await isServing(child)));
    await expectAllThere(containerOf(next.connectionString), acknowledged);
  });

  it('is shared by a second program, which leaves it running', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, connectionString: first.connectionString });
    await second.close();
    await containerOf(first.connectionString).create();
  });

  it('is started once when two programs start it at the same moment', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.filter(({ adopted }) => adopted)).toHaveLength(1);
    expect(both[0].port).toBe(both[1].port);
  });

  it('gives back what it held after an ordinary end, under the same account', async () => {
    const first = await start();
    const container = containerOf(first.connectionString);
    await container.create();
    await container.getBlockBlobClient('one').uploadData(bytesOf('one'));
    await container.getBlockBlobClient('two').uploadData(bytesOf('two'));
    await container.getBlockBlobClient('two').delete();
    await first.close();
    expect(await readRunning(folder)).toBeUndefined();

    const second = containerOf((await start()).connectionString);
    await expectAllThere(second, ['one']);
    expect(await second.getBlockBlobClient('two').exists()).toBe(false);
  });

  it('clears away the note of a server that is no more, even where its number is now another program', async () => {
    const first = await start();
    await first.close();
    for (const pid of [999_999_999, process.pid]) {
      await noteRunning(folder, { pid, parent: 999_999_999, port: 1 });
      const next = await start();
      expect(next.adopted).toBe(false);
      await next.close();
    }
  });

  it('refuses whoever does not hold its key, and lets nobody else on the machine read the key', async () => {
    const { connectionString } = await start();
    const key = /AccountKey=([^;]+)/.exec(connectionString)?.[1] ?? '';
    const other = connectionString.replace(key, Buffer.alloc(64).toString('base64'));
    await expect(containerOf(other).create()).rejects.toMatchObject({ statusCode: 403 });
    expect((await stat(join(folder, 'account.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('listens on this machine alone and leaves no log behind', async () => {
    const { port } = await start();
    expect(await readdir(folder)).toEqual([
      'account.json',
      'blobs.json',
      'extents',
      'extents.json',
      'running.json',
    ]);
    const sockets = await readFile('/proc/net/tcp', 'utf8').catch(() => undefined);
    if (sockets === undefined) return; // Only Linux says who listens where in a file.
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    expect(sockets.split('\n').filter((line) => line.includes(`:${hex} 00000000:0000 0A`))).toEqual([
      expect.stringContaining(` 0100007F:${hex} `),
    ]);
  });

  it('says why it did not start', async () => {
    const first = await start();
    const elsewhere = await mkdtemp(join(tmpdir(), 'safelight-azurite-'));
    await expect(startAzurite({ folder: elsewhere, port: first.port })).rejects.toThrow(
      /did not start.*in use/i,
    );
    await rm(elsewhere, { recursive: true });
  });
});
