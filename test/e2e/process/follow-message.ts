import { createHash } from 'node:crypto';
import type { SeenMessage } from '../../../bot/local/ward/page-contract.ts';
import type { ImageSet, StoredSet } from '../../../bot/set/image-set.ts';
import type { LedgerWindow } from './read-ledger.ts';
import type { Reader } from './visit-viewer.ts';
import type { Visitor } from './visit-ward.ts';
import { waitFor } from './wait-for.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The one set of a message, once it satisfies `when`. Throws at once where a message has become two sets. */
export const setOnce = async <T extends ImageSet>(
  ledger: LedgerWindow,
  message: string,
  what: string,
  when: (set: ImageSet) => set is T,
  withinMs = 60_000,
): Promise<T> => {
  let last: ImageSet | undefined;
  const look = async (): Promise<T | undefined> => {
    const sets = await ledger.setsOf(message);
    if (sets.length > 1) throw new Error(`One message has become ${sets.length} sets.`);
    last = sets[0];
    return last !== undefined && when(last) ? last : undefined;
  };
  try {
    return await waitFor(what, look, withinMs);
  } catch (cause) {
    throw new Error(`The set was last seen as ${describe(last)}`, { cause });
  }
};

const describe = (set: ImageSet | undefined): string => {
  if (set === undefined) return 'absent';
  const copies = 'copies' in set ? set.copies : [];
  const looks = copies.map(
    ({ what, outcome, sightings }) => `${what.kind} ${outcome.state} ${sightings.at(-1)?.showed ?? '-'}`,
  );
  return [set.state, ...looks].join(', ');
};

/** In custody with a card standing, and every copy seen as it was expected to end. */
export const settledAs =
  (...outcomes: readonly string[]) =>
  (set: ImageSet): set is StoredSet =>
    set.state === 'stored' && set.card.state === 'standing' && same(outcomesOf(set), outcomes);

/** How each copy stands, e.g. `message message-deleted gone`, in no particular order. */
export const outcomesOf = (set: StoredSet): readonly string[] =>
  set.copies
    .map(({ what, outcome, sightings }) => `${what.kind} ${outcome.state} ${sightings.at(-1)?.showed ?? '-'}`)
    .toSorted();

const same = (found: readonly string[], expected: readonly string[]): boolean =>
  found.join() === expected.toSorted().join();

/** SHA-256 of every original of a set as the viewer hands it to this reader, in no particular order. */
export const originalsFor = async (reader: Reader, set: StoredSet): Promise<readonly string[]> => {
  const sums: string[] = [];
  for (const image of set.images) {
    const { status, bytes } = await reader.get(`/sets/${set.id}/images/${image.id}/original`);
    if (status !== 200) throw new Error(`The original answered ${status}.`);
    sums.push(sha256(bytes));
  }
  return sums.toSorted();
};

/** The bot's messages in a place whose card opens this set. */
export const cardsOf = async (
  visitor: Visitor,
  place: string,
  set: Pick<StoredSet, 'id'>,
): Promise<readonly SeenMessage[]> =>
  (await visitor.see(place)).filter(
    (message) => message.from.bot && JSON.stringify(message.attachments).includes(set.id),
  );

export const messageIn = async (visitor: Visitor, place: string, id: string): Promise<SeenMessage> => {
  const found = (await visitor.see(place)).find((message) => message.id === id);
  if (found === undefined) throw new Error('The message is not there.');
  return found;
};
