import { link } from '../../bot/audit/chain.ts';
import { memoryCaptures } from '../memory/captures.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { capturesContract } from './captures.ts';

capturesContract('in memory', async () => {
  const ledger = memoryLedger({ link });
  return {
    captures: memoryCaptures((organisation, events) => ledger.audit.append(organisation, events)),
    ledger,
    close: async () => undefined,
  };
});
