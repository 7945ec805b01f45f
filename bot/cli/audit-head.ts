import { writeHeadNote } from '../audit/head-note.ts';
import type { HeadNote } from '../audit/head-note.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Outcome } from './outcome.ts';

/**
 * One line a chain, to be kept where nobody who can write the database can write. A chain that does not hold has no
 * head worth keeping: exit 1, and `audit verify` says where it breaks.
 */
export const auditHead = async ({ audit }: Pick<Ledger, 'audit'>): Promise<Outcome> => {
  const heads: HeadNote[] = [];
  const broken: string[] = [];
  for (const organisation of await audit.organisations()) {
    const verdict = await verifyChain(organisation, audit.rows(organisation));
    if (verdict.whole) heads.push({ organisation, rows: verdict.rows, head: verdict.head });
    else broken.push(organisation);
  }
  return {
    lines: [
      ...heads.map(writeHeadNote),
      ...broken.map((organisation) => `${organisation}: no head to keep. Run audit verify.`),
    ],
    json: { heads, broken },
    exit: broken.length === 0 ? 0 : 1,
  };
};
