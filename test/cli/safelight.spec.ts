import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresLedger } from '../../bot/adapters/postgres/ledger.ts';
import { link } from '../../bot/audit/chain.ts';
import { A, event, received, START } from '../contract/ledger-samples.ts';
import { freshDatabase } from '../postgres/fresh-database.ts';
import type { FreshDatabase } from '../postgres/fresh-database.ts';

const PROGRAM = fileURLToPath(new URL('../../bot/cli/safelight.mjs', import.meta.url));

describe('the command npx safelight', () => {
  let database: FreshDatabase;
  let home: string;
  beforeAll(async () => {
    database = await freshDatabase();
    home = await mkdtemp(join(tmpdir(), 'safelight-cli-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const safelight = (
    words: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        SAFELIGHT_HOME: home,
        DATABASE_URL: database.url,
        ...settings,
      };
      const child = execFile(process.execPath, [PROGRAM, ...words], { env }, (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      });
    });

  it('explains itself, and says what it did not understand', async () => {
    const plain = await safelight([]);
    expect(plain.code).toBe(0);
    expect(plain.out).toContain('audit verify');
    const wrong = await safelight(['remove', 'everything']);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('Not understood: remove everything');
  });

  it('names the audit row that was altered in the database', async () => {
    const ledger = postgresLedger(database.pool, { link, clock: { now: () => START } });
    const { set } = await ledger.receive(received(A), [], [event('set-received'), event('signed-in')]);
    expect(await safelight(['audit', 'verify'])).toMatchObject({ code: 0 });
    const shown = await safelight(['show', set.id, '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({ set: { id: set.id, state: 'received' } });

    await database.pool.query(`alter table events disable trigger all;
      update events set event = replace(event, 'signed-in', 'signed-out') where sequence = 2`);
    const { code, out } = await safelight(['audit', 'verify', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      whole: false,
      chains: [{ organisation: A, row: 2, why: 'hash' }],
    });
  });

  it('lists every faulty setting, and never a secret', async () => {
    const settings = {
      NODE_ENV: 'production',
      PORT: 'many',
      DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/d',
    };
    const { code, out, err } = await safelight(['doctor'], settings);
    expect(code).toBe(1);
    expect(out).toContain('PORT is "many"');
    expect(out + err).not.toContain('hunter2');
  });

  it('says in words that the database does not answer, and never its password', async () => {
    const settings = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/d' };
    const verify = await safelight(['audit', 'verify'], settings);
    expect(verify.code).toBe(1);
    expect(verify.err).toContain('ledger-unreachable');
    const examined = await safelight(['doctor', '--json'], settings);
    expect(examined.code).toBe(1);
    const { findings } = JSON.parse(examined.out) as { findings: { setting: string; state: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ setting: 'DATABASE_URL', state: 'fail' }));
    expect(JSON.stringify([verify, examined])).not.toContain('hunter2');
  });
});
