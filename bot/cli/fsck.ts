import { createHash } from 'node:crypto';
import { canonical } from '../audit/canonical.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { open } from '../sealed/open.ts';
import { keyName } from '../restore/note-first.ts';
import { notesBegun, readNotes, type NotesOfSet } from '../restore/read-notes.ts';
import { consentSealedAgain, imageSealedAgain } from '../sealed/seal-again.ts';
import { openWords } from '../sealed/words.ts';
import { asSafelightError } from '../set/errors.ts';
import type { BlobName, OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import { isDue, later, MINUTE } from '../set/instant.ts';
import type { SetNote } from '../set/journal.ts';
import type { KeyRecord } from '../set/key-record.ts';
import { sealContext } from '../set/sealed.ts';
import type { SealContext, SealedBlob, SealedText, WrappedKey } from '../set/sealed.ts';
import { checkConsents } from './check-consent.ts';
import { closedAsNoted, type KnownOfSet } from './close-rebuilt.ts';
import type { Fault, FaultKind, Report } from './fsck-report.ts';
import { asReceived, asStored, newestOfEachSet, owedByRebuilt, unknownCopies } from './rebuild-set.ts';
import { takeInventory } from './store-inventory.ts';
import type { StoreInventory } from './store-inventory.ts';

export interface FsckParts {
  readonly ledger: Ledger;
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly clock: Clock;
}

/** A message being taken this moment has its bytes in the store before its commit. */
const IN_HAND = 10 * MINUTE;
/** Looking for swaps tries every broken file with every other's key: past this many it is no swap. */
const MOST_SWAPS = 100;

/**
 * Opens every sealed file and text under its own key and context and compares SHA-256 (invariants 4 and 6). With
 * `rebuild`, sets that the ledger lost are first brought back from the two containers. Throws where a store cannot
 * be reached: what was not looked at is not called whole.
 */
export const fsck = async (parts: FsckParts, options: { readonly rebuild: boolean }): Promise<Report> => {
  const inventory = await takeInventory(parts.blobs);
  const rebuilt = options.rebuild ? await rebuildLost(parts, inventory) : { rebuilt: [], faults: [] };
  const check = new Check(parts, inventory);
  const sets = await allSets(parts.ledger, inventory);
  for (const set of sets) if (set.state === 'stored') await check.set(set);
  check.faults.push(...(await checkConsents(parts.ledger, sets)));
  await check.nameSwaps();
  const lost = findLost(parts, inventory, sets);
  const strays = [...inventory.images.keys(), ...inventory.keys.keys()].filter(
    (name) => !check.live.has(name) && !lost.some((record) => record.blob === name),
  );
  const unlisted = lost.map((record) => faultOf('not-in-ledger', record));
  return {
    opened: check.opened,
    faults: [
      ...check.faults,
      ...rebuilt.faults,
      ...unlisted.filter((fault) => !isNamed(fault, rebuilt.faults)),
    ],
    strays: [...new Set(strays)],
    rebuilt: rebuilt.rebuilt,
  };
};

const isNamed = (fault: Fault, among: readonly Fault[]): boolean =>
  among.some((one) => one.blob === fault.blob);

const allSets = async (ledger: Ledger, { records }: StoreInventory): Promise<readonly ImageSet[]> => {
  const known = await ledger.audit.organisations();
  const named = [...records.values()].map((record) => record.organisation);
  const sets: ImageSet[] = [];
  for (const organisation of new Set([...known, ...named])) {
    sets.push(...(await ledger.find(organisation, { by: 'all' })));
  }
  return sets;
};

const faultOf = (what: FaultKind, { organisation, set, image, blob }: KeyRecord): Fault => ({
  ...{ what, organisation, set, image, blob },
  part: 'original',
});

/** Whole images of the store that the ledger should know and does not; not what is being taken this moment. */
const findLost = (
  { clock }: FsckParts,
  { records, images }: StoreInventory,
  sets: readonly ImageSet[],
): readonly KeyRecord[] => {
  const byId = new Map(sets.map((set) => [`${set.organisation}/${set.id}`, set]));
  return [...records.values()].filter((record) => {
    const put = images.get(record.blob);
    if (put === undefined) return false;
    const set = byId.get(`${record.organisation}/${record.set}`);
    if (set?.state === 'disposed') return false;
    if (set?.state === 'stored') {
      // The same picture under another name: left by a try that was cut short.
      return !set.images.some((image) => image.sha256 === record.rebuild.facts.sha256);
    }
    return set?.state !== 'received' || isDue(later(put.putAt, IN_HAND), clock.now());
  });
};

interface Sealed {
  readonly fault: Omit<Fault, 'what'> & { readonly blob: BlobName };
  readonly key: WrappedKey;
  readonly context: SealContext;
}

/** One walk through the sets; what it found is in its fields. */
class Check {
  readonly faults: Fault[] = [];
  readonly live = new Set<BlobName>();
  opened = 0;
  readonly #broken: Sealed[] = [];
  readonly #parts: FsckParts;
  readonly #inventory: StoreInventory;

  constructor(parts: FsckParts, inventory: StoreInventory) {
    this.#parts = parts;
    this.#inventory = inventory;
  }

  async set(set: StoredSet): Promise<void> {
    const { organisation, id } = set;
    await this.#text(set, set.words, sealContext.message(set), { organisation, set: id, part: 'words' });
    for (const image of set.images) {
      const at = { organisation, set: id, image: image.id };
      const { original, renditions } = image;
      await this.#file(original, sealContext.original(set, image.id), { ...at, part: 'original' });
      this.#record(set, image);
      await this.#text(set, image.details, sealContext.details(set, image.id), { ...at, part: 'details' });
      if (renditions.state !== 'ready') continue;
      const { screen, preview } = renditions;
      await this.#file(screen, sealContext.screen(set, image.id), { ...at, part: 'screen' });
      await this.#file(preview, sealContext.preview(set, image.id), { ...at, part: 'preview' });
    }
  }

  async #file(sealed: SealedBlob, context: SealContext, at: Omit<Fault, 'what' | 'blob'>): Promise<void> {
    const { blob, key } = sealed;
    this.live.add(blob);
    try {
      const plain = open(
        await this.#parts.blobs.get('images', blob),
        await this.#parts.keys.unwrap(key),
        context,
      );
      this.opened += 1;
      const same = createHash('sha256').update(plain).digest('hex') === sealed.plainSha256;
      plain.fill(0);
      if (!same) this.faults.push({ what: 'hash-differs', ...at, blob });
    } catch (thrown) {
      const what = faultNamed(thrown);
      if (what === 'blob-broken') this.#broken.push({ fault: { ...at, blob }, key, context });
      else this.faults.push({ what, ...at, blob });
    }
  }

  async #text(
    set: StoredSet,
    text: SealedText,
    context: SealContext,
    at: Omit<Fault, 'what'>,
  ): Promise<void> {
    try {
      openWords(text, await this.#parts.keys.unwrap(set.wordsKey), context);
      this.opened += 1;
    } catch (thrown) {
      const what = faultNamed(thrown);
      this.faults.push({ what: what === 'blob-broken' ? 'text-broken' : what, ...at });
    }
  }

  #record(set: StoredSet, image: StoredImage): void {
    const { blob, key } = image.original;
    const at = { organisation: set.organisation, set: set.id, image: image.id, part: 'key record', blob };
    const record = this.#inventory.records.get(blob);
    if (record === undefined) {
      const what = this.#inventory.unreadable.has(blob) ? 'key-record-broken' : 'key-record-missing';
      this.faults.push({ what, ...at });
      return;
    }
    const said = [record.organisation, record.set, record.image, record.key, record.rebuild.facts.sha256];
    const is = [set.organisation, set.id, image.id, key, image.sha256];
    if (canonical(said) !== canonical(is)) this.faults.push({ what: 'key-record-differs', ...at });
  }

  /** A file that does not open where it lies, but under the key and context of another that does not open either. */
  async nameSwaps(): Promise<void> {
    for (const one of this.#broken) {
      const other = await this.#belongsTo(one);
      this.faults.push({
        what: other === undefined ? 'blob-broken' : 'blob-swapped',
        ...one.fault,
        ...(other === undefined ? {} : { other: other.fault.blob }),
      });
    }
  }

  async #belongsTo(one: Sealed): Promise<Sealed | undefined> {
    if (this.#broken.length > MOST_SWAPS) return undefined;
    const sealed = await this.#parts.blobs.get('images', one.fault.blob);
    for (const other of this.#broken) {
      if (other === one) continue;
      try {
        open(sealed, await this.#parts.keys.unwrap(other.key), other.context).fill(0);
        return other;
      } catch (thrown) {
        if (faultNamed(thrown) !== 'blob-broken') throw thrown;
      }
    }
    return undefined;
  }
}

