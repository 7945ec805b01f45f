import { SafelightError } from '../set/errors.ts';
import type { AuditRow } from '../set/event.ts';
import type { OrganisationId } from '../set/ids.ts';
import { GENESIS, link } from './chain.ts';

export type ChainVerdict =
  | { readonly whole: true; readonly rows: number; readonly head: string }
  | { readonly whole: false; readonly row: number; readonly why: Break };

/**
 * `gap`: the row is missing, or stands at the wrong place. `organisation`: it belongs to another chain.
 * `hash`: it, or what came before, is not what was written. `unreadable`: the ledger cannot read it as an event.
 */
export type Break = 'gap' | 'organisation' | 'hash' | 'unreadable';

/** Walks one organisation's rows in order and names the first bad one. */
export const verifyChain = async (
  organisation: OrganisationId,
  rows: AsyncIterable<AuditRow>,
): Promise<ChainVerdict> => {
  let head = GENESIS;
  let sequence = 0;
  try {
    for await (const row of rows) {
      sequence += 1;
      if (row.sequence !== sequence) return { whole: false, row: sequence, why: 'gap' };
      if (row.organisation !== organisation) return { whole: false, row: sequence, why: 'organisation' };
      head = link(head, organisation, sequence, row.event);
      if (row.hash !== head) return { whole: false, row: sequence, why: 'hash' };
    }
  } catch (thrown) {
    if (!(thrown instanceof SafelightError)) throw thrown;
    // The ledger itself found the fault while reading: a text that is no event, or rows missing before the head.
    const { badRow, why } = thrown.facts;
    if (typeof badRow !== 'number') throw thrown;
    return { whole: false, row: badRow, why: why === 'gap' || why === 'hash' ? why : 'unreadable' };
  }
  return { whole: true, rows: sequence, head };
};
