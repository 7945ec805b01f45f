import type { Blobs } from '../ports/blobs.ts';
import type { AuditTrail, Ledger } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import type { AuditRow } from '../set/event.ts';
import type { BlobName, OrganisationId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { KeptHead } from '../set/journal.ts';
import type { Journal } from './read-journal.ts';

export interface RestoredParts {
  readonly ledger: Ledger;
  readonly blobs: Blobs;
}

/** A ledger that knows less than the journal does. */
export interface Restored {
  readonly organisation: OrganisationId;
  /** Where the restored ledger ends. */
  readonly end?: AuditRow;
  readonly lostFrom: number;
  readonly lostTo?: number;
  /** Heads of the history that is lost. */
  readonly lostHeads: readonly KeptHead[];
  /** In custody for the ledger; the journal knows that their disposal was carried out. */
  readonly disposed: readonly StoredSet[];
  /** The journal knows that their disposal had begun; nothing of them was destroyed. */
  readonly begun: readonly StoredSet[];
}

/**
 * Organisations whose ledger is older than the journal. The journal must have been read before: a ledger that runs on
 * meanwhile is then never behind it.
 */
export const findRestored = async (parts: RestoredParts, journal: Journal): Promise<readonly Restored[]> => {
  const known = [...journal.heads, ...journal.disposed].map((one) => one.organisation);
  const found = await Promise.all([...new Set(known)].map((one) => lookAt(parts, journal, one)));
  return found.filter((one) => one !== undefined);
};

const lookAt = async (
  parts: RestoredParts,
  journal: Journal,
  organisation: OrganisationId,
): Promise<Restored | undefined> => {
  const { audit } = parts.ledger;
  const heads = journal.heads.filter((head) => head.organisation === organisation);
  const end = await rowOrNone(audit, organisation);
  const { lost, agreed } = await compare(audit, heads);
  const standing = await stillStanding(parts, journal, organisation);
  const forgotten = standing.filter((one) => !one.intended);
  if (lost.length === 0 && forgotten.length === 0) return undefined;
  const newest = lost.reduce((most, head) => Math.max(most, head.sequence), 0);
  const rows = end?.sequence ?? 0;
  const isShorter = lost.every((head) => head.sequence > rows);
  return {
    organisation,
    ...(end === undefined ? {} : { end }),
    lostFrom: (isShorter ? rows : agreed) + 1,
    ...(newest === 0 ? {} : { lostTo: newest }),
    lostHeads: lost,
    disposed: standing.filter((one) => one.carriedOut).map((one) => one.set),
    begun: forgotten.filter((one) => !one.carriedOut).map((one) => one.set),
  };
};

/** Heads that are not in the ledger's chain, and the newest row number that is. */
const compare = async (
  audit: AuditTrail,
  heads: readonly KeptHead[],
): Promise<{ readonly lost: readonly KeptHead[]; readonly agreed: number }> => {
  const lost: KeptHead[] = [];
  let agreed = 0;
  for (const head of heads) {
    const row = await rowOrNone(audit, head.organisation, head.sequence);
    if (row?.hash === head.hash) agreed = Math.max(agreed, head.sequence);
    else lost.push(head);
  }
  return { lost, agreed };
};

/** A row whose text was altered is not the one that was kept; the walk over the chain names it. */
const rowOrNone = async (
  audit: AuditTrail,
  organisation: OrganisationId,
  at?: number,
): Promise<AuditRow | undefined> => {
  try {
    return await audit.row(organisation, at);
  } catch (thrown) {
    if (typeof asSafelightError(thrown).facts['badRow'] === 'number') return undefined;
    throw thrown;
  }
};

interface Standing {
  readonly set: StoredSet;
  /** The ledger itself knows of the intent: then it owes the disposal, or somebody has forbidden it since. */
  readonly intended: boolean;
  readonly carriedOut: boolean;
}

/** Sets in custody that have a tombstone. Disposals are rare: all of them are looked at, at every start. */
const stillStanding = async (
  { ledger, blobs }: RestoredParts,
  { disposed }: Journal,
  organisation: OrganisationId,
): Promise<readonly Standing[]> => {
  const standing: Standing[] = [];
  for (const one of disposed.filter((each) => each.organisation === organisation)) {
    const set = await ledger.read(organisation, one.set);
    if (set?.state !== 'stored') continue;
    const [intended, carriedOut] = [await isIntended(ledger, set), await anyKeyGone(blobs, set)];
    standing.push({ set, intended, carriedOut });
  }
  return standing;
};

const isIntended = async ({ audit }: Ledger, set: StoredSet): Promise<boolean> => {
  for await (const { event } of audit.rows(set.organisation, set.id))
    if (event.kind === 'disposal-intended') return true;
  return false;
};

/** Keys are what goes first. Where they all stand nothing was destroyed, and a hold may have come between. */
const anyKeyGone = async (blobs: Blobs, set: StoredSet): Promise<boolean> => {
  for (const image of set.images) if (!(await stands(blobs, image.original.blob))) return true;
  return false;
};

const stands = async (blobs: Blobs, name: BlobName): Promise<boolean> => {
  try {
    await blobs.get('keys', name);
    return true;
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'blob-missing') return false;
    throw thrown;
  }
};
