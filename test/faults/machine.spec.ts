import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createPool } from '../../bot/adapters/postgres/pool.ts';
import { postgresLedger } from '../../bot/adapters/postgres/ledger.ts';
import { onlyHosts } from '../../bot/adapters/wire/hosts.ts';
import { send } from '../../bot/adapters/wire/send.ts';
import { link } from '../../bot/audit/chain.ts';
import { organisationId } from '../../bot/set/ids.ts';

const run = promisify(execFile);
const said = async (script: string, limits: string): Promise<string> => {
  const command = `${limits}; exec "${process.execPath}" --import tsx ${script}`;
  const { NODE_OPTIONS: _options, ...env } = process.env;
  // How it ends is not asked: what could not be written to a full disk is complained of at the very end.
  const { stdout } = await run('bash', ['-c', command], { env, timeout: 25_000 }).catch(
    (thrown: unknown) => thrown as { stdout: string },
  );
  return stdout.trim();
};

describe('The machine beneath Safelight fails', () => {
  it('its disk is full: the log cannot be written, and the work goes on', async () => {
    const home = await mkdtemp(join(tmpdir(), 'safelight-full-'));
    // A file on which every write fails as it does on a full disk.
    await symlink('/dev/full', join(home, 'safelight.log'));
    const stdout = await said(`test/faults/machine/log-on.ts ${home}`, 'true');
    await rm(home, { recursive: true, force: true });
    expect(stdout).toBe('still here');
  });

  it('it has no file descriptors left: calls fail as outages do, and succeed once there are some', async () => {
    expect(await said('test/faults/machine/run-out-of-files.ts', 'ulimit -n 256')).toBe(
      'chat-unreachable transient, ledger-unreachable transient, then 200',
    );
  });

  it('no name can be resolved: an outage of whoever was asked, worth another try', async () => {
    const url = new URL('https://graph.safelight.invalid/v1.0/me');
    const may = onlyHosts([url.host], false);
    await expect(send({ method: 'GET', url, may, timeoutMs: 5_000 })).rejects.toMatchObject({
      code: 'chat-unreachable',
      transient: true,
    });
    const pool = createPool({
      url: 'postgres://a:b@database.safelight.invalid/c',
      onIdleError: () => undefined,
    });
    const ledger = postgresLedger(pool, { link, clock: { now: () => '' as never } });
    await expect(ledger.find(organisationId('XHB'), { by: 'all' })).rejects.toMatchObject({
      code: 'ledger-unreachable',
      transient: true,
    });
    await pool.end();
  });
});
