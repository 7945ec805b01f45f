import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isAlive, readPidFile, stop } from '../../../bot/local/postgres/running.ts';
import { startPostgres } from '../../../bot/local/postgres/start-postgres.ts';
import type { PostgresServer } from '../../../bot/local/postgres/start-postgres.ts';

const ask = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the PostgreSQL of a laptop', () => {
  let folder: string;
  const started: PostgresServer[] = [];
  const start = async (durable = false, port = 0, say?: (line: string) => void): Promise<PostgresServer> => {
    const server = await startPostgres({ folder, durable, port, ...(say === undefined ? {} : { say }) });
    started.push(server);
    return server;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-start-'));
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('says what it does the first time, nothing after, and finds everything as it was', async () => {
    const said: string[] = [];
    const first = await start(true, 0, (line) => said.push(line));
    expect(first.adopted).toBe(false);
    expect(said.length).toBeGreaterThan(3);
    await ask(first.url, 'create table kept as select 7 as n');
    await first.close();
    await first.close();

    said.length = 0;
    const second = await start(true, 0, (line) => said.push(line));
    expect(said).toEqual([]);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    const [durable] = await ask(second.url, "select current_setting('fsync') as fsync");
    expect(durable).toEqual({ fsync: 'on' });
  });

  it('listens on this computer alone and asks for its password', async () => {
    const { url } = await start();
    const [row] = await ask(
      url,
      "select current_setting('listen_addresses') a, current_setting('unix_socket_directories') u",
    );
    expect(row).toEqual({ a: '127.0.0.1', u: '' });
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    const file = await stat(join(folder, 'password'));
    expect(file.mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect(await readFile(join(folder, 'server.log'), 'utf8')).not.toContain(new URL(url).password);
  });

  it('takes on a server whose parent was killed, and stops it in the end', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', ORPHAN, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const url = chunk.toString().trim();
    parent.kill('SIGKILL');
    await once(parent, 'close');
    await ask(url, 'create table kept as select 8 as n');

    const server = await start();
    expect([server.adopted, server.url]).toEqual([true, url]);
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 8 }]);
    const running = await readPidFile(join(folder, 'cluster', 'postmaster.pid'));
    await server.close();
    expect(isAlive(running?.pid ?? 0)).toBe(false);
  });

  it('starts over the pid file of a machine that lost its power, even where the number is taken', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 9 as n');
    const file = join(folder, 'cluster', 'postmaster.pid');
    const left = await readFile(file, 'utf8');
    const { pid } = (await readPidFile(file)) ?? { pid: 0 };
    await stop(pid);
    await writeFile(file, left.replace(String(pid), String(process.pid)));
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 9 }]);
  });

  it('begins anew over a cluster that was only half made', async () => {
    await mkdir(join(folder, 'cluster.unfinished-1234', 'base'), { recursive: true });
    await start();
    expect((await readdir(folder)).sort()).toEqual(['cluster', 'password', 'server.log']);
  });

  it('says in words that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start(false, port)).rejects.toThrow(`port ${port} is in use`);
    other.close();
    await once(other, 'close');
  });
});

/** Starts a server and waits to be killed. */
const ORPHAN = `
  import { startPostgres } from ${JSON.stringify(new URL('../../../bot/local/postgres/start-postgres.ts', import.meta.url).href)};
  const { url } = await startPostgres({ folder: process.argv[1], durable: false });
  console.log(url);
  setInterval(() => undefined, 1000);
`;
