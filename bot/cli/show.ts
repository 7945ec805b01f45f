import { receiptLines, removalLine } from '../policy/removal.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditRow } from '../set/event.ts';
import type { SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { ReceiptLine } from '../set/receipt.ts';
import type { Outcome } from './outcome.ts';

/** One set as the ledger has it: facts, what became of each copy, events. Nothing sealed is opened or printed. */
export const show = async (ledger: Ledger, id: SetId): Promise<Outcome> => {
  for (const organisation of await ledger.audit.organisations()) {
    const set = await ledger.read(organisation, id);
    if (set !== undefined) return describe(set, await rowsOf(ledger, set));
  }
  return { lines: ['There is no such set.'], json: { error: 'set-missing' }, exit: 1 };
};

const rowsOf = async (ledger: Ledger, set: ImageSet): Promise<readonly AuditRow[]> => {
  const rows: AuditRow[] = [];
  for await (const row of ledger.audit.rows(set.organisation, set.id)) rows.push(row);
  return rows;
};

const describe = (set: ImageSet, rows: readonly AuditRow[]): Outcome => {
  const receipt = receiptOf(set);
  const removal = set.state === 'stored' ? removalLine(set) : undefined;
  const events = rows.map(({ sequence, event, hash }) => ({ sequence, ...event, hash }));
  return {
    json: { set: withoutSealed(set), ...(removal === undefined ? {} : { removal }), receipt, events },
    lines: [
      `Set ${set.id} of ${set.organisation}: ${set.state}, ${set.mode}`,
      `posted ${set.postedAt}, received ${set.receivedAt}`,
      ...(set.state === 'stored' ? [inCustody(set)] : []),
      ...(removal === undefined ? [] : [`removal: ${removal}`]),
      ...receipt.map(
        ({ copy, what, outcome, sightings }) =>
          `  ${what} ${copy}: ${outcome}${sightings.map((one) => `; ${one.at} ${one.showed}`).join('')}`,
      ),
      ...set.alerts.map(
        (one) => `alert ${one.what}: since ${one.since}, closed ${one.closedAt ?? 'not yet'}`,
      ),
      ...rows.map(({ sequence, event }) => `  ${sequence} ${event.at} ${event.kind} ${factsOf(event.facts)}`),
    ],
    exit: 0,
  };
};

const inCustody = (set: Extract<ImageSet, { state: 'stored' }>): string =>
  `in custody ${set.storedAt}, ${set.images.length} image(s), card ${set.card.state}, lapses ${set.lapsesAt}`;

const factsOf = (facts: Readonly<Record<string, unknown>> | undefined): string =>
  facts === undefined ? '' : JSON.stringify(facts);

const receiptOf = (
  set: ImageSet,
): readonly (ReceiptLine & {
  readonly copy: string;
  readonly sightings: readonly { readonly at: string; readonly showed: string }[];
})[] => {
  if (!('copies' in set)) return [];
  const lines = receiptLines(set);
  return set.copies.flatMap((copy, at) => {
    const line = lines[at];
    return line === undefined
      ? []
      : [{ copy: copy.id, images: copy.images, ...line, state: copy.outcome, sightings: copy.sightings }];
  });
};

/** Sealed text, wrapped keys and the platform's own way back are of no use to a reader, and the last is not ours. */
const HIDDEN: ReadonlySet<string> = new Set([
  'words',
  'carried',
  'details',
  'patient',
  'wrapped',
  'reference',
  // What whoever used "Urgent care" is called.
  'name',
]);

const withoutSealed = (set: ImageSet): unknown =>
  JSON.parse(
    JSON.stringify(set, (name, value: unknown) =>
      HIDDEN.has(name) && typeof value === 'string' ? '[sealed]' : value,
    ),
  ) as unknown;
