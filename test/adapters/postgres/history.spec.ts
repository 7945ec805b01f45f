import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import {
  postgresCoverage,
  postgresOnce,
  postgresRegularWork,
} from '../../../bot/adapters/postgres/keep-coverage.ts';
import { postgresPartAlerts } from '../../../bot/adapters/postgres/keep-part-alerts.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { migrate } from '../../../bot/adapters/postgres/migrate.ts';
import { postgresSessions } from '../../../bot/adapters/postgres/sessions.ts';
import { postgresWatching } from '../../../bot/adapters/postgres/watch-conversations.ts';
import { postgresSubscriptions } from '../../../bot/adapters/postgres/watch-subscriptions.ts';
import { link } from '../../../bot/audit/chain.ts';
import { verifyChain } from '../../../bot/audit/verify-chain.ts';
import { removalLine } from '../../../bot/policy/removal.ts';
import { organisationId } from '../../../bot/set/ids.ts';
import type { ImageSet } from '../../../bot/set/image-set.ts';
import { DAY, later, millis, MINUTE, SECOND } from '../../../bot/set/instant.ts';
import type { Instant } from '../../../bot/set/instant.ts';
import { event } from '../../contract/ledger-samples.ts';
import { emptyDatabase } from '../../postgres/fresh-database.ts';
import type { FreshDatabase } from '../../postgres/fresh-database.ts';

const MIGRATIONS = readdirSync('bot/adapters/postgres/migrations').sort();
const HISTORY = new URL('history/', import.meta.url);
const numberOf = (name: string): string => name.slice(0, 4);
const KEPT = readdirSync(HISTORY)
  .filter((name) => name.endsWith('.json'))
  .map(numberOf);
const ORGANISATIONS = ['XFV', 'XHB'].map(organisationId);

interface Yesterday {
  /** The clock when it was written. */
  readonly now: Instant;
  readonly session: string;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}
const yesterdayOf = (number: string): Yesterday =>
  JSON.parse(readFileSync(new URL(`${number}.json`, HISTORY), 'utf8')) as Yesterday;

