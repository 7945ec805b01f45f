import type { ConsentFacts } from './consented.ts';
import type { BlobName, OrganisationId, PersonId, SetId } from './ids.ts';
import { blobName } from './ids.ts';
import type { StoredSet } from './image-set.ts';
import type { Instant } from './instant.ts';
import type { MisSend } from './mis-send.ts';

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
  /** Sets of which what closes them was said again. Absent in what was found before such facts were noted. */
  readonly closedAgain?: number;
}

/**
 * What the journal keeps of a set in custody, because a restore must never open what was closed: one line a kind. A new
 * kind is a line here and a file in `bot/policy/kept/`, named in `kinds.ts` there; nothing else knows the kinds.
 */
export interface Kept {
  /** By image: restriction, the patient's answers, refusals, withdrawals. Its texts are sealed under the set's own key. */
  readonly consent: ConsentFacts;
  /** A legal hold, of the whole set. */
  readonly hold: NonNullable<StoredSet['hold']>;
  /** By id: said to be wrong, taken back, dealt with. */
  readonly misSend: KeptMisSend;
}
export type KeptMisSend = Pick<MisSend, 'id' | 'kind' | 'by' | 'at' | 'undoUntil' | 'undone' | 'closed'>;
export type KeptKind = keyof Kept;

/** One fact as it stands from this note on; `null`: it stands no more. */
export type KeptFact = {
  readonly [K in KeptKind]: {
    readonly kind: K;
    /** The image, or empty for the whole set. */
    readonly subject: string;
    readonly value: Kept[K] | null;
  };
}[KeptKind];

/**
 * What became of a set's facts, written so that the newest note of a fact is never more open than the ledger: what
 * closes before its commit, what opens after it. Of two with one number the stricter counts.
 */
export interface SetNote {
  readonly format: 1;
  readonly organisation: OrganisationId;
  readonly set: SetId;
  /** From 1; the ledger's row knows the newest (`noted`), so that one restored to an older point is seen to be behind. */
  readonly number: number;
  readonly at: Instant;
  /** Which key its texts are sealed under: SHA-256 of the wrapped key, which itself is never kept here. */
  readonly under: string;
  readonly facts: readonly KeptFact[];
}

/** Since when every change of such facts is noted: of what is older, and not noted, nobody can know. */
export interface NotesBegun {
  readonly format: 1;
  readonly at: Instant;
}

type Kind = 'disposed' | 'head' | 'restored' | 'told' | 'noted';

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
  /** In order of time, so that what came after a moment is found without reading a note. */
  note: ({ organisation, at, set, number }: SetNote, unique: string): BlobName =>
    nameOf('noted', organisation, [noteTime(at), set, number, unique].join('.')),
  notesOf: (organisation: OrganisationId): string => `noted/${organisation}/`,
  notesBegun: blobName('notes-begun'),
} as const;

/** What the name of a note says. Times compare as their text does. */
export const readNoteName = (
  rest: string,
): { readonly at: string; readonly set: SetId; readonly number: number } | undefined => {
  const [at = '', set = '', number = ''] = rest.split('.');
  return /^\d+$/.test(number) ? { at, set: set as SetId, number: Number(number) } : undefined;
};

/** As a note's name has it. */
export const noteTime = (at: Instant): string => at.replaceAll(':', '').replace('.', '');

/** What a name in the journal says; undefined for a name that is none of ours. */
export const readJournalName = (
  name: BlobName,
): { readonly kind: Kind; readonly organisation: OrganisationId; readonly rest: string } | undefined => {
  const [, kind, organisation, rest] =
    /^(disposed|head|restored|told|noted)\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
  return kind === undefined || organisation === undefined || rest === undefined
    ? undefined
    : { kind: kind as Kind, organisation: organisation as OrganisationId, rest };
};
