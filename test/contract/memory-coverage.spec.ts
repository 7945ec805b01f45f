import { link } from '../../bot/audit/chain.ts';
import { memoryCoverage, memoryOnce, memoryPartAlerts, memoryRegularWork } from '../memory/coverage.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { coverageContract } from './coverage.ts';

coverageContract('in memory', async () => {
  const { audit } = memoryLedger({ link });
  return {
    coverage: memoryCoverage(),
    once: memoryOnce(),
    work: memoryRegularWork(),
    alerts: memoryPartAlerts((organisation, events) => audit.append(organisation, events)),
    audit,
    close: async () => undefined,
  };
});
