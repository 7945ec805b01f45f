import type { Logger } from 'pino';
import { sayRestored } from '../../cards/text/restored.ts';
import { replayJournal } from '../restore/replay.ts';
import type { Restore } from '../set/journal.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';
import { say } from './say.ts';

/** Before anything is served. Every restore ever found, oldest first; one found now is said on the console. */
export const replayRestored = async (stores: Stores, log: Logger): Promise<readonly Restore[]> => {
  const { now, ever } = await replayJournal({ ...stores, clock: systemClock });
  for (const restore of now) {
    log.error(restore, 'the ledger was restored from a backup');
    say('');
    for (const line of sayRestored(restore)) say(`  ${restore.organisation}: ${line}`);
    say('');
  }
  return ever;
};
