import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { migrate } from '../../../bot/adapters/postgres/migrate.ts';
import { createPool } from '../../../bot/adapters/postgres/pool.ts';
import { link } from '../../../bot/audit/chain.ts';
import { startPostgres } from '../../../bot/local/postgres/start-postgres.ts';
import { A, event, owed, received, START } from '../../contract/ledger-samples.ts';

describe('PostgreSQL going away', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-outage-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('is an outage worth another try, never the end of the process, and mends by itself', async () => {
    const first = await startPostgres({ folder, durable: false });
    const broken: Error[] = [];
    const pool = createPool({ url: first.url, onIdleError: (error) => broken.push(error) });
    await migrate(pool);
    const ledger = postgresLedger(pool, { link, clock: { now: () => START } });
    await ledger.receive(received(A), [owed('card')], [event('set-received')]);

    await first.close();
    const unreachable = { code: 'ledger-unreachable', transient: true };
    await expect(ledger.find(A, { by: 'all' })).rejects.toMatchObject(unreachable);
    await expect(ledger.claim('w', START, START, 1)).rejects.toMatchObject(unreachable);
    expect(broken.length).toBeGreaterThan(0);

    const again = await startPostgres({ folder, durable: false, port: Number(new URL(first.url).port) });
    expect(await ledger.find(A, { by: 'all' })).toHaveLength(1);
    await pool.end();
    await again.close();
  });

  it('is an outage, too, where somebody answers who is not PostgreSQL', async () => {
    const stranger = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const pool = createPool({
      url: `postgres://a:b@127.0.0.1:${address.port}/c`,
      onIdleError: () => undefined,
    });
    const ledger = postgresLedger(pool, { link, clock: { now: () => START } });
    await expect(ledger.find(A, { by: 'all' })).rejects.toMatchObject({ transient: true });
    await pool.end();
    await new Promise((resolve) => stranger.close(resolve));
  });
});
