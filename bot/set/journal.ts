import type { BlobName, OrganisationId, PersonId, SetId } from './ids.ts';
import { blobName } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * What the store's `journal` container keeps for the day the database is restored from a backup: JSON, written once
 * under a name that says what it is. No patient detail, no text. Invariant 8: a restore replays it before serving.
 */
export interface Tombstone {
  readonly format: 1;
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly disposedAt: Instant;
  readonly approvedBy: readonly PersonId[];
  /** Everything that was to be destroyed. */
  readonly blobs: readonly BlobName[];
}

/** How far an organisation's audit had come: a restored ledger is shorter, or goes on otherwise. */
export interface KeptHead {
  readonly format: 1;
  readonly organisation: OrganisationId;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
}

/** A restore that was found, what was done about it, and where knowledge ends. */
export interface Restore {
  readonly format: 1;
  readonly organisation: OrganisationId;
  readonly foundAt: Instant;
  /** The newest thing the restored ledger knew of. */
  readonly knownUntil?: Instant;
  /** The first audit row that is lost. */
  readonly lostFrom: number;
  /** The last one known to have existed; later ones may have. Absent where no head was kept. */
  readonly lostTo?: number;
  /** Sets disposed of once more. */
  readonly disposedAgain: number;
  /** Disposals begun before the restore of which nothing had been destroyed: they are to be approved anew. */
  readonly toApproveAgain: number;
}

type Kind = 'disposed' | 'head' | 'restored' | 'told';

const nameOf = (kind: Kind, organisation: OrganisationId, rest: string): BlobName =>
  blobName(`${kind}/${organisation}/${rest}`);

export const journalNames = {
  tombstone: (organisation: OrganisationId, set: SetId): BlobName => nameOf('disposed', organisation, set),
  /** Two chains that part have two heads of one length. */
  head: ({ organisation, sequence, hash }: KeptHead): BlobName =>
    nameOf('head', organisation, `${sequence}-${hash.slice(0, 16)}`),
  restore: ({ organisation, foundAt }: Restore): BlobName =>
    nameOf('restored', organisation, foundAt.replaceAll(':', '')),
  /** Stands once people were told of that restore. */
  told: ({ organisation, foundAt }: Restore): BlobName =>
    nameOf('told', organisation, foundAt.replaceAll(':', '')),
} as const;

/** What a name in the journal says; undefined for a name that is none of ours. */
export const readJournalName = (
  name: BlobName,
): { readonly kind: Kind; readonly organisation: OrganisationId; readonly rest: string } | undefined => {
  const [, kind, organisation, rest] = /^(disposed|head|restored|told)\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
  return kind === undefined || organisation === undefined || rest === undefined
    ? undefined
    : { kind: kind as Kind, organisation: organisation as OrganisationId, rest };
};
