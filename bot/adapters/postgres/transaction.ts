import type pg from 'pg';
import type { OrganisationId } from '../../set/ids.ts';
import { asLedgerError, isRepeatable } from './fault.ts';

/** How often a deadlocked or unserialisable transaction is tried in all. */
const TRIES = 4;

/** All of `work` or none of it, seeing only this organisation's rows. Repeated where PostgreSQL asks for it. */
export const asOrganisation = <T>(
  pool: pg.Pool,
  organisation: OrganisationId,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> =>
  inTransaction(
    pool,
    (client) =>
      `set local role safelight_app;
       select set_config('safelight.organisation', ${client.escapeLiteral(organisation)}, true)`,
    work,
  );

/** As the worker role: sees the duties of every organisation, and no set. With `turn`, one after another. */
export const asWorker = <T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  turn?: number,
): Promise<T> =>
  inTransaction(
    pool,
    () =>
      `set local role safelight_worker${turn === undefined ? '' : `; select pg_advisory_xact_lock(${turn})`}`,
    work,
  );

/** As the ordinary role without an organisation: sees sessions, and no row of any organisation. */
export const asSessions = <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, () => 'set local role safelight_app', work);

const inTransaction = async <T>(
  pool: pg.Pool,
  preamble: (client: pg.PoolClient) => string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, preamble, work);
    } catch (thrown) {
      if (attempt === TRIES || !isRepeatable(thrown)) throw asLedgerError(thrown);
    }
  }
};

const once = async <T>(
  pool: pg.Pool,
  preamble: (client: pg.PoolClient) => string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; ${preamble(client)}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (thrown) {
    // A connection that cannot even undo is closed, which undoes.
    await client.query('rollback').catch((cause: unknown) => {
      broken = new Error('rollback failed', { cause });
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
};
