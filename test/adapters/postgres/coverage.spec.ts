import {
  postgresCoverage,
  postgresOnce,
  postgresRegularWork,
} from '../../../bot/adapters/postgres/keep-coverage.ts';
import { postgresPartAlerts } from '../../../bot/adapters/postgres/keep-part-alerts.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { link } from '../../../bot/audit/chain.ts';
import { coverageContract } from '../../contract/coverage.ts';
import { START } from '../../contract/ledger-samples.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

coverageContract('in PostgreSQL', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  return {
    coverage: postgresCoverage(pool),
    once: postgresOnce(pool),
    work: postgresRegularWork(pool),
    alerts: postgresPartAlerts(pool, { link }),
    ledger: postgresLedger(pool, { link, clock: { now: () => START } }),
    close: () => database.drop(),
  };
});
