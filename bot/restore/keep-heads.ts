import type { Alerts } from '../ports/alerts.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError } from '../set/errors.ts';
import { MINUTE } from '../set/instant.ts';
import { journalNames, type KeptHead, type Restore } from '../set/journal.ts';
import type { Loop } from '../sweep/every.ts';
import { every } from '../sweep/every.ts';
import { putOnce } from './put-once.ts';
import { readJournal } from './read-journal.ts';

export interface HeadRoom {
  readonly ledger: Pick<Ledger, 'audit'>;
  readonly blobs: Blobs;
  readonly alerts: Alerts;
  /** Of what could not be noted or said. */
  tell(error: SafelightError): void;
}

/** So much of the audit a restore can lose unseen, at most. */
const EVERY = MINUTE;
/** Of each chain the newest so many: were one of them lost with the store's last second, another stands. */
const KEPT = 3;

/** Notes outside the database how far each organisation's audit has come, and sees that people hear of a restore. */
export const keepHeads = (room: HeadRoom): Loop & { turn(): Promise<void> } => {
  let begun = false;
  let kept: readonly KeptHead[] = [];
  let untold: readonly Restore[] = [];
  const begin = async (): Promise<void> => {
    const { heads, restores, told } = await readJournal(room.blobs);
    kept = heads;
    untold = restores.filter((restore) => !told.has(journalNames.told(restore)));
    begun = true;
  };
  const turn = async (): Promise<void> => {
    if (!begun) await begin();
    for (const organisation of await room.ledger.audit.organisations()) {
      const own = kept.filter((head) => head.organisation === organisation);
      const other = kept.filter((head) => head.organisation !== organisation);
      kept = [...other, ...(await noteHead(room, own, await newest(room, organisation)))];
    }
    const left: Restore[] = [];
    for (const restore of untold) if (!(await tellOf(room, restore))) left.push(restore);
    untold = left;
  };
  const failed = (error: SafelightError): void => {
    room.tell(error);
  };
  return { turn, ...every(EVERY, turn, failed) };
};

const newest = async (
  { ledger }: HeadRoom,
  organisation: KeptHead['organisation'],
): Promise<KeptHead | undefined> => {
  const row = await ledger.audit.row(organisation);
  if (row === undefined) return undefined;
  const { sequence, hash, event } = row;
  return { format: 1, organisation, sequence, hash, at: event.at };
};

/** The heads that stand afterwards. */
const noteHead = async (
  { blobs }: HeadRoom,
  own: readonly KeptHead[],
  head: KeptHead | undefined,
): Promise<readonly KeptHead[]> => {
  const isNew = head !== undefined && !own.some((one) => one.hash === head.hash);
  if (isNew) await putOnce(blobs, journalNames.head(head), head);
  const all = [...own, ...(isNew ? [head] : [])].sort((a, b) => b.sequence - a.sequence);
  for (const old of all.slice(KEPT)) await blobs.destroy('journal', journalNames.head(old));
  return all.slice(0, KEPT);
};

/** One alert, by whichever process is first; taken back where nobody could be told, so that it is told later. */
const tellOf = async (room: HeadRoom, restore: Restore): Promise<boolean> => {
  const { blobs, alerts } = room;
  const { organisation, foundAt: since } = restore;
  const name = journalNames.told(restore);
  if (!(await putOnce(blobs, name, { format: 1 }))) return true;
  try {
    await alerts.raise({ what: 'ledger-restored', organisation, since, state: 'raised' });
    return true;
  } catch (thrown) {
    room.tell(asSafelightError(thrown));
    await blobs.destroy('journal', name);
    return false;
  }
};
