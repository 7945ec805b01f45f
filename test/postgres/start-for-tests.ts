import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createPool } from '../../bot/adapters/postgres/pool.ts';
import { migrate } from '../../bot/adapters/postgres/migrate.ts';
import { findRunning, isAlive, stop } from '../../bot/local/postgres/running.ts';
import { startPostgres } from '../../bot/local/postgres/start-postgres.ts';

/** What a spec needs to make a database of its own: handed to the workers in SAFELIGHT_TEST_POSTGRES. */
export interface TestPostgres {
  readonly url: string;
  readonly template: string;
}

const PREFIX = 'safelight-test-';

/** One server a run, one template with the migrations applied. TEST_DATABASE_URL: that server instead of our own. */
export const startForTests = async (): Promise<TestPostgres & { close(): Promise<void> }> => {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given === undefined || given === '' ? await ownServer() : { url: given, close: noServer };
  const template = `safelight_template_${process.pid}`;
  await administer(server.url, `create database ${template}`);
  const pool = createPool({ url: withDatabase(server.url, template), onIdleError: () => undefined });
  await migrate(pool);
  await pool.end();
  return {
    url: server.url,
    template,
    close: async () => {
      await administer(server.url, `drop database if exists ${template} with (force)`);
      await server.close();
    },
  };
};

export const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

export const administer = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const noServer = async (): Promise<void> => {
  // The server was given to us; it stays.
};

const ownServer = async (): Promise<{ url: string; close(): Promise<void> }> => {
  await sweepLeftovers();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(folder, 'run'), String(process.pid));
  const server = await startPostgres({ folder: join(folder, 'postgres'), durable: false });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** Servers of test runs that were killed before they could stop them. */
const sweepLeftovers = async (): Promise<void> => {
  for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const run = Number(await readFile(join(folder, 'run'), 'utf8').catch(() => 'unknown'));
    if (!Number.isInteger(run) || isAlive(run)) continue;
    const left = await findRunning(join(folder, 'postgres', 'cluster'));
    if (left !== undefined) await stop(left.pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
