import { link } from '../../bot/audit/chain.ts';
import type { FsckParts } from '../../bot/cli/fsck.ts';
import { newKey } from '../../bot/sealed/new-key.ts';
import { seal } from '../../bot/sealed/seal.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import type { SetId } from '../../bot/set/ids.ts';
import { blobName, sha256 } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import type { KeyRecord } from '../../bot/set/key-record.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { createHash, randomBytes } from 'node:crypto';
import { A, event, only, received, START, stored } from '../contract/ledger-samples.ts';
import { memoryBlobs } from '../memory/blobs.ts';
import type { MemoryBlobs } from '../memory/blobs.ts';
import { memoryKeys } from '../memory/keys.ts';
import { memoryLedger } from '../memory/ledger.ts';
import type { MemoryLedger } from '../memory/ledger.ts';

export interface Stores extends FsckParts {
  readonly ledger: MemoryLedger;
  readonly blobs: MemoryBlobs;
}

export const NOW = later(START, HOUR);

export const newStores = (kept: Partial<Stores> = {}): Stores => ({
  ledger: memoryLedger({ link, clock: { now: () => START } }),
  blobs: memoryBlobs(() => Date.parse(START)),
  keys: memoryKeys(),
  clock: { now: () => NOW },
  ...kept,
});

/** A set in custody, its bytes and key records stored as `steps/ingest` stores them; `lost` leaves no commit. */
export const takeIntoCustody = async (
  { ledger, blobs, keys }: Stores,
  pictures: readonly string[],
  options: { readonly lost?: boolean; readonly of?: ImageSet; readonly storedAt?: typeof START } = {},
): Promise<StoredSet> => {
  const first = options.of ?? received(A);
  const wordsKey = newKey();
  const shape = stored(
    first,
    pictures.map(() => ({ state: 'unfiled' }) as const),
  );
  const facts: StoredSet = {
    ...shape,
    storedAt: options.storedAt ?? START,
    wordsKey: await keys.wrap(wordsKey),
    words: sealWords({ text: 'caption' }, wordsKey, sealContext.message(first)),
    images: await Promise.all(
      pictures.map(async (picture, at) => {
        const { id } = only(shape.images.slice(at, at + 1));
        const key = newKey();
        const blob = blobName(randomBytes(16).toString('hex'));
        await blobs.put('images', blob, seal(Buffer.from(picture), key, sealContext.original(first, id)));
        const sum = createHash('sha256').update(picture).digest('hex');
        const image: StoredImage = {
          ...only(shape.images.slice(at, at + 1)),
          sha256: sha256(sum),
          details: sealWords({ name: 'IMG.jpg' }, wordsKey, sealContext.details(first, id)),
          original: {
            ...{ blob, key: await keys.wrap(key), plainBytes: picture.length, plainSha256: sum },
            mediaType: 'image/jpeg',
          },
        };
        return image;
      }),
    ),
  };
  for (const image of facts.images) await blobs.put('keys', image.original.blob, recordOf(facts, image));
  if (options.lost === true) return facts;
  await ledger.receive(received(A, 'other'), [], []);
  await ledger.receive(
    { ...received(A), id: first.id, origin: first.origin },
    [],
    [event('set-received', first.id)],
  );
  await ledger.change(A, first.id, { to: () => facts, events: [event('set-stored', first.id)] });
  return facts;
};

const recordOf = (set: StoredSet, image: StoredImage): Uint8Array => {
  const { origin, poster, mode, postedAt, receivedAt, storedAt, lapseAfterMs, wordsKey, words } = set;
  const record: KeyRecord = {
    format: 1,
    organisation: set.organisation,
    set: set.id,
    image: image.id,
    rendition: 'original',
    blob: image.original.blob,
    key: image.original.key,
    rebuild: {
      ...{ origin, poster, mode, postedAt, receivedAt, storedAt, lapseAfterMs, wordsKey, words },
      facts: image,
    },
  };
  return Buffer.from(JSON.stringify(record));
};

export const readStored = async ({ ledger }: Stores, id: SetId): Promise<StoredSet> => {
  const set = await ledger.read(A, id);
  if (set?.state !== 'stored') throw new Error('not in custody');
  return set;
};