const faultNamed = (thrown: unknown): FaultKind => {
  switch (asSafelightError(thrown).code) {
    case 'blob-missing':
      return 'blob-missing';
    case 'sealed-file-broken':
      return 'blob-broken';
    case 'key-missing':
      return 'key-broken';
    default:
      throw thrown;
  }
};

const rebuildLost = async (
  parts: FsckParts,
  inventory: StoreInventory,
): Promise<Pick<Report, 'rebuilt' | 'faults'>> => {
  const lost = findLost(parts, inventory, await allSets(parts.ledger, inventory));
  const rebuilt: Report['rebuilt'][number][] = [];
  const faults: Fault[] = [];
  const begun = await notesBegun(parts.blobs);
  const noted = new Map<OrganisationId, ReadonlyMap<SetId, NotesOfSet>>();
  for (const { organisation } of lost)
    if (!noted.has(organisation)) noted.set(organisation, await readNotes(parts.blobs, organisation));
  for (const images of newestOfEachSet(lost)) {
    const [oldest] = images;
    if (oldest === undefined) continue;
    const known = noted.get(oldest.organisation)?.get(oldest.set) ?? { notes: [], broken: false };
    const since = begun === undefined ? {} : { begun };
    const done = await rebuildOne(parts, images, {
      ...{ ...known, ...since, now: parts.clock.now(), takenAt: oldest.rebuild.storedAt },
    });
    if (done === undefined) faults.push(...images.map((record) => faultOf('cannot-rebuild', record)));
    else rebuilt.push(done);
  }
  return { rebuilt, faults };
};

