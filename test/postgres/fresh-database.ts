import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { createPool } from '../../bot/adapters/postgres/pool.ts';
import { administer, withDatabase } from './start-for-tests.ts';
import type { TestPostgres } from './start-for-tests.ts';

export interface FreshDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Ends the pool and drops the database. */
  drop(): Promise<void>;
}

/** A database of its own for one spec, migrations applied. Call in `beforeAll`; `drop` in `afterAll`. */
export const freshDatabase = (): Promise<FreshDatabase> => makeDatabase((postgres) => postgres.template);

/** The same without the migrations. */
export const emptyDatabase = (): Promise<FreshDatabase> => makeDatabase(() => 'template1');

const makeDatabase = async (templateOf: (postgres: TestPostgres) => string): Promise<FreshDatabase> => {
  const said = process.env['SAFELIGHT_TEST_POSTGRES'];
  if (said === undefined)
    throw new Error('No PostgreSQL: run specs through jest, whose globalSetup starts it.');
  const postgres = JSON.parse(said) as TestPostgres;
  const server = postgres.url;
  const name = `safelight_spec_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${templateOf(postgres)}`);
  const url = withDatabase(server, name);
  const pool = createPool({ url, onIdleError: () => undefined });
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
};
