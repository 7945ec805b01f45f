import type pg from 'pg';
import type { OrganisationId } from '../../set/ids.ts';
import { asLedgerError, isRepeatable } from './fault.ts';

/** How often a deadlocked or unserialisable transaction is tried in all. */
const TRIES = 4;

/**
 * Statements that nobody waits for are sent at once, one behind the other (bot/adapters/postgres/pool.ts): where one
 * fails, those behind it fail with it. What `last` is given is sent together with the commit, and heard of with it.
 */
type Work<T> = (client: pg.PoolClient, last: (sent: Promise<unknown>) => void) => Promise<T>;

/** All of `work` or none of it, seeing only this organisation's rows. Repeated where PostgreSQL asks for it. */
export const asOrganisation = <T>(pool: pg.Pool, organisation: OrganisationId, work: Work<T>): Promise<T> =>
  inTransaction(pool, inOrganisation(organisation), awaitFirst(work));

/** The same where `work` begins with reading or locking alone, which need not wait until the transaction has begun. */
export const lookAsOrganisation = <T>(
  pool: pg.Pool,
  organisation: OrganisationId,
  work: (client: pg.PoolClient, began: Promise<unknown>, last: Parameters<Work<T>>[1]) => Promise<T>,
): Promise<T> => inTransaction(pool, inOrganisation(organisation), work);

const inOrganisation =
  (organisation: OrganisationId): Preamble =>
  (client) =>
    `set local role safelight_app;
     select set_config('safelight.organisation', ${client.escapeLiteral(organisation)}, true)`;

/** As the worker role: sees the duties of every organisation, and no set. With `turn`, one after another. */
export const asWorker = <T>(pool: pg.Pool, work: Work<T>, turn?: number): Promise<T> =>
  inTransaction(
    pool,
    () =>
      `set local role safelight_worker${turn === undefined ? '' : `; select pg_advisory_xact_lock(${turn})`}`,
    awaitFirst(work),
  );

/** As the ordinary role without an organisation: sees sessions, and no row of any organisation. */
export const asSessions = <T>(pool: pg.Pool, work: Work<T>): Promise<T> =>
  inTransaction(pool, () => 'set local role safelight_app', awaitFirst(work));

type Preamble = (client: pg.PoolClient) => string;
type Begun<T> = (client: pg.PoolClient, began: Promise<unknown>, last: Parameters<Work<T>>[1]) => Promise<T>;

/** Nothing is written before it is known to be within the transaction, and in its role. */
const awaitFirst =
  <T>(work: Work<T>): Begun<T> =>
  async (client, began, last) => {
    await began;
    return work(client, last);
  };

const inTransaction = async <T>(pool: pg.Pool, preamble: Preamble, work: Begun<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, preamble, work);
    } catch (thrown) {
      if (attempt === TRIES || !isRepeatable(thrown)) throw asLedgerError(thrown);
    }
  }
};

const once = async <T>(pool: pg.Pool, preamble: Preamble, work: Begun<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  const sent: Promise<unknown>[] = [];
  const send = (one: Promise<unknown>): void => {
    // Heard of below; until then it must not count as unheard.
    one.catch(() => undefined);
    sent.push(one);
  };
  try {
    const began = client.query(`begin; ${preamble(client)}`);
    send(began);
    const result = await work(client, began, send);
    // After a statement that failed a commit undoes without a word: all of them are asked.
    send(client.query('commit'));
    await Promise.all(sent);
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
