import { sayRestored } from '../../cards/text/restored.ts';
import type { Config } from '../config.ts';
import { findRestored } from '../restore/find-restored.ts';
import { readJournal } from '../restore/read-journal.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Restore } from '../set/journal.ts';
import type { Examination, Finding } from './doctor.ts';
import { standIn, type OpenedStores } from './examine-outside.ts';
import type { Outcome } from './outcome.ts';

/** Whether the database was restored from a backup, now or ever, and what nobody can know since. */
export const examineRestores = (
  config: Config,
  stores: Pick<OpenedStores, 'ledger' | 'blobs'>,
  running: boolean,
): Examination => ({
  setting: 'DATABASE_URL',
  what: 'whether it knows all that the store’s journal knows',
  look: async () => {
    const isThere = config.databaseUrl !== undefined && config.storage !== undefined;
    return isThere || running ? look(stores) : standIn(false);
  },
});

const look = async (stores: Pick<OpenedStores, 'ledger' | 'blobs'>): Promise<Finding> => {
  try {
    const blobs = await stores.blobs();
    const journal = await readJournal(blobs);
    const restored = await findRestored({ ledger: await stores.ledger(), blobs }, journal);
    if (restored.length > 0) {
      const which = restored.map((one) => `${one.organisation} from audit row ${one.lostFrom}`).join(', ');
      return { state: 'fail', seen: `it was restored from a backup: ${which} is lost.`, mend: MEND };
    }
    return { state: 'pass', seen: journal.restores.length === 0 ? 'it does.' : inWords(journal.restores) };
  } catch (thrown) {
    const mend = 'Mend the database and the store first.';
    return { state: 'fail', seen: `cannot be seen (${asSafelightError(thrown).code}).`, mend };
  }
};

const MEND =
  'Start Safelight: before it serves, it disposes again of what was disposed of since and signs everybody out. Then run `npx safelight fsck --rebuild`.';

const inWords = (restores: readonly Restore[]): string =>
  restores.map((one) => `${one.organisation}: ${sayRestored(one).join(' ')}`).join(' ');

/** What a command found, and before it what it had to say of restores it replayed. */
export const withRestores = (restores: readonly Restore[], outcome: Outcome): Outcome =>
  restores.length === 0
    ? outcome
    : {
        ...outcome,
        lines: [
          ...restores.flatMap((one) => sayRestored(one).map((line) => `${one.organisation}: ${line}`)),
          ...outcome.lines,
        ],
        json: { ...(outcome.json as object), restored: restores },
      };
