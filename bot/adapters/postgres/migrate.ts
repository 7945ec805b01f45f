import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { SafelightError } from '../../set/errors.ts';
import { asLedgerError } from './fault.ts';

/** One of `migrations/`: applied in order of its name, once, and never altered after. */
interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sum: string;
}

/** Any fixed number: two copies of Safelight starting at once migrate one after the other. */
const LOCK = 7_235_330_101;

/**
 * Brings the database forward to this version of Safelight, never back; says which migrations were applied now.
 * Throws `database-is-newer` where a newer Safelight made it, `database-differs` where an applied migration is not
 * the one we know: to run on would be to guess. `upTo` is for specs of databases of earlier days: the last to apply.
 */
export const migrate = async (
  pool: pg.Pool,
  options: { readonly upTo?: string } = {},
): Promise<readonly string[]> => {
  const { upTo } = options;
  const ours = (await readMigrations()).filter(({ name }) => upTo === undefined || name <= upTo);
  const client = await pool.connect().catch((thrown: unknown) => {
    throw asLedgerError(thrown);
  });
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      `create table if not exists migrations
         (name text primary key, sum text not null, applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string; sum: string }>(
      'select name, sum from migrations order by name',
    );
    const owed = compare(ours, rows);
    for (const migration of owed) await apply(client, migration);
    return owed.map((migration) => migration.name);
  } catch (thrown) {
    throw asLedgerError(thrown);
  } finally {
    // Closed, not returned: its time limits were lifted, and with it goes the lock.
    client.release(true);
  }
};

/** Looks without changing anything: throws as `migrate` does where this Safelight does not know the database. */
export const refuseUnknown = async (pool: pg.Pool): Promise<void> => {
  const ours = await readMigrations();
  try {
    const { rows } = await pool.query<{ there: boolean }>(
      "select to_regclass('migrations') is not null as there",
    );
    if (rows[0]?.there !== true) return;
    const applied = await pool.query<{ name: string; sum: string }>(
      'select name, sum from migrations order by name',
    );
    compare(ours, applied.rows);
  } catch (thrown) {
    throw asLedgerError(thrown);
  }
};

const FOLDER = new URL('migrations/', import.meta.url);

const readMigrations = async (): Promise<Migration[]> => {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8');
      // A checkout may change the line ends.
      const sum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name, sql, sum };
    }),
  );
};

const compare = (
  ours: readonly Migration[],
  applied: readonly { name: string; sum: string }[],
): readonly Migration[] => {
  for (const { name, sum } of applied) {
    const known = ours.find((migration) => migration.name === name);
    if (known === undefined) {
      throw new SafelightError('database-is-newer', { facts: { migration: name } });
    }
    if (known.sum !== sum) {
      throw new SafelightError('database-differs', { facts: { migration: name } });
    }
  }
  return ours.slice(applied.length);
};

const apply = async (client: pg.PoolClient, { name, sql, sum }: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migrations (name, sum) values ($1, $2)', [name, sum]);
    await client.query('commit');
  } catch (thrown) {
    await client.query('rollback');
    throw thrown;
  }
};
