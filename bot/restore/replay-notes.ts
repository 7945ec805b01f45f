import { newestFacts, withKeptFacts } from '../policy/kept/kinds.ts';
import { owedSince } from '../policy/kept/mis-send.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NewDuty } from '../set/duty.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { SetNote } from '../set/journal.ts';
import { readNotes } from './read-notes.ts';

/**
 * Sets that the ledger knows, and of which the journal knows more: closed again as they were, before anything is served.
 * A note of a change that was never committed closes too: somebody meant it. Says how many sets there were. Sets that
 * are lost as a whole are for `fsck --rebuild`, which reads the same notes.
 */
export const replayNotes = async (
  parts: { readonly ledger: Ledger; readonly blobs: Pick<Blobs, 'list' | 'get'>; readonly clock: Clock },
  organisation: OrganisationId,
  since?: Instant,
): Promise<number> => {
  let behind = 0;
  for (const [id, { notes }] of await readNotes(parts.blobs, organisation, since)) {
    const row = await parts.ledger.read(organisation, id);
    if (row === undefined || newerThan(row, notes).length === 0) continue;
    const now = parts.clock.now();
    const facts = { notes: newerThan(row, notes).length };
    await parts.ledger.change(organisation, id, {
      to: (current) => replayed(current, newerThan(current, notes)),
      owes: owed(replayed(row, newerThan(row, notes)), now),
      events: [{ kind: 'facts-replayed', at: now, by: 'system', set: id, facts }],
    });
    behind += 1;
  }
  return behind;
};

/** What was said wrongly sent is told and retracted anew: the duties of that day are not in what came back. */
const owed = (set: ImageSet, dueAt: Instant): readonly NewDuty[] => [
  ...(set.state === 'stored' ? [{ verb: 'redraw', dueAt } as const] : []),
  ...owedSince(set).map((image) => ({ verb: 'file', subject: image, dueAt }) as const),
  ...(owedSince(set).length === 0 ? [] : [{ verb: 'alarm', subject: 'mis-sent', dueAt } as const]),
];

const newerThan = (row: ImageSet, notes: readonly SetNote[]): readonly SetNote[] =>
  row.state === 'stored' || row.state === 'received'
    ? notes.filter(({ number }) => number > (row.noted ?? 0))
    : [];

const replayed = (row: ImageSet, notes: readonly SetNote[]): ImageSet =>
  notes.length === 0
    ? row
    : {
        ...withKeptFacts(row, newestFacts(notes)),
        noted: Math.max(...notes.map(({ number }) => number)),
      };
