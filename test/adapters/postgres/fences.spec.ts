import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { postgresSessions } from '../../../bot/adapters/postgres/sessions.ts';
import { asOrganisation, asSessions, asWorker } from '../../../bot/adapters/postgres/transaction.ts';
import { link } from '../../../bot/audit/chain.ts';
import { organisationId, tenantId } from '../../../bot/set/ids.ts';
import {
  A,
  B,
  event,
  owed,
  received,
  START,
  stored,
  filedTo,
  WRAPPED,
} from '../../contract/ledger-samples.ts';
import { openQuestion } from '../../memory/question.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';
import type { FreshDatabase } from '../../postgres/fresh-database.ts';

const FENCED = [
  'sets',
  'patient_sets',
  'question_people',
  'duties',
  'turns',
  'chains',
  'events',
  'lookup_keys',
];

const count = async (client: pg.PoolClient, table: string): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${table}`);
  return rows[0]?.n ?? -1;
};

describe('rows of organisations in the database', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    const ledger = postgresLedger(database.pool, { link, clock: { now: () => START } });
    for (const organisation of [A, B]) {
      const { set } = await ledger.receive(received(organisation), [owed('card')], [event('set-received')]);
      await ledger.change(organisation, set.id, {
        to: (was) => ({ ...stored(was, [filedTo('p')]), questions: [openQuestion()] }),
        events: [],
      });
      await ledger.lookupKey(organisation, async () => WRAPPED);
    }
  });
  afterAll(() => database.drop());

  it.each(FENCED)('a query of %s that forgot its condition sees one organisation only', async (table) => {
    const seen = await asOrganisation(database.pool, A, async (client) => {
      const { rows } = await client.query<{ organisation: string }>(`select organisation from ${table}`);
      return rows.map((row) => row.organisation);
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set([A]));
  });

  it.each(FENCED)('a query of %s without an organisation sees nothing', async (table) => {
    expect(await asSessions(database.pool, (client) => count(client, table))).toBe(0);
    expect(await asOrganisation(database.pool, organisationId(''), (client) => count(client, table))).toBe(0);
  });

  it('nothing can be written into another organisation', async () => {
    const written = asOrganisation(database.pool, A, (client) =>
      client.query("insert into turns (organisation) values ('XZZ')"),
    );
    await expect(written).rejects.toMatchObject({ code: 'unexpected', facts: { sqlState: '42501' } });
    const { rowCount } = await asOrganisation(database.pool, A, (client) =>
      client.query('update sets set version = version where organisation = $1', [B]),
    );
    expect(rowCount).toBe(0);
  });

  it('an organisation id with a quote in it stays an id', async () => {
    const odd = organisationId("X'; reset role; --");
    expect(await asOrganisation(database.pool, odd, (client) => count(client, 'sets'))).toBe(0);
  });

  it('the worker sees what is owed to everybody, and no set, event, patient or key', async () => {
    expect(await asWorker(database.pool, (client) => count(client, 'duties'))).toBe(2);
    for (const table of ['sets', 'patient_sets', 'events', 'lookup_keys', 'sessions']) {
      const seen = asWorker(database.pool, (client) => count(client, table));
      await expect(seen).rejects.toMatchObject({ facts: { sqlState: '42501' } });
    }
  });

  it.each(['update events set hash = hash', 'delete from events', 'truncate events'])(
    'history refuses: %s',
    async (statement) => {
      const tried = asOrganisation(database.pool, A, (client) => client.query(statement));
      await expect(tried).rejects.toMatchObject({ facts: { sqlState: '42501' } });
      await expect(database.pool.query(statement)).rejects.toThrow('the audit is append-only');
    },
  );

  it('a copy of the database holds nothing that opens a viewer session', async () => {
    const account = {
      person: { tid: tenantId('t'), oid: 'o' },
      name: 'n',
      roles: [],
      mfa: true,
      guest: false,
    };
    const { id } = await postgresSessions(database.pool).begin(account, START);
    const { rows } = await database.pool.query<Record<string, unknown>>('select * from sessions');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(id);
  });
});
