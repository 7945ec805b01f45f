import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { fsck } from '../../bot/cli/fsck.ts';
import { blobsOf, disposedFrom } from '../../bot/policy/disposal.ts';
import type { Container } from '../../bot/ports/blobs.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { blobName } from '../../bot/set/ids.ts';
import type { BlobName } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, HOUR, later, SECOND } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { sweepStrays } from '../../bot/sweep/stray-blobs.ts';
import { newStores, takeIntoCustody } from '../cli/custody.ts';
import type { Stores } from '../cli/custody.ts';
import { A, only, received, START } from '../contract/ledger-samples.ts';
import { memoryBlobs, pathOf } from '../memory/blobs.ts';

/** A store whose blobs are put at START, and whose clock can be set. */
const open = () => {
  let now: Instant = START;
  const stores = newStores({
    clock: { now: () => now },
    blobs: memoryBlobs(() => Date.parse(now)),
  });
  return {
    ...stores,
    moveTo: (at: Instant): void => {
      now = at;
    },
  };
};
const NEXT_DAY = later(START, DAY);

const originalOf = (set: StoredSet): BlobName => only(set.images).original.blob;
const stands = ({ blobs }: Stores, name: BlobName): readonly boolean[] =>
  (['keys', 'images'] as const).map((container) => blobs.contents.has(pathOf(container, name)));
const noise = async ({ blobs }: Stores): Promise<BlobName> => {
  const name = blobName(randomBytes(16).toString('hex'));
  await blobs.put('images', name, randomBytes(8));
  return name;
};
/** The same picture once more, as a try leaves it that was cut short before its commit. */
const tryCutShort = async (stores: Stores, of: StoredSet, picture: string): Promise<BlobName> =>
  originalOf(await takeIntoCustody(stores, [picture], { lost: true, of }));

describe('What a try that was cut short left behind', () => {
  it('is destroyed when it is a day old, key and sealed file, on record before and after', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    const stray = await tryCutShort(stores, set, 'one');
    stores.moveTo(NEXT_DAY);
    expect(await sweepStrays(stores)).toEqual({ what: 'strays-swept', destroyed: 1, kept: 0 });
    expect(stands(stores, stray)).toEqual([false, false]);
    expect(stands(stores, originalOf(set))).toEqual([true, true]);
    const kinds: string[] = [];
    for await (const { event } of stores.ledger.audit.rows(A, set.id)) kinds.push(event.kind);
    expect(kinds.slice(-2)).toEqual(['stray-destruction-intended', 'stray-destroyed']);
    expect((await fsck(stores, { rebuild: false })).strays).toEqual([]);
  });

  it('stays until then', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    const [stray, sealed] = [await tryCutShort(stores, set, 'one'), await noise(stores)];
    stores.moveTo(later(NEXT_DAY, -1));
    expect(await sweepStrays(stores)).toMatchObject({ destroyed: 0 });
    expect([stands(stores, stray), stands(stores, sealed)]).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('a sealed file without a key opens for nobody, and goes too', async () => {
    const stores = open();
    await takeIntoCustody(stores, ['one']);
    const sealed = await noise(stores);
    stores.moveTo(NEXT_DAY);
    expect(await sweepStrays(stores)).toMatchObject({ destroyed: 1 });
    expect(stands(stores, sealed)).toEqual([false, false]);
  });

  it('of a set disposed of: nothing of it may remain', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    await stores.ledger.change(A, set.id, { to: () => disposedFrom(set, START), events: [] });
    stores.moveTo(NEXT_DAY);
    await sweepStrays(stores);
    expect(stands(stores, originalOf(set))).toEqual([false, false]);
  });

  it('its key goes before its sealed file, so that a power cut leaves noise', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    const stray = await tryCutShort(stores, set, 'one');
    stores.moveTo(NEXT_DAY);
    const blobs = {
      ...stores.blobs,
      destroy: async (container: Container, name: BlobName) => {
        if (container === 'images') throw new SafelightError('blob-unreachable', { transient: true });
        await stores.blobs.destroy(container, name);
      },
    };
    await expect(sweepStrays({ ...stores, blobs })).rejects.toMatchObject({ code: 'blob-unreachable' });
    expect(stands(stores, stray)).toEqual([false, true]);
    expect(await sweepStrays(stores)).toMatchObject({ destroyed: 1 });
  });
});

