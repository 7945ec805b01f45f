import { describe, expect, it } from '@jest/globals';
import { describeReport } from '../../bot/cli/fsck-report.ts';
import { fsck } from '../../bot/cli/fsck.ts';
import { removalLine } from '../../bot/policy/removal.ts';
import { beginNotes } from '../../bot/restore/read-notes.ts';
import { openWords } from '../../bot/sealed/words.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { BlobName } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { A, event, only, received, START } from '../contract/ledger-samples.ts';
import { pathOf } from '../memory/blobs.ts';
import { newStores, NOW, readStored, takeIntoCustody } from './custody.ts';
import type { Stores } from './custody.ts';

const check = (stores: Stores) => fsck(stores, { rebuild: false });
const rebuild = (stores: Stores) => fsck(stores, { rebuild: true });
/** Since before the first picture was taken, whatever closes one is noted. */
const begun = async (): Promise<Stores> => {
  const stores = newStores();
  await beginNotes(stores.blobs, START);
  return stores;
};
const blobOf = (set: StoredSet, at = 0): BlobName => only(set.images.slice(at, at + 1)).original.blob;
const kept = (stores: Stores, container: 'images' | 'keys', name: BlobName): { bytes: Uint8Array } => {
  const found = stores.blobs.contents.get(pathOf(container, name));
  if (found === undefined) throw new Error('nothing lies there');
  return found;
};

describe('checking the store', () => {
  it('finds nothing wrong where every image opens and is what was taken', async () => {
    const stores = newStores();
    await takeIntoCustody(stores, ['one', 'two']);
    const report = await check(stores);
    expect(report).toMatchObject({ faults: [], strays: [], rebuilt: [] });
    expect(report.opened).toBe(5);
    expect(describeReport(report).exit).toBe(0);
  });

  it('names the image of which one byte was flipped', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one', 'two']);
    const { bytes } = kept(stores, 'images', blobOf(set, 1));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const report = await check(stores);
    expect(report.faults).toEqual([
      {
        what: 'blob-broken',
        organisation: A,
        set: set.id,
        image: set.images[1]?.id,
        part: 'original',
        blob: blobOf(set, 1),
      },
    ]);
    expect(describeReport(report)).toMatchObject({ exit: 1 });
    expect(describeReport(report).lines[0]).toContain(blobOf(set, 1));
  });

  it('tells two swapped images from two broken ones', async () => {
    const stores = newStores();
    const [one, two] = [await takeIntoCustody(stores, ['one']), await takeIntoCustody(stores, ['two'])];
    const [a, b] = [kept(stores, 'images', blobOf(one)), kept(stores, 'images', blobOf(two))];
    [a.bytes, b.bytes] = [b.bytes, a.bytes];
    const { faults } = await check(stores);
    expect(new Set(faults.map(({ what, blob, other }) => [what, blob, other].join(' ')))).toEqual(
      new Set([`blob-swapped ${blobOf(one)} ${blobOf(two)}`, `blob-swapped ${blobOf(two)} ${blobOf(one)}`]),
    );
  });

  it('names a missing image, a missing second key and one that is not the ledger’s', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one', 'two', 'three']);
    await stores.blobs.destroy('images', blobOf(set, 0));
    await stores.blobs.destroy('keys', blobOf(set, 1));
    const other = await takeIntoCustody(stores, ['four']);
    const record = kept(stores, 'keys', blobOf(other));
    const text = Buffer.from(record.bytes).toString();
    record.bytes = Buffer.from(text.replace(/"wrapped":"..../, '"wrapped":"AAAA'));
    kept(stores, 'keys', blobOf(set, 2)).bytes = Buffer.from('{');
    const { faults } = await check(stores);
    expect(faults.map(({ what, blob }) => [what, blob].join(' ')).sort()).toEqual([
      `blob-missing ${blobOf(set, 0)}`,
      `key-record-broken ${blobOf(set, 2)}`,
      `key-record-differs ${blobOf(other)}`,
      `key-record-missing ${blobOf(set, 1)}`,
    ]);
  });

  it('names text that was exchanged between two sets', async () => {
    const stores = newStores();
    const [one, two] = [await takeIntoCustody(stores, ['one']), await takeIntoCustody(stores, ['two'])];
    await stores.ledger.change(A, one.id, { to: () => ({ ...one, words: two.words }), events: [] });
    expect((await check(stores)).faults).toEqual([
      { what: 'text-broken', organisation: A, set: one.id, part: 'words' },
    ]);
  });

  it('counts what a cut-short try left behind as a stray, not as a loss', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one']);
    const again = await takeIntoCustody(stores, ['one'], { lost: true, of: set });
    expect(await check(stores)).toMatchObject({ faults: [], strays: [blobOf(again)] });
    expect((await rebuild(stores)).rebuilt).toEqual([]);
  });

  it('does not call a message lost that is being taken this moment', async () => {
    const taking = newStores({ clock: { now: () => later(START, MINUTE) } });
    const first = received(A);
    await taking.ledger.receive(first, [], []);
    await takeIntoCustody(taking, ['one'], { lost: true, of: first });
    expect((await check(taking)).faults).toEqual([]);
    const abandoned = { ...taking, clock: { now: () => NOW } };
    expect(only((await check(abandoned)).faults).what).toBe('not-in-ledger');
  });

  it('says nothing of what it could not look at: a store out of reach is an error', async () => {
    const stores = newStores();
    await takeIntoCustody(stores, ['one']);
    const away = {
      ...stores.blobs,
      get: async () => Promise.reject(new SafelightError('blob-unreachable', { transient: true })),
    };
    await expect(check({ ...stores, blobs: away })).rejects.toMatchObject({ code: 'blob-unreachable' });
  });
});

