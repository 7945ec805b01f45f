import type { Blobs } from '../ports/blobs.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import { journalNames, noteTime, readJournalName, readNoteName } from '../set/journal.ts';
import type { NotesBegun, SetNote } from '../set/journal.ts';
import { putOnce } from './put-once.ts';
import { readOne } from './read-journal.ts';

export interface NotesOfSet {
  readonly notes: readonly SetNote[];
  /** One of them cannot be read: what it said, nobody can know. */
  readonly broken: boolean;
}

/**
 * The journal's notes of an organisation's sets, those written since that moment, or all. `newer` says of a set and a
 * number, before anything is read, whether the note is wanted.
 */
export const readNotes = async (
  blobs: Pick<Blobs, 'list' | 'get'>,
  organisation: OrganisationId,
  since?: Instant,
): Promise<ReadonlyMap<SetId, NotesOfSet>> => {
  const notes = new Map<SetId, NotesOfSet>();
  const from = since === undefined ? '' : noteTime(since);
  for await (const { name } of blobs.list('journal', journalNames.notesOf(organisation))) {
    const read = readNoteName(readJournalName(name)?.rest ?? '');
    if (read === undefined || read.at < from) continue;
    const found = await readOne<SetNote>(blobs, name);
    const was = notes.get(read.set) ?? { notes: [], broken: false };
    const own = found.filter((note) => note.set === read.set && note.organisation === organisation);
    notes.set(read.set, { notes: [...was.notes, ...own], broken: was.broken || own.length === 0 });
  }
  return notes;
};

/** Before anything is served, for ever: of sets taken since, a missing note means that there was none. */
export const beginNotes = async (blobs: Pick<Blobs, 'put'>, at: Instant): Promise<void> => {
  const begun: NotesBegun = { format: 1, at };
  await putOnce(blobs, journalNames.notesBegun, begun);
};

/** Undefined: the journal never began, or was lost; then nothing is known of any set. */
export const notesBegun = async (blobs: Pick<Blobs, 'get'>): Promise<Instant | undefined> => {
  try {
    const [begun] = await readOne<NotesBegun>(blobs, journalNames.notesBegun);
    return begun?.at;
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'blob-missing') return undefined;
    throw thrown;
  }
};
