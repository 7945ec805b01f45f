import { postgresCaptures } from '../../../bot/adapters/postgres/keep-captures.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { link } from '../../../bot/audit/chain.ts';
import { capturesContract } from '../../contract/captures.ts';
import { START } from '../../contract/ledger-samples.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

capturesContract('in PostgreSQL', async () => {
  const database = await freshDatabase();
  return {
    captures: postgresCaptures(database.pool, { link }),
    ledger: postgresLedger(database.pool, { link, clock: { now: () => START } }),
    close: () => database.drop(),
  };
});
