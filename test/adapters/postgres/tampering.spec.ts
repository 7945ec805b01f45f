import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { link } from '../../../bot/audit/chain.ts';
import { verifyChain } from '../../../bot/audit/verify-chain.ts';
import type { Ledger } from '../../../bot/ports/ledger.ts';
import { A, event, START } from '../../contract/ledger-samples.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';
import type { FreshDatabase } from '../../postgres/fresh-database.ts';

/** What someone with every right in the database might try. */
const TAMPERINGS: readonly (readonly [what: string, sql: string, row: number, why: string])[] = [
  [
    'one letter of an event',
    "update events set event = replace(event, '1}', '2}') where sequence = 5",
    5,
    'hash',
  ],
  [
    'a second, hidden member',
    `update events set event = replace(event, '{"kind"', '{"kind":"copy-left","kind"') where sequence = 6`,
    6,
    'unreadable',
  ],
  ['spaces in the text', "update events set event = event || ' ' where sequence = 3", 3, 'unreadable'],
  ['a row in the middle removed', 'delete from events where sequence = 4', 4, 'gap'],
  ['the newest rows removed', 'delete from events where sequence > 7', 8, 'gap'],
  ['every row removed', 'delete from events', 1, 'gap'],
  ['the head set back', 'update chains set sequence = 7', 8, 'gap'],
  ['the head’s hash', "update chains set hash = repeat('0', 64)", 10, 'hash'],
  [
    'two rows exchanged',
    `update events set sequence = -4 where sequence = 4; update events set sequence = 4 where sequence = 5;
     update events set sequence = 5 where sequence = -4`,
    4,
    'hash',
  ],
];

describe('an audit table that was altered behind Safelight’s back', () => {
  let database: FreshDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    ledger = postgresLedger(database.pool, { link, clock: { now: () => START } });
    for (let n = 1; n <= 10; n += 1) {
      await ledger.audit.append(A, [{ ...event('image-opened'), facts: { view: n % 2, attempt: 1 } }]);
    }
    await database.pool.query(
      'create table events_kept as select organisation, sequence, event, hash from events',
    );
    await database.pool.query('create table chains_kept as select * from chains');
  });
  afterAll(() => database.drop());

  it.each(TAMPERINGS)('%s: the first bad row is named', async (_what, sql, row, why) => {
    await withoutTrigger(database.pool, sql);
    expect(await verifyChain(A, ledger.audit.rows(A))).toEqual({ whole: false, row, why });
    await withoutTrigger(
      database.pool,
      `delete from events; insert into events select * from events_kept;
       delete from chains; insert into chains select * from chains_kept`,
    );
    expect(await verifyChain(A, ledger.audit.rows(A))).toMatchObject({ whole: true, rows: 10 });
  });
});

const withoutTrigger = async (pool: pg.Pool, sql: string): Promise<void> => {
  await pool.query(`alter table events disable trigger all; ${sql}; alter table events enable trigger all`);
};