const rebuildOne = async (
  { ledger, keys, clock }: FsckParts,
  records: readonly KeyRecord[],
  known: KnownOfSet,
): Promise<Report['rebuilt'][number] | undefined> => {
  const newest = records.at(-1);
  if (newest === undefined) return undefined;
  const { organisation, set: id } = newest;
  const now = clock.now();
  const received = { kind: 'set-received', at: now, by: 'system', set: id } as const;
  const { set } = await ledger.receive(asReceived(newest), [], [received]);
  // Sealed files are bound to their set: under another id they would not open.
  if (set.id !== id) return undefined;
  const under = set.state === 'stored' ? set.wordsKey : newest.rebuild.wordsKey;
  const images = await Promise.all(records.map((record) => withTexts(keys, record, under)));
  const lapsesAt = later(newest.rebuild.storedAt, newest.rebuild.lapseAfterMs);
  const copies = unknownCopies(newest.rebuild, images, now);
  const notes = await Promise.all(known.notes.map((note) => noteUnder(keys, records, note, under)));
  let closed = 0;
  await ledger.change(organisation, id, {
    to: (current) => {
      const rebuilt = closedAsNoted(current, asStored(current, newest, images, copies), images, {
        ...known,
        notes,
      });
      closed = closedOfThese(rebuilt, images);
      return rebuilt;
    },
    owes: owedByRebuilt(images, copies, now, lapsesAt),
    events: [{ kind: 'set-rebuilt', at: now, by: 'system', set: id, facts: { images: images.length } }],
  });
  return { set: id, images: images.length, closed };
};

const closedOfThese = (set: ImageSet, images: readonly StoredImage[]): number =>
  set.state === 'stored'
    ? set.images.filter(
        ({ id, consent }) => consent?.restriction?.why === 'restored' && images.some((one) => one.id === id),
      ).length
    : 0;

/** Two tries may have had two keys for text: a set has one. */
const withTexts = async (keys: Keys, record: KeyRecord, under: WrappedKey): Promise<StoredImage> => {
  const { facts, wordsKey } = record.rebuild;
  if (canonical(wordsKey) === canonical(under)) return facts;
  const owner = { organisation: record.organisation, id: record.set };
  return imageSealedAgain(facts, owner, { from: await keys.unwrap(wordsKey), to: await keys.unwrap(under) });
};

/** A note names the key of its texts; where the set has another now, they are sealed anew under that. */
const noteUnder = async (
  keys: Keys,
  records: readonly KeyRecord[],
  note: SetNote,
  under: WrappedKey,
): Promise<SetNote> => {
  const own = records.map(({ rebuild }) => rebuild.wordsKey).find((key) => keyName(key) === note.under);
  if (own === undefined || note.under === keyName(under)) return note;
  const both = { from: await keys.unwrap(own), to: await keys.unwrap(under) };
  const owner = { organisation: note.organisation, id: note.set };
  const facts = note.facts.map((fact) =>
    fact.kind === 'consent' && fact.value !== null
      ? { ...fact, value: consentSealedAgain(fact.value, { owner, image: fact.subject }, both) }
      : fact,
  );
  return { ...note, facts };
};