describe('bringing back what the ledger lost', () => {
  it('finds the images of an empty ledger, and brings every one back, open to view and owed its card', async () => {
    const before = await begun();
    const [one, two] = [await takeIntoCustody(before, ['one', 'two']), await takeIntoCustody(before, ['3'])];
    const stores = newStores({ blobs: before.blobs, keys: before.keys });
    const found = await check(stores);
    expect(found.faults.map((fault) => fault.what)).toEqual(Array(3).fill('not-in-ledger'));

    const report = await rebuild(stores);
    expect(report).toMatchObject({ faults: [], strays: [] });
    expect(report.rebuilt).toHaveLength(2);
    for (const was of [one, two]) {
      const is = await readStored(stores, was.id);
      expect(is.images).toEqual(expect.arrayContaining([...was.images]));
      expect(is).toMatchObject({ words: was.words, wordsKey: was.wordsKey, lapsesAt: was.lapsesAt });
      // Nobody has looked yet, so nothing is said to be removed.
      expect(removalLine(is)).toBe('removing');
    }
    const verbs = stores.ledger.duties().map((duty) => duty.verb);
    expect(verbs.filter((verb) => verb === 'ingest' || verb === 'card')).toHaveLength(4);
    expect(verbs.filter((verb) => verb === 'render')).toHaveLength(3);
  });

  it('does nothing the second time', async () => {
    const before = await begun();
    await takeIntoCustody(before, ['one']);
    const stores = newStores({ blobs: before.blobs, keys: before.keys });
    await rebuild(stores);
    const duties = stores.ledger.duties();
    expect(await rebuild(stores)).toMatchObject({ rebuilt: [], faults: [] });
    expect(stores.ledger.duties()).toEqual(duties);
  });

  it('takes the newest of two tries, and gives all images of a set one key for their text', async () => {
    const before = await begun();
    const first = received(A);
    await takeIntoCustody(before, ['one', 'two'], { lost: true, of: first });
    const storedAt = later(START, 30 * SECOND);
    const newest = await takeIntoCustody(before, ['two'], { lost: true, of: first, storedAt });
    const stores = newStores({ blobs: before.blobs, keys: before.keys });
    const report = await rebuild(stores);
    expect(report.faults).toEqual([]);
    expect(report.strays).toHaveLength(1);
    const set = await readStored(stores, first.id);
    expect(set.images).toHaveLength(2);
    expect(set.images.map((image) => image.original.blob)).toContain(blobOf(newest));
    const key = await stores.keys.unwrap(set.wordsKey);
    for (const image of set.images) {
      expect(openWords(image.details, key, sealContext.details(set, image.id))).toEqual({ name: 'IMG.jpg' });
    }
  });

  it('adds to a set what an older database does not know of it, and keeps the rest', async () => {
    const stores = await begun();
    const set = await takeIntoCustody(stores, ['one']);
    await stores.ledger.change(A, set.id, {
      to: () => ({ ...set, card: { state: 'cannot-stand', at: START, told: true } }),
      events: [event('card-impossible', set.id)],
    });
    await takeIntoCustody(stores, ['two'], { lost: true, of: set, storedAt: later(START, MINUTE) });
    expect((await rebuild(stores)).faults).toEqual([]);
    const is = await readStored(stores, set.id);
    expect(is.images).toHaveLength(2);
    expect(is.card.state).toBe('cannot-stand');
  });

  it('says so where the message meanwhile belongs to another set', async () => {
    const stores = await begun();
    const first = received(A);
    await takeIntoCustody(stores, ['one'], { lost: true, of: first });
    await stores.ledger.receive({ ...first, id: received(A).id }, [], []);
    const report = await rebuild(stores);
    expect(only(report.faults)).toMatchObject({ what: 'cannot-rebuild', set: first.id });
  });
});
