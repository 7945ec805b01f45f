import type pg from 'pg';
import type { CoverageKept, Once, RegularWork } from '../../ports/coverage.ts';
import type { Coverage } from '../../set/coverage.ts';
import { asOrganisation } from './transaction.ts';

/** Coverage in PostgreSQL, beside the ledger. The database must have been brought forward by `migrate`. */
export const postgresCoverage = (pool: pg.Pool): CoverageKept => ({
  save: (organisation, coverage) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(
        `insert into coverage (organisation, conversation, facts) values ($1, $2, $3)
         on conflict (organisation, conversation) do update set facts = excluded.facts`,
        [organisation, coverage.place.conversation, JSON.stringify(coverage)],
      );
    }),
  all: (organisation) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<{ facts: Coverage }>(
        'select facts from coverage where organisation = $1 order by conversation',
        [organisation],
      );
      return rows.map((row) => row.facts);
    }),
  forget: (organisation, conversation) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query('delete from coverage where organisation = $1 and conversation = $2', [
        organisation,
        conversation,
      ]);
    }),
});

/** One statement decides each: whoever's row it is says it. */
export const postgresOnce = (pool: pg.Pool): Once => ({
  first: (organisation, what, subject, at) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rowCount } = await client.query(
        `insert into said_once (organisation, what, subject, at) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [organisation, what, subject, at],
      );
      return rowCount === 1;
    }),
  said: (organisation, what) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<{ subject: string }>(
        'select subject from said_once where organisation = $1 and what = $2 order by subject',
        [organisation, what],
      );
      return rows.map((row) => row.subject);
    }),
  forget: (organisation, what, subject) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rowCount } = await client.query(
        'delete from said_once where organisation = $1 and what = $2 and subject = $3',
        [organisation, what, subject],
      );
      return rowCount === 1;
    }),
});

export const postgresRegularWork = (pool: pg.Pool): RegularWork => ({
  due: (organisation, work, at) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(
        `insert into regular_work (organisation, work, due_at) values ($1, $2, $3)
         on conflict (organisation, work) do update
           set due_at = least(regular_work.due_at, excluded.due_at)`,
        [organisation, work, at],
      );
    }),
  waiting: (organisation, now) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<{ work: string }>(
        'select work from regular_work where organisation = $1 and due_at <= $2 order by due_at, work',
        [organisation, now],
      );
      return rows.map((row) => row.work);
    }),
  turn: (organisation, work, now, next) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rowCount } = await client.query(
        'update regular_work set due_at = $4 where organisation = $1 and work = $2 and due_at <= $3',
        [organisation, work, now, next],
      );
      return rowCount === 1;
    }),
});
