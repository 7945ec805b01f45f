import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from '../../../bot/local/postgres/start-postgres.ts';
import type { ImageSet } from '../../../bot/set/image-set.ts';

/** The running product's own database, as its superuser: row-level security does not bind it. */
export interface LedgerWindow {
  /** Every set made of a message of the ward; more than one would break invariant 9. */
  setsOf(message: string): Promise<readonly ImageSet[]>;
  query(statement: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

export const openLedger = async (home: string): Promise<LedgerWindow> => {
  const url = await findPostgres(join(home, 'postgres'));
  if (url === undefined) throw new Error('No PostgreSQL runs in this home.');
  const client = new pg.Client({ connectionString: url });
  // Tests stop and kill the server under this connection.
  client.on('error', () => undefined);
  await client.connect();
  const query: LedgerWindow['query'] = async (statement, values = []) =>
    (await client.query(statement, [...values])).rows as Record<string, unknown>[];
  return {
    query,
    setsOf: async (message) =>
      (await query('select facts from sets where message = $1', [message])).map(
        (row) => row['facts'] as ImageSet,
      ),
    close: () => client.end(),
  };
};