describe('What may be the only copy of a picture', () => {
  it('stays while its message is still being taken', async () => {
    const stores = open();
    const first = received(A);
    await stores.ledger.receive(first, [], []);
    const set = await takeIntoCustody(stores, ['one'], { lost: true, of: first });
    stores.moveTo(later(START, 9 * DAY));
    expect(await sweepStrays(stores)).toMatchObject({ destroyed: 0, kept: 1 });
    expect(stands(stores, originalOf(set))).toEqual([true, true]);
  });

  it('stays where the set in custody has no such picture', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    const other = await tryCutShort(stores, set, 'another picture');
    stores.moveTo(later(START, 9 * DAY));
    await sweepStrays(stores);
    expect(stands(stores, other)).toEqual([true, true]);
  });

  it('in a ledger that lost sets nothing at all is swept, until they are brought back', async () => {
    const stores = open();
    const lost = await takeIntoCustody(stores, ['lost'], { lost: true });
    const known = await takeIntoCustody(stores, ['known']);
    const [stray, sealed] = [await tryCutShort(stores, known, 'known'), await noise(stores)];
    stores.moveTo(later(START, 9 * DAY));
    expect(await sweepStrays(stores)).toEqual({ what: 'strays-kept-back', lost: 1 });
    for (const name of [originalOf(lost), stray]) expect(stands(stores, name)).toEqual([true, true]);
    await fsck(stores, { rebuild: true });
    await sweepStrays(stores);
    expect(stands(stores, originalOf(lost))).toEqual([true, true]);
    expect([stands(stores, stray), stands(stores, sealed)]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('stays where its key record is not one that Safelight wrote', async () => {
    const stores = open();
    const set = await takeIntoCustody(stores, ['one']);
    const stray = await tryCutShort(stores, set, 'one');
    const record = stores.blobs.contents.get(pathOf('keys', stray));
    if (record !== undefined) record.bytes = Buffer.from('{');
    stores.moveTo(NEXT_DAY);
    expect(await sweepStrays(stores)).toMatchObject({ destroyed: 0, kept: 1 });
  });

  it.each(['find', 'read'] as const)(
    'nothing is swept while the ledger cannot be read (%s)',
    async (what) => {
      const stores = open();
      const set = await takeIntoCustody(stores, ['one']);
      await tryCutShort(stores, set, 'one');
      await noise(stores);
      stores.moveTo(NEXT_DAY);
      const before = [...stores.blobs.contents.keys()];
      const fails = () => Promise.reject(new SafelightError('ledger-unreachable', { transient: true }));
      const ledger = { ...stores.ledger, [what]: fails };
      await expect(sweepStrays({ ...stores, ledger })).rejects.toMatchObject({ code: 'ledger-unreachable' });
      expect([...stores.blobs.contents.keys()]).toEqual(before);
    },
  );
});

describe('Whatever lies in the store', () => {
  const deed = fc.oneof(
    fc.record({ does: fc.constantFrom('take', 'lose', 'receive', 'noise', 'dispose', 'render', 'try') }),
    fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  );

  it('no blob that a set names is touched, none younger than a day, and no picture of a lost set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
        const stores = open();
        const lost: BlobName[] = [];
        let last: StoredSet | undefined;
        for (const one of deeds) {
          if ('hours' in one) stores.moveTo(later(stores.clock.now(), one.hours * HOUR));
          else if (one.does === 'take') last = await takeIntoCustody(stores, ['picture']);
          else if (one.does === 'noise') await noise(stores);
          else if (one.does === 'receive') await stores.ledger.receive(received(A), [], []);
          else if (one.does === 'lose')
            lost.push(originalOf(await takeIntoCustody(stores, ['lost'], { lost: true })));
          else if (last !== undefined) last = await change(stores, last, one.does);
        }
        stores.moveTo(later(stores.clock.now(), SECOND));
        const before = new Map(stores.blobs.contents);
        await sweepStrays(stores);
        const sets = await stores.ledger.find(A, { by: 'all' });
        const named = sets.flatMap((set) => (set.state === 'stored' ? blobsOf(set) : []));
        for (const [path, { putAt }] of before) {
          const name = blobName(path.split('/')[1] ?? '');
          const isYoung = later(putAt, DAY) > stores.clock.now();
          if (named.includes(name) || lost.includes(name) || isYoung)
            expect(stores.blobs.contents.has(path)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  const change = async (
    stores: Stores,
    set: StoredSet,
    does: 'dispose' | 'render' | 'try',
  ): Promise<StoredSet | undefined> => {
    if (does === 'try') {
      await tryCutShort(stores, set, 'picture');
      return set;
    }
    if (does === 'dispose') {
      await stores.ledger.change(A, set.id, { to: () => disposedFrom(set, START), events: [] });
      return undefined;
    }
    const image = only(set.images);
    const size = { width: 1, height: 1 };
    const screen = { ...image.original, blob: await noise(stores), ...size };
    const preview = { ...image.original, blob: await noise(stores), ...size };
    const rendered: StoredSet = {
      ...set,
      images: [{ ...image, renditions: { state: 'ready', screen, preview } }],
    };
    await stores.ledger.change(A, set.id, { to: () => rendered, events: [] });
    return rendered;
  };
});
