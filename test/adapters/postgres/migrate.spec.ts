import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { migrate, refuseUnknown } from '../../../bot/adapters/postgres/migrate.ts';
import { createPool } from '../../../bot/adapters/postgres/pool.ts';
import { link } from '../../../bot/audit/chain.ts';
import type { Copy } from '../../../bot/set/copy.ts';
import type { ImageSet } from '../../../bot/set/image-set.ts';
import { A, event, owed, received, START, stored } from '../../contract/ledger-samples.ts';
import { emptyDatabase } from '../../postgres/fresh-database.ts';
import type { FreshDatabase } from '../../postgres/fresh-database.ts';

describe('bringing a database forward', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(() => database.drop());

  it('applies what is missing, once, even when several copies of Safelight start together', async () => {
    const pools = [1, 2, 3].map(() => createPool({ url: database.url, onIdleError: () => undefined }));
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    expect(applied.flat()).toEqual(readdirSync('bot/adapters/postgres/migrations').sort());
    expect(await migrate(database.pool)).toEqual([]);
    for (const pool of pools) await pool.end();
  });

  it('refuses a database made by a newer Safelight', async () => {
    await migrate(database.pool);
    await database.pool.query("insert into migrations (name, sum) values ('9999-later.sql', 'x')");
    await expect(migrate(database.pool)).rejects.toMatchObject({
      code: 'database-is-newer',
      transient: false,
      facts: { migration: '9999-later.sql' },
    });
  });

  it('a look refuses it too, changes nothing, and lets an empty database be', async () => {
    await refuseUnknown(database.pool);
    const { rows } = await database.pool.query("select to_regclass('migrations') as made");
    expect(rows).toEqual([{ made: null }]);
    await migrate(database.pool);
    await refuseUnknown(database.pool);
    await database.pool.query("insert into migrations (name, sum) values ('9999-later.sql', 'x')");
    await expect(refuseUnknown(database.pool)).rejects.toMatchObject({ code: 'database-is-newer' });
  });

  it('refuses where an applied migration is not the one it knows', async () => {
    await migrate(database.pool);
    await database.pool.query("update migrations set sum = 'x'");
    await expect(migrate(database.pool)).rejects.toMatchObject({
      code: 'database-differs',
      facts: { migration: '0001-ledger.sql' },
    });
  });

  it('no longer calls outstanding what was left on purpose, and goes on calling so what waits for somebody', async () => {
    const { pool } = database;
    await migrate(pool, { upTo: '0005-posters.sql' });
    const ledger = postgresLedger(pool, { link, clock: { now: () => START } });
    const keep = async (...copies: readonly Pick<Copy, 'outcome' | 'sightings'>[]) => {
      const first = received();
      await ledger.receive(first, [], []);
      const to = (was: ImageSet): ImageSet => {
        const set = stored(was);
        const [copy] = set.copies;
        return copy === undefined ? set : { ...set, copies: copies.map((one) => ({ ...copy, ...one })) };
      };
      await ledger.change(A, first.id, { to, events: [] });
      return first.id;
    };
    const left = { outcome: { state: 'left', why: 'lives-elsewhere' }, sightings: [] } as const;
    const deleted = { state: 'message-deleted', at: START } as const;
    const look = (showed: 'gone' | 'visible') => ({ at: START, showed }) as const;
    await keep(left, { outcome: deleted, sightings: [look('visible'), look('gone')] });
    const waiting = [
      await keep(left, { outcome: { state: 'visible' }, sightings: [] }),
      await keep({ outcome: deleted, sightings: [] }),
      await keep({ outcome: deleted, sightings: [look('gone'), look('visible')] }),
    ];
    // As the Safelight of that day had written it.
    await pool.query('alter table sets no force row level security');
    await pool.query('update sets set outstanding = true');
    await pool.query('alter table sets force row level security');
    await migrate(pool);
    const found = await ledger.find(A, { by: 'outstanding' });
    expect(found.map((set) => set.id).sort()).toEqual([...waiting].sort());
  });

  it('leaves nothing behind when a migration fails half-way', async () => {
    await database.pool.query('create table sessions (mine text)');
    await expect(migrate(database.pool)).rejects.toMatchObject({ code: 'unexpected' });
    const { rows } = await database.pool.query<{ n: number }>(
      "select count(*) as n from pg_class where relname in ('sets', 'duties', 'events')",
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('is whole, or not begun, where it is cut off in the midst: the next start finishes it', async () => {
    await migrate(database.pool, { upTo: '0005-posters.sql' });
    const holder = await database.pool.connect();
    // Migration 0006 writes to every set: it waits here, part of it done, until its connection is ended.
    await holder.query('begin; lock table sets in share mode');
    const cut = createPool({ url: database.url, onIdleError: () => undefined });
    const migrating = migrate(cut);
    migrating.catch(() => undefined);
    const waiting = `select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'relation'`;
    let pid: number | undefined;
    while (pid === undefined) pid = (await database.pool.query<{ pid: number }>(waiting)).rows[0]?.pid;
    await database.pool.query('select pg_terminate_backend($1)', [pid]);
    await expect(migrating).rejects.toMatchObject({ code: 'ledger-unreachable' });
    await holder.query('rollback');
    holder.release();
    const { rows } = await database.pool.query('select max(name) as name from migrations');
    expect(rows).toEqual([{ name: '0005-posters.sql' }]);
    expect((await migrate(database.pool))[0]).toBe('0006-console.sql');
    await cut.end();
  });

  it('needs no superuser: an owner who may create roles is enough', async () => {
    const owner = `owner_${Date.now()}`;
    await database.pool.query(`create role ${owner} login createrole password 'p'`);
    await database.pool.query(`grant safelight_app, safelight_worker to ${owner} with admin option`);
    await database.pool.query(`grant all on schema public to ${owner}`);
    const url = new URL(database.url);
    [url.username, url.password] = [owner, 'p'];
    const pool = createPool({ url: url.href, onIdleError: () => undefined });
    await migrate(pool);
    const ledger = postgresLedger(pool, { link, clock: { now: () => START } });
    await ledger.receive(received(A), [owed('card')], [event('set-received')]);
    expect(await ledger.claim('w', START, START, 5)).toHaveLength(1);
    expect(await ledger.audit.organisations()).toEqual([A]);
    // The owner, too, is fenced: not even a statement outside Safelight's roles sees a row by accident.
    expect((await pool.query('select from sets')).rowCount).toBe(0);
    await pool.end();
    await database.pool.query(`drop owned by ${owner} cascade`);
    await database.pool.query(`drop role ${owner}`);
  });
});