/** As the superuser: fences bind whoever runs Safelight, not whoever restores a database. */
const load = async ({ pool }: FreshDatabase, { tables }: Yesterday): Promise<void> => {
  const client = await pool.connect();
  await client.query("set session_replication_role = 'replica'");
  for (const [table, rows] of Object.entries(tables)) {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query("set session_replication_role = 'origin'");
  client.release();
};

it('every migration but the newest has its database of that day', () => {
  const earlier = MIGRATIONS.slice(0, -1).map(numberOf);
  expect(earlier.filter((number) => !KEPT.includes(number))).toEqual([]);
});

describe.each(KEPT)('a database of version %s, brought forward', (number) => {
  const yesterday = yesterdayOf(number);
  const sets = (yesterday.tables['sets'] ?? []).map((row) => row['facts'] as ImageSet);
  const rowsOf = (table: string): number => yesterday.tables[table]?.length ?? 0;
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
    const upTo = MIGRATIONS.find((name) => numberOf(name) === number) ?? '';
    await migrate(database.pool, { upTo });
    await load(database, yesterday);
    const owed = MIGRATIONS.filter((name) => numberOf(name) > number);
    expect(await migrate(database.pool)).toEqual(owed);
  });
  afterEach(() => database.drop());
  const open = () => postgresLedger(database.pool, { link, clock: { now: () => yesterday.now } });

  it('holds a set in every state, each read as it was written and found by what it is', async () => {
    const ledger = open();
    expect(new Set(sets.map((set) => set.state))).toEqual(
      new Set(['received', 'stored', 'disposed', 'gone-before-custody']),
    );
    for (const set of sets) expect(await ledger.read(set.organisation, set.id)).toEqual(set);
    for (const set of sets)
      expect(await ledger.find(set.organisation, { by: 'message', at: set.origin })).toEqual([set]);
    const found = await Promise.all(ORGANISATIONS.map((one) => ledger.find(one, { by: 'all' })));
    expect(found.flat()).toHaveLength(sets.length);
    const filed = sets.flatMap((set) => (set.state === 'stored' ? set.images : [])).map((one) => one.filing);
    const [patient] = filed.flatMap((filing) => (filing.state === 'unfiled' ? [] : [filing.patient]));
    const query = { by: 'patient', lookup: patient?.lookup ?? ('' as never) } as const;
    expect(await ledger.find(organisationId('XFV'), query)).toHaveLength(1);
    const marked = sets.filter((set) => set.state === 'stored' && set.notClinical !== undefined);
    expect(await ledger.find(organisationId('XHB'), { by: 'marked' })).toEqual(marked);
    expect((await ledger.tally(organisationId('XHB'))).sets).toMatchObject({ marked: 1, outstanding: 0 });
    for (const set of sets) if (set.state === 'stored') expect(removalLine(set)).toBe('removed');
  });

  it('has its duties claimed, those of a dead worker too once the lease is over, and goes on', async () => {
    const ledger = open();
    const { now } = yesterday;
    const dueAlready = await ledger.claim('today', now, later(now, MINUTE), 50);
    expect(dueAlready.map((claim) => claim.verb)).not.toContain('ingest');
    const afterLease = later(now, 21 * SECOND);
    const [left] = await ledger.claim('today', afterLease, later(afterLease, MINUTE), 50);
    expect(left?.verb).toBe('ingest');
    if (left === undefined) return;
    const done = { claim: left, events: [event('set-stored', left.set)], duty: 'done' } as const;
    expect((await ledger.change(left.organisation, left.set, done)).state).toBe('received');
    const finishAll = async (at: Instant): Promise<number> => {
      // Of one conversation only a few at a time.
      const claims = await ledger.claim('today', at, later(at, MINUTE), 100);
      for (const claim of claims)
        await ledger.change(claim.organisation, claim.set, { claim, events: [], duty: 'done' });
      return claims.length === 0 ? 0 : claims.length + (await finishAll(at));
    };
    // A card lapses after days; everything else owed comes due before.
    expect(await finishAll(later(now, 40 * DAY))).toBe(rowsOf('duties') - 1);
  });

  it('has its audit whole, and adds to it', async () => {
    const { audit } = open();
    expect(await audit.organisations()).toEqual(ORGANISATIONS);
    let rows = 0;
    for (const organisation of ORGANISATIONS) {
      await audit.append(organisation, [event('signed-in')]);
      const verdict = await verifyChain(organisation, audit.rows(organisation));
      expect(verdict.whole).toBe(true);
      rows += verdict.whole ? verdict.rows : 0;
    }
    expect(rows).toBe(rowsOf('events') + ORGANISATIONS.length);
  });

  it('keeps sessions, keys, watches and alerts that were there, and takes new ones', async () => {
    const { pool } = database;
    const { now, session } = yesterday;
    const sessions = postgresSessions(pool);
    const touched = await sessions.touch(session, later(now, MINUTE));
    expect(touched?.account.name).toBe('Asha Nair');
    const organisation = organisationId('XFV');
    const kept = (yesterday.tables['lookup_keys'] ?? [])[0];
    const makeNone = async () => Promise.reject(new Error('a new key would lose every patient'));
    expect(await open().lookupKey(organisation, makeNone)).toEqual(kept?.['wrapped']);

    const here = organisationId('XHB');
    const place = sets[0]?.origin.place;
    if (place === undefined) throw new Error('no set');
    expect(await postgresWatching(pool).watched(here)).toHaveLength(rowsOf('watched'));
    expect(await postgresWatching(pool).installations(here)).toHaveLength(rowsOf('installations'));
    expect(await postgresSubscriptions(pool).all(here)).toHaveLength(rowsOf('subscriptions'));
    expect(await postgresCoverage(pool).all(here)).toHaveLength(rowsOf('coverage'));
    expect(await postgresPartAlerts(pool, { link }).open(here)).toHaveLength(rowsOf('part_alerts'));
    expect(await postgresOnce(pool).said(here, 'sign-in')).toHaveLength(rowsOf('said_once'));
    expect(await postgresRegularWork(pool).waiting(here, now)).toHaveLength(rowsOf('regular_work'));
    await postgresWatching(pool).installed(here, place, now);
    expect((await postgresWatching(pool).installations(here)).map(({ since }) => millis(since))).toContain(
      millis(now),
    );
  });
});
