import { link } from '../../bot/audit/chain.ts';
import { memoryCoverage, memoryOnce, memoryPartAlerts, memoryRegularWork } from '../memory/coverage.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { coverageContract } from './coverage.ts';

coverageContract('in memory', async () => {
  const ledger = memoryLedger({ link });
  return {
    coverage: memoryCoverage(),
    once: memoryOnce(),
    work: memoryRegularWork(),
    alerts: memoryPartAlerts((organisation, events) => ledger.audit.append(organisation, events)),
    ledger,
    close: async () => undefined,
  };
});
