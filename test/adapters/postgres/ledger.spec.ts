import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { postgresSessions } from '../../../bot/adapters/postgres/sessions.ts';
import { link } from '../../../bot/audit/chain.ts';
import { ledgerContract } from '../../contract/ledger.ts';
import { sessionsContract } from '../../contract/sessions.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

ledgerContract('PostgreSQL', async (clock) => {
  const database = await freshDatabase();
  return { ledger: postgresLedger(database.pool, { link, clock }), close: () => database.drop() };
});

sessionsContract('PostgreSQL', async () => {
  const database = await freshDatabase();
  return { sessions: postgresSessions(database.pool), close: () => database.drop() };
});
