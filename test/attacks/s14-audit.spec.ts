import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { postgresLedger } from '../../bot/adapters/postgres/ledger.ts';
import { GENESIS, link } from '../../bot/audit/chain.ts';
import { readHeadNotes, writeHeadNote } from '../../bot/audit/head-note.ts';
import type { HeadNote } from '../../bot/audit/head-note.ts';
import { auditHead } from '../../bot/cli/audit-head.ts';
import { auditVerify } from '../../bot/cli/audit-verify.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { OrganisationId } from '../../bot/set/ids.ts';
import { A, B, event, START } from '../contract/ledger-samples.ts';
import { freshDatabase } from '../postgres/fresh-database.ts';
import type { FreshDatabase } from '../postgres/fresh-database.ts';

const ROWS = 12;

/** With every right the database has, the guard of the table off. */
const asSuperuser = async (pool: pg.Pool, sql: string): Promise<void> => {
  await pool.query(`alter table events disable trigger all; ${sql}; alter table events enable trigger all`);
};

/** As somebody would who has read our own code: what remains is hashed anew, head and all. */
const writeAnew = async (pool: pg.Pool, organisation: OrganisationId): Promise<void> => {
  const { rows } = await pool.query<{ sequence: number; event: string }>(
    'select sequence, event from events where organisation = $1 order by sequence',
    [organisation],
  );
  let head = GENESIS;
  for (const [index, row] of rows.entries()) {
    head = link(head, organisation, index + 1, JSON.parse(row.event) as AuditEvent);
    await asSuperuser(
      pool,
      `update events set sequence = ${index + 1}, hash = '${head}' where organisation = '${organisation}' and sequence = ${row.sequence}`,
    );
  }
  await pool.query('update chains set sequence = $2, hash = $3 where organisation = $1', [
    organisation,
    rows.length,
    head,
  ]);
};

describe('An audit in the hands of whoever owns the database (S14; ASVS 5.0 V16.4.2, V16.4.3)', () => {
  let database: FreshDatabase;
  let ledger: Ledger;
  let kept: readonly HeadNote[];

  beforeEach(async () => {
    database = await freshDatabase();
    ledger = postgresLedger(database.pool, { link, clock: { now: () => START } });
    for (let n = 1; n <= ROWS; n += 1) {
      await ledger.audit.append(A, [{ ...event('image-opened'), facts: { view: n } }]);
      await ledger.audit.append(B, [event('signed-in')]);
    }
    kept = readHeadNotes((await auditHead(ledger)).lines.join('\n'));
    // Work went on after the heads were noted.
    await ledger.audit.append(A, [event('signed-out')]);
  });
  afterEach(() => database.drop());

  it('is whole beside its kept heads when nothing was touched, and has grown since', async () => {
    expect(kept.map(({ organisation, rows }) => [organisation, rows])).toEqual([
      [A, ROWS],
      [B, ROWS],
    ]);
    expect(await auditVerify(ledger, kept)).toMatchObject({ exit: 0, json: { whole: true } });
  });

  const simple = [
    ['one word altered', 'update events set event = replace(event, \'"view":5\', \'"view":6\')'],
    ['a time altered', "update events set event = replace(event, '2026', '2025') where sequence = 3"],
    ['a row deleted', 'delete from events where sequence = 4'],
    [
      'two rows exchanged',
      'update events set sequence = 99 where sequence = 4; update events set sequence = 4 where sequence = 5; update events set sequence = 5 where sequence = 99',
    ],
    [
      'a row copied in from another organisation',
      `update events set event = (select event from events where organisation = '${B}' and sequence = 2) where organisation = '${A}' and sequence = 2`,
    ],
    [
      'a row put in',
      `insert into events (organisation, sequence, event, hash) select organisation, sequence + 1, event, hash from events where organisation = '${A}' order by sequence desc limit 1`,
    ],
    ['the end cut off', 'delete from events where sequence > 9'],
  ] as const;
  it.each(simple)('shows %s by itself', async (_what, sql) => {
    await asSuperuser(database.pool, sql);
    expect(await auditVerify(ledger)).toMatchObject({ exit: 1, json: { whole: false } });
  });

  const thorough = [
    [
      'one word altered and all hashed anew',
      'update events set event = replace(event, \'"view":5\', \'"view":6\')',
      'rewritten',
    ],
    [
      'a row taken out of the middle and all hashed anew',
      `delete from events where organisation = '${A}' and sequence = 4`,
      'rewritten',
    ],
    [
      'the end cut off, and the head with it',
      `delete from events where organisation = '${A}' and sequence > 7`,
      'cut-off',
    ],
    ['everything deleted', `delete from events where organisation = '${A}'`, 'cut-off'],
  ] as const;
  it.each(thorough)(
    '%s: agrees with itself, and is found by the head that was kept elsewhere',
    async (_what, sql, why) => {
      await asSuperuser(database.pool, sql);
      await writeAnew(database.pool, A);
      expect(await auditVerify(ledger)).toMatchObject({ exit: 0 });
      const found = await auditVerify(ledger, kept);
      expect(found).toMatchObject({ exit: 1, json: { whole: false } });
      expect(JSON.stringify(found.json)).toContain(`"why":"${why}"`);
    },
  );

  it('an organisation taken out of the database altogether is missed by the heads that were kept', async () => {
    await asSuperuser(
      database.pool,
      `delete from events where organisation = '${A}'; delete from chains where organisation = '${A}'`,
    );
    expect(await auditVerify(ledger)).toMatchObject({ exit: 0 });
    const found = await auditVerify(ledger, kept);
    expect(found.exit).toBe(1);
    expect(found.lines.join('\n')).toContain(
      `${A}: row 1 is the first bad row: it is missing: the head that was kept elsewhere`,
    );
  });

  it('gives no head to keep while it does not hold', async () => {
    await asSuperuser(database.pool, `delete from events where organisation = '${A}' and sequence = 4`);
    const { lines, exit } = await auditHead(ledger);
    expect([exit, lines]).toEqual([
      1,
      [expect.stringContaining(B), `${A}: no head to keep. Run audit verify.`],
    ]);
  });

  it('finds its heads in a log as well as in a file of them, and takes nothing else for one', () => {
    const note = { organisation: A, rows: 7, head: 'a'.repeat(64) };
    const line = writeHeadNote(note);
    const log = `{"level":30,"msg":"x"}\n{"level":30,"anchor":"${line}","msg":"audit head"}\n`;
    expect(readHeadNotes(log)).toEqual([note]);
    expect(readHeadNotes(`${line}\r\n${line}`)).toHaveLength(2);
    for (const none of [
      line.slice(0, -1),
      `${line}0`,
      line.replace(' 7 ', ' -7 '),
      line.replace('audit-1', 'audit-2'),
      '',
    ])
      expect(readHeadNotes(none)).toEqual([]);
  });

  it('cannot be altered by the product’s own hand: its table takes new rows alone', async () => {
    for (const sql of ["update events set event = '{}'", 'delete from events', 'truncate events'])
      await expect(database.pool.query(sql)).rejects.toThrow();
    expect(await auditVerify(ledger, kept)).toMatchObject({ exit: 0 });
  });
});
