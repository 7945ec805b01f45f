import type pg from 'pg';
import type { Asked, History, Installation, Progress, Watched, Watching } from '../../ports/watching.ts';
import type { ErrorCode } from '../../set/errors.ts';
import type { Instant } from '../../set/instant.ts';
import type { Place } from '../../set/place.ts';
import { asLedgerError } from './fault.ts';
import { asOrganisation } from './transaction.ts';

interface Row {
  readonly place: Place;
  readonly since: Instant;
  readonly cursor: string | null;
  readonly swept_at: Instant | null;
  readonly due_at: Instant;
  readonly history_what: History['what'] | null;
  readonly history_asked_at: Instant | null;
  readonly history_answered_at: Instant | null;
  readonly history_found: number | null;
  readonly history_failed: ErrorCode | null;
}

/** The watch in PostgreSQL, beside the ledger. The database must have been brought forward by `migrate`. */
export const postgresWatching = (pool: pg.Pool): Watching => ({
  installed: (organisation, place, at) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(
        `insert into installations (organisation, tenant, scope, place, since) values ($1, $2, $3, $4, $5)
         on conflict (organisation, tenant, scope) do update set
           place = excluded.place, since = least(installations.since, excluded.since)`,
        [organisation, place.tenant, place.team ?? place.conversation, JSON.stringify(place), at],
      );
    }),
  installations: (organisation) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<Installation>(
        'select place, since from installations where organisation = $1 order by scope',
        [organisation],
      );
      return rows;
    }),
  watch: (organisation, place, since, dueAt) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(
        `insert into watched (organisation, tenant, conversation, place, since, due_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [organisation, place.tenant, place.conversation, JSON.stringify(place), since, dueAt],
      );
    }),
  watched: (organisation) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<Row>(
        'select * from watched where organisation = $1 order by due_at, conversation',
        [organisation],
      );
      return rows.map(watchedFrom);
    }),
  save: (organisation, place, progress) =>
    asOrganisation(pool, organisation, (client) => save(client, [organisation, place], progress)),
  ask: (organisation, asked) =>
    asOrganisation(pool, organisation, (client) => ask(client, organisation, asked)),
  alone: (work) => alone(pool, work),
});

const watchedFrom = (row: Row): Watched => {
  const history = historyFrom(row);
  return {
    place: row.place,
    since: row.since,
    dueAt: row.due_at,
    ...(row.cursor === null ? {} : { cursor: row.cursor }),
    ...(row.swept_at === null ? {} : { sweptAt: row.swept_at }),
    ...(history === undefined ? {} : { history }),
  };
};

const historyFrom = (row: Row): History | undefined => {
  if (row.history_what === null || row.history_asked_at === null) return undefined;
  return {
    what: row.history_what,
    askedAt: row.history_asked_at,
    ...(row.history_answered_at === null ? {} : { answeredAt: row.history_answered_at }),
    ...(row.history_found === null ? {} : { found: row.history_found }),
    ...(row.history_failed === null ? {} : { failed: row.history_failed }),
  };
};

const save = async (
  client: pg.PoolClient,
  [organisation, { tenant, conversation }]: readonly [string, Place],
  { cursor, sweptAt, dueAt, history }: Progress,
): Promise<void> => {
  await client.query(
    `update watched set cursor = coalesce($4, cursor), swept_at = coalesce($5, swept_at),
       due_at = coalesce($6, due_at)
     where organisation = $1 and tenant = $2 and conversation = $3`,
    [organisation, tenant, conversation, cursor ?? null, sweptAt ?? null, dueAt ?? null],
  );
  if (history === undefined) return;
  await client.query(
    `update watched set history_found = $4, history_answered_at = $5, history_failed = $6
     where organisation = $1 and tenant = $2 and conversation = $3`,
    [organisation, tenant, conversation, history.found, history.answeredAt, history.failed ?? null],
  );
};

const ask = async (
  client: pg.PoolClient,
  organisation: string,
  { dueAt, conversation, history }: Asked,
): Promise<void> => {
  await client.query(
    `update watched set due_at = least(due_at, $2),
       history_what = coalesce($4, history_what), history_asked_at = coalesce($5, history_asked_at),
       history_answered_at = case when $4::text is null then history_answered_at end,
       history_found = case when $4::text is null then history_found end,
       history_failed = case when $4::text is null then history_failed end
     where organisation = $1 and ($3::text is null or conversation = $3)`,
    [organisation, dueAt, conversation ?? null, history?.what ?? null, history?.askedAt ?? null],
  );
};

/** Any fixed number: one sweep a database. */
const LOCK = 7_235_330_103;

/** A lock of the session, not of a transaction: PostgreSQL lets go of it however this process ends. */
const alone = async (pool: pg.Pool, work: () => Promise<void>): Promise<boolean> => {
  const client = await pool.connect().catch((thrown: unknown) => {
    throw asLedgerError(thrown);
  });
  // It may break while nothing is asked of it; the lock is gone then, and the worst is that two look at once.
  const broke = (): void => undefined;
  client.on('error', broke);
  let held = false;
  try {
    const { rows } = await client
      .query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK])
      .catch((thrown: unknown) => {
        throw asLedgerError(thrown);
      });
    held = rows[0]?.held === true;
    if (held) await work();
    return held;
  } finally {
    const released = held ? await unlock(client) : true;
    client.off('error', broke);
    client.release(!released);
  }
};

/** False: the connection is not what it was, and must be closed, which lets go as well. */
const unlock = async (client: pg.PoolClient): Promise<boolean> => {
  try {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error) return false;
    throw thrown;
  }
};
