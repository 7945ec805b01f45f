import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Blobs, Container, StoredBlob } from '../../bot/ports/blobs.ts';
import { blobName } from '../../bot/set/ids.ts';
import type { BlobName } from '../../bot/set/ids.ts';
import { millis } from '../../bot/set/instant.ts';

export interface MadeBlobs {
  readonly blobs: Blobs;
  readonly close: () => Promise<void>;
}

const containers: readonly Container[] = ['images', 'keys', 'journal', 'staging'];
const newName = (): BlobName => blobName(randomBytes(16).toString('hex'));
const missing = expect.objectContaining({ code: 'blob-missing', transient: false });

const find = async (blobs: Blobs, container: Container, name: BlobName): Promise<StoredBlob | undefined> => {
  for await (const stored of blobs.list(container)) if (stored.name === name) return stored;
  return undefined;
};

/** What every blob store must do (bot/ports/blobs.ts). `make` may take its time; `close` is called once. */
export const blobsContract = (name: string, make: () => Promise<MadeBlobs>): void => {
  describe(`the blob store: ${name}`, () => {
    let made: MadeBlobs;
    let blobs: Blobs;
    beforeAll(async () => {
      made = await make();
      blobs = made.blobs;
      await blobs.ready();
    });
    afterAll(() => made.close());

    it('says it is ready as often as it is asked', async () => {
      await blobs.ready();
      await blobs.ready();
    });

    it.each([0, 1, 16_384, 5_000_001])('gives back the %i bytes it was given', async (length) => {
      const [at, bytes] = [newName(), randomBytes(length)];
      await blobs.put('images', at, bytes);
      expect(Buffer.from(await blobs.get('images', at)).equals(bytes)).toBe(true);
      await blobs.destroy('images', at);
    });

    it('gives some of the bytes, and says how many there are', async () => {
      const [at, bytes] = [newName(), randomBytes(200_000)];
      await blobs.put('images', at, bytes);
      for (const [first, last] of [
        [0, 0],
        [0, 39],
        [70_000, 140_000],
        [199_999, 199_999],
      ] as const) {
        const part = await blobs.part('images', at, first, last);
        expect(Buffer.from(part.bytes).equals(bytes.subarray(first, last + 1))).toBe(true);
        expect(part.of).toBe(200_000);
      }
      await blobs.destroy('images', at);
      await expect(blobs.part('images', at, 0, 1)).rejects.toEqual(missing);
    });

    it('lists in order of name those alone whose name begins so', async () => {
      const under = `${newName()}/`;
      const names = ['b', 'a', 'c'].map((one) => blobName(`${under}${one}`));
      for (const at of [...names, newName()]) await blobs.put('journal', at, Buffer.from('x'));
      const found: BlobName[] = [];
      for await (const one of blobs.list('journal', under)) found.push(one.name);
      expect(found).toEqual([...names].sort());
      for (const at of names) await blobs.destroy('journal', at);
    });

    it('never writes over what is there', async () => {
      const at = newName();
      await blobs.put('images', at, Buffer.from('first'));
      await expect(blobs.put('images', at, Buffer.from('second'))).rejects.toEqual(
        expect.objectContaining({ code: 'blob-exists', transient: false }),
      );
      expect(Buffer.from(await blobs.get('images', at)).toString()).toBe('first');
      await blobs.destroy('images', at);
    });

    it('lets one of many writers of the same name win', async () => {
      const at = newName();
      const writers = [1, 2, 3, 4, 5].map((n) => blobs.put('images', at, Buffer.from([n])));
      const outcomes = await Promise.allSettled(writers);
      const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect([...(await blobs.get('images', at))]).toEqual([won + 1]);
      await blobs.destroy('images', at);
    });

    it('keeps its own copy of what it was given', async () => {
      const [at, bytes] = [newName(), Buffer.from('mine')];
      await blobs.put('images', at, bytes);
      bytes.fill(0);
      (await blobs.get('images', at)).fill(0);
      expect(Buffer.from(await blobs.get('images', at)).toString()).toBe('mine');
      await blobs.destroy('images', at);
    });

    it.each(containers)('says that a name not there is missing for good, in %s', async (container) => {
      await expect(blobs.get(container, newName())).rejects.toEqual(missing);
    });

    it('holds pictures and keys apart', async () => {
      const at = newName();
      await blobs.put('images', at, Buffer.from('picture'));
      await expect(blobs.get('keys', at)).rejects.toEqual(missing);
      await blobs.put('keys', at, Buffer.from('key'));
      await blobs.destroy('images', at);
      expect(Buffer.from(await blobs.get('keys', at)).toString()).toBe('key');
      await blobs.destroy('keys', at);
    });

    it('destroys, and destroying again succeeds', async () => {
      const at = newName();
      await blobs.put('images', at, Buffer.from('gone soon'));
      await blobs.destroy('images', at);
      await expect(blobs.get('images', at)).rejects.toEqual(missing);
      expect(await find(blobs, 'images', at)).toBeUndefined();
      await blobs.destroy('images', at);
      await blobs.destroy('images', newName());
    });

    it.each(containers)('lists what lies in %s, how long it is and since when', async (container) => {
      const names = [newName(), newName(), newName()];
      const before = Date.now();
      for (const [n, at] of names.entries()) await blobs.put(container, at, Buffer.alloc(n + 1));
      for (const [n, at] of names.entries()) {
        const stored = await find(blobs, container, at);
        expect(stored?.bytes).toBe(n + 1);
        // A store stamps whole seconds, by its own clock.
        expect(Math.abs(millis(stored?.putAt ?? ('' as StoredBlob['putAt'])) - before)).toBeLessThan(60_000);
        await blobs.destroy(container, at);
      }
    });

    it('takes many at once and loses none', async () => {
      const many = Array.from({ length: 20 }, () => ({ at: newName(), bytes: randomBytes(1_000) }));
      await Promise.all(many.map(({ at, bytes }) => blobs.put('images', at, bytes)));
      for (const { at, bytes } of many) {
        expect(Buffer.from(await blobs.get('images', at)).equals(bytes)).toBe(true);
        await blobs.destroy('images', at);
      }
    });
  });
};
