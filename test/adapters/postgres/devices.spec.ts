import { describe, expect, it } from '@jest/globals';
import { postgresChallenges, postgresDevices } from '../../../bot/adapters/postgres/keep-devices.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { postgresSessions } from '../../../bot/adapters/postgres/sessions.ts';
import { link } from '../../../bot/audit/chain.ts';
import { organisationId, personId, setId } from '../../../bot/set/ids.ts';
import { DAY, later } from '../../../bot/set/instant.ts';
import { devicesContract } from '../../contract/devices.ts';
import { START } from '../../contract/ledger-samples.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

devicesContract('in PostgreSQL', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  return {
    ...{ devices: postgresDevices(pool), challenges: postgresChallenges(pool) },
    ...{ sessions: postgresSessions(pool), close: () => database.drop() },
  };
});

describe('What one person opened', () => {
  it('is found newest first without reading the chain, of thirty days, and nobody else’s', async () => {
    const database = await freshDatabase();
    const ledger = postgresLedger(database.pool, { link, clock: { now: () => START } });
    const [here, registrar, nurse] = [
      organisationId('XHB'),
      personId('tenant-1', 'registrar'),
      personId('tenant-1', 'nurse'),
    ];
    const opened = (
      by: typeof nurse,
      set: string,
      at = START,
      kind: 'image-opened' | 'set-stored' = 'image-opened',
    ) => ({ kind, at, by, set: setId(set), facts: { device: 'phone-1' } }) as const;
    await ledger.audit.append(here, [
      opened(registrar, 'long ago', later(START, -31 * DAY)),
      opened(registrar, 'first'),
      opened(nurse, 'somebody else’s'),
      opened(registrar, 'no opening', START, 'set-stored'),
      opened(registrar, 'second'),
    ]);
    const rows = await ledger.audit.openedBy(here, registrar, later(START, -30 * DAY), 100);
    expect(rows.map(({ event }) => event.set)).toEqual(['second', 'first']);
    expect(await ledger.audit.openedBy(organisationId('XFV'), registrar, START, 100)).toEqual([]);
    const { rows: plan } = await database.pool
      .query<{ 'QUERY PLAN': string }>(
        `set local enable_seqscan = off; explain select * from events where organisation = 'XHB' and opener = 'a b'`,
      )
      .then((results) =>
        Array.isArray(results) ? ((results as unknown as (typeof results)[])[1] ?? results) : results,
      );
    expect(plan.map((line) => line['QUERY PLAN']).join()).toContain('events_by_opener');
    await database.drop();
  });
});
