import { link } from '../../bot/audit/chain.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { ledgerContract } from './ledger.ts';

ledgerContract('in memory', async (clock) => ({
  ledger: memoryLedger({ link, clock }),
  close: async () => undefined,
}));
