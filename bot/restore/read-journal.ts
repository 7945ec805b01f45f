import type { Blobs, StoredBlob } from '../ports/blobs.ts';
import { asSafelightError } from '../set/errors.ts';
import type { BlobName, OrganisationId, SetId } from '../set/ids.ts';
import { setId } from '../set/ids.ts';
import type { KeptHead, Restore } from '../set/journal.ts';
import { readJournalName } from '../set/journal.ts';

/** Everything in the journal but the tombstones' own words and the notes on sets, which are read when they are needed. */
export interface Journal {
  readonly disposed: readonly { readonly organisation: OrganisationId; readonly set: SetId }[];
  readonly heads: readonly KeptHead[];
  /** Oldest first. */
  readonly restores: readonly Restore[];
  readonly told: ReadonlySet<BlobName>;
}

export const readJournal = async (blobs: Pick<Blobs, 'list' | 'get'>): Promise<Journal> => {
  const disposed: { organisation: OrganisationId; set: SetId }[] = [];
  const heads: KeptHead[] = [];
  const restores: Restore[] = [];
  const told = new Set<BlobName>();
  for await (const { name } of namesOf(blobs)) {
    const read = readJournalName(name);
    if (read?.kind === 'disposed') {
      disposed.push({ organisation: read.organisation, set: setId(read.rest) });
    } else if (read?.kind === 'told') told.add(name);
    else if (read?.kind === 'head') heads.push(...(await readOne<KeptHead>(blobs, name)));
    else if (read?.kind === 'restored') restores.push(...(await readOne<Restore>(blobs, name)));
  }
  restores.sort((a, b) => a.foundAt.localeCompare(b.foundAt));
  return { disposed, heads, restores, told };
};

/** Notes on sets are many: they are not even listed where nothing asks for them. */
async function* namesOf(blobs: Pick<Blobs, 'list'>): AsyncIterable<StoredBlob> {
  for (const kind of ['disposed/', 'head/', 'restored/', 'told/']) yield* blobs.list('journal', kind);
}

/**
 * One note, or none: another process tidies old heads away at any time, and a note that is not what we write proves
 * nothing, so it must not keep Safelight from starting.
 */
export const readOne = async <T extends { readonly format: 1 }>(
  blobs: Pick<Blobs, 'get'>,
  name: BlobName,
): Promise<readonly T[]> => {
  try {
    const read = JSON.parse(Buffer.from(await blobs.get('journal', name)).toString()) as T | null;
    return read?.format === 1 ? [read] : [];
  } catch (thrown) {
    if (thrown instanceof SyntaxError || asSafelightError(thrown).code === 'blob-missing') return [];
    throw thrown;
  }
};
