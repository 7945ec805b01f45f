import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { postgresLedger } from '../../bot/adapters/postgres/ledger.ts';
import { migrate } from '../../bot/adapters/postgres/migrate.ts';
import { createPool } from '../../bot/adapters/postgres/pool.ts';
import { link } from '../../bot/audit/chain.ts';
import { findRunning } from '../../bot/local/postgres/running.ts';
import { startPostgres } from '../../bot/local/postgres/start-postgres.ts';
import { SECOND } from '../../bot/set/instant.ts';
import { nurse, openHospital, ring, startProcess, wardPlace } from '../crash/hospital.ts';
import { faultsIn } from '../crash/must-hold.ts';
import { openAlerts, PICTURE, setOf, storedOf } from '../crash/post.ts';
import { freshDatabase, type FreshDatabase } from '../postgres/fresh-database.ts';

const SHA = createHash('sha256').update(PICTURE).digest('hex');

/** The real ledger beneath the real steps; chat, store and keys in memory. */
const begin = (pool: pg.Pool) => {
  const memory = openHospital();
  const hospital = { ...memory, ledger: postgresLedger(pool, { link, clock: memory.clock }) };
  memory.chat.signedIn.add(nurse.oid);
  const at = memory.chat.say(wardPlace, nurse, { inline: [PICTURE] });
  const process = startProcess(hospital);
  return {
    hospital,
    at,
    notes: process.notes,
    hear: () => ring(memory, process, at),
    /** One look for work; a database that is away is no end of it, as in the worker's own loop. */
    turn: () => process.worker.turn().catch(() => 0),
    work: async (turns = 60) => {
      for (let n = 0; n < turns; n += 1) {
        if ((await process.worker.turn()) === 0) memory.clock.pass(5 * SECOND);
      }
    },
  };
};
type Begun = ReturnType<typeof begin>;

const isSafe = async ({ hospital, at }: Begun): Promise<void> => {
  expect(await faultsIn(hospital, new Map([[at, new Set([SHA])]]))).toEqual([]);
  expect((await storedOf(hospital, at)).images).toHaveLength(1);
  expect(hospital.chat.visible(at)).toEqual([]);
  expect(hospital.chat.cards).toHaveLength(1);
  expect(openAlerts(await setOf(hospital, at))).toEqual([]);
};

describe('The database fails while it runs', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    // Counts also what is rolled back, so that a fault strikes so many times and then no more.
    await database.pool.query('create sequence struck');
  });
  afterEach(() => database.drop());

  /** The next so many writes to the table fail as PostgreSQL itself fails with this SQLSTATE. */
  const strike = async (table: 'sets' | 'duties', sqlState: string, times: number): Promise<void> => {
    await database.pool.query(`
      grant usage on sequence struck to public;
      create or replace function strike() returns trigger language plpgsql as $$
      begin
        if nextval('struck') <= ${times} then raise exception 'struck' using errcode = '${sqlState}'; end if;
        return coalesce(new, old);
      end $$;
      create trigger faulty before insert or update or delete on ${table}
        for each row execute function strike()`);
  };

  it.each([
    ['a serialisation failure', '40001'],
    ['a deadlock', '40P01'],
  ])('%s: the same is done again at once, and nobody notices', async (_what, sqlState) => {
    const begun = begin(database.pool);
    await strike('sets', sqlState, 2);
    await begun.hear();
    await begun.work();
    await isSafe(begun);
    expect(begun.notes.filter((note) => note.what === 'not-saved')).toEqual([]);
  });

  it.each([
    ['a full disk', '53100'],
    ['too many connections', '53300'],
    ['no memory', '53200'],
    ['a failover: the server is stopping', '57P01'],
    ['a failover: this server only reads by now', '25006'],
    ['a statement given up for being slow', '57014'],
    ['a lock that was not had in time', '55P03'],
    ['a broken disk', '58030'],
  ])('%s: what could not be saved is done again, and nothing is lost or doubled', async (_what, sqlState) => {
    const begun = begin(database.pool);
    await begun.hear();
    await strike('duties', sqlState, 6);
    for (let turns = 0; turns < 60; turns += 1) {
      if ((await begun.turn()) === 0) begun.hospital.clock.pass(5 * SECOND);
    }
    await isSafe(begun);
  });

  it('a full disk when a post is heard: the platform is told to send it again, and then it is taken', async () => {
    const begun = begin(database.pool);
    await strike('sets', '53100', 1);
    await expect(begun.hear()).rejects.toMatchObject({ code: 'ledger-unreachable', transient: true });
    expect(begun.hospital.chat.visible(begun.at)).toEqual([SHA]);
    await begun.hear();
    await begun.work();
    await isSafe(begun);
  });

  it('every connection is taken: whoever asks is told soon, and goes on once one is free', async () => {
    const pool = createPool({ url: database.url, size: 1, onIdleError: () => undefined });
    const begun = begin(pool);
    const taken = await pool.connect();
    await expect(begun.hear()).rejects.toMatchObject({ code: 'ledger-unreachable', transient: true });
    taken.release();
    await begun.hear();
    await begun.work();
    await isSafe(begun);
    await pool.end();
  });
});

describe('The database server is killed in the middle of the work', () => {
  it('nothing is lost, and all is finished when it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safelight-killed-'));
    const server = await startPostgres({ folder });
    const pool = createPool({ url: server.url, onIdleError: () => undefined });
    await migrate(pool);
    const begun = begin(pool);
    await begun.hear();
    const put = begun.hospital.blobs.put.bind(begun.hospital.blobs);
    let killed = false;
    // Between the sealed copy and its commit.
    begun.hospital.blobs.put = async (...what) => {
      await put(...what);
      if (killed) return;
      killed = true;
      const running = await findRunning(join(folder, 'cluster'));
      process.kill(running?.pid ?? 0, 'SIGKILL');
    };
    await begun.turn();
    // What the server's own processes still commit before they notice counts: then the picture may be gone, and is safe.
    expect(killed).toBe(true);
    await server.close();
    const again = await startPostgres({ folder, port: Number(new URL(server.url).port) });
    begun.hospital.clock.pass(30 * SECOND);
    await begun.work();
    await isSafe(begun);
    await pool.end();
    await again.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 90_000);
});
