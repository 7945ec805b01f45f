import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onlyHosts } from '../../../bot/adapters/wire/hosts.ts';
import { send } from '../../../bot/adapters/wire/send.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { createPool } from '../../../bot/adapters/postgres/pool.ts';
import { link } from '../../../bot/audit/chain.ts';
import { asSafelightError } from '../../../bot/set/errors.ts';
import { organisationId } from '../../../bot/set/ids.ts';

/** Opens files until there are no descriptors left, calls outside, closes them, and calls again. */
const server = createServer((_request, response) => {
  response.end('{}');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const url = new URL(`http://127.0.0.1:${port}/`);
const may = onlyHosts([url.host], true);
const call = () => send({ method: 'GET', url, may, timeoutMs: 2_000 });
const pool = createPool({ url: `postgres://a:b@127.0.0.1:${port}/c`, onIdleError: () => undefined });
const ledger = postgresLedger(pool, { link, clock: { now: () => '' as never } });

const held: number[] = [];
try {
  for (;;) held.push(openSync('/dev/null', 'r'));
} catch (thrown) {
  if ((thrown as { code?: string }).code !== 'EMFILE') throw thrown;
}
const saysOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'worked';
  } catch (thrown) {
    const error = asSafelightError(thrown);
    return `${error.code} ${error.transient ? 'transient' : 'for good'}`;
  }
};
const chat = await saysOf(call());
const database = await saysOf(ledger.find(organisationId('XHB'), { by: 'all' }));
for (const one of held) closeSync(one);
const { status } = await call();
process.stdout.write(`${chat}, ${database}, then ${status}\n`);
process.exit(0);
