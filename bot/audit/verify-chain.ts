import { SafelightError } from '../set/errors.ts';
import type { AuditRow } from '../set/event.ts';
import type { OrganisationId } from '../set/ids.ts';
import { GENESIS, link } from './chain.ts';
import type { HeadNote } from './head-note.ts';

export type ChainVerdict =
  | { readonly whole: true; readonly rows: number; readonly head: string }
  | { readonly whole: false; readonly row: number; readonly why: Break };

/**
 * `gap`: the row is missing, or stands at the wrong place. `organisation`: it belongs to another chain.
 * `hash`: it, or what came before, is not what was written. `unreadable`: the ledger cannot read it as an event.
 * Only beside heads kept elsewhere: `rewritten`, the chain agrees with itself and not with what it once was;
 * `cut-off`, it once was longer.
 */
export type Break = 'gap' | 'organisation' | 'hash' | 'unreadable' | 'rewritten' | 'cut-off';

/** Walks one organisation's rows in order and names the first bad one. `kept`: heads noted earlier, of any chain. */
export const verifyChain = async (
  organisation: OrganisationId,
  rows: AsyncIterable<AuditRow>,
  kept: readonly HeadNote[] = [],
): Promise<ChainVerdict> => {
  const noted = headsByRow(organisation, kept);
  let head = GENESIS;
  let sequence = 0;
  try {
    for await (const row of rows) {
      sequence += 1;
      if (row.sequence !== sequence) return { whole: false, row: sequence, why: 'gap' };
      if (row.organisation !== organisation) return { whole: false, row: sequence, why: 'organisation' };
      head = link(head, organisation, sequence, row.event);
      if (row.hash !== head) return { whole: false, row: sequence, why: 'hash' };
      if (noted.get(sequence)?.every((one) => one === head) === false)
        return { whole: false, row: sequence, why: 'rewritten' };
    }
  } catch (thrown) {
    if (!(thrown instanceof SafelightError)) throw thrown;
    // The ledger itself found the fault while reading: a text that is no event, or rows missing before the head.
    const { badRow, why } = thrown.facts;
    if (typeof badRow !== 'number') throw thrown;
    return { whole: false, row: badRow, why: why === 'gap' || why === 'hash' ? why : 'unreadable' };
  }
  const longest = [...noted.keys()].reduce((most, rows) => Math.max(most, rows), 0);
  return longest > sequence
    ? { whole: false, row: sequence + 1, why: 'cut-off' }
    : { whole: true, rows: sequence, head };
};

const headsByRow = (
  organisation: OrganisationId,
  kept: readonly HeadNote[],
): ReadonlyMap<number, readonly string[]> => {
  const noted = new Map<number, string[]>();
  for (const note of kept) {
    if (note.organisation !== organisation) continue;
    const same = noted.get(note.rows);
    if (same === undefined) noted.set(note.rows, [note.head]);
    else same.push(note.head);
  }
  return noted;
};
