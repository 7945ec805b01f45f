import type { HeadNote } from '../audit/head-note.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import type { Break, ChainVerdict } from '../audit/verify-chain.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { Outcome } from './outcome.ts';

const WHY: Readonly<Record<Break, string>> = {
  gap: 'it is missing, or stands where another row belongs',
  organisation: 'it belongs to another organisation',
  hash: 'it is not what was written: its hash does not follow from its words and the row before',
  unreadable: 'its text is not one that Safelight wrote',
  rewritten: 'the chain agrees with itself, but not with the head that was kept elsewhere',
  'cut-off': 'it is missing: the head that was kept elsewhere says that the chain was longer',
};

/**
 * Walks every organisation's chain. One bad row anywhere is exit 1; the first of each chain is named. With heads `kept`
 * elsewhere, also a chain written anew, cut off at its end or gone altogether is found.
 */
export const auditVerify = async (
  { audit }: Pick<Ledger, 'audit'>,
  kept: readonly HeadNote[] = [],
): Promise<Outcome> => {
  const verdicts: (ChainVerdict & { readonly organisation: OrganisationId })[] = [];
  const known = new Set([...(await audit.organisations()), ...kept.map((note) => note.organisation)]);
  for (const organisation of known) {
    verdicts.push({ organisation, ...(await verifyChain(organisation, audit.rows(organisation), kept)) });
  }
  const whole = verdicts.every((verdict) => verdict.whole);
  return {
    lines: verdicts.length === 0 ? ['No organisation has an audit yet.'] : verdicts.map(inWords),
    json: { whole, chains: verdicts },
    exit: whole ? 0 : 1,
  };
};

const inWords = (verdict: ChainVerdict & { readonly organisation: OrganisationId }): string =>
  verdict.whole
    ? `${verdict.organisation}: ${verdict.rows} rows, nothing altered. Head ${verdict.head}`
    : `${verdict.organisation}: row ${verdict.row} is the first bad row: ${WHY[verdict.why]}.`;
