import { discloseWords, logLine } from '../../cards/text/disclosure.ts';
import type { LogLine } from '../../cards/text/disclosure.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditRow } from '../set/event.ts';
import type { Outcome } from './outcome.ts';

/** Newest of each organisation; the audit has them all. */
const MOST = 200;

/** The log of disclosures (CON-35): who gave out how much, when, on which ground. Codes and counts. */
export const disclosures = async ({ audit }: Pick<Ledger, 'audit'>): Promise<Outcome> => {
  const found: LogLine[] = [];
  let all = 0;
  for (const organisation of await audit.organisations()) {
    const own: LogLine[] = [];
    for await (const row of audit.rows(organisation)) {
      if (row.event.kind !== 'disclosure-asked') continue;
      all += 1;
      own.push(lineOf(row));
      if (own.length > MOST) own.shift();
    }
    found.push(...own);
  }
  const shown = found.toReversed();
  return {
    json: { all, disclosures: shown },
    lines: [
      ...(all === 0 ? [discloseWords.none] : []),
      ...(all > shown.length ? [discloseWords.rest(shown.length, all)] : []),
      ...shown.map(logLine),
    ],
    exit: 0,
  };
};

const lineOf = ({ organisation, event: { at, by, facts = {} } }: AuditRow): LogLine => ({
  ...{ id: String(facts['disclosure']), at, organisation },
  by: by === 'system' ? by : by.oid,
  why: String(facts['why']),
  basis: String(facts['basis']),
  images: Number(facts['images']),
  refused: Number(facts['refused']),
  files: facts['files'] === true,
});
