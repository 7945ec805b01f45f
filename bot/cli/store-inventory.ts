import type { Blobs, StoredBlob } from '../ports/blobs.ts';
import { asSafelightError } from '../set/errors.ts';
import type { BlobName } from '../set/ids.ts';
import type { KeyRecord } from '../set/key-record.ts';

/** Everything that lies in the two containers at this moment. */
export interface StoreInventory {
  readonly images: ReadonlyMap<BlobName, StoredBlob>;
  readonly keys: ReadonlyMap<BlobName, StoredBlob>;
  /** Key records by the name they lie under; those that cannot be read are in `unreadable`. */
  readonly records: ReadonlyMap<BlobName, KeyRecord>;
  readonly unreadable: ReadonlySet<BlobName>;
}

export const takeInventory = async (blobs: Blobs): Promise<StoreInventory> => {
  const records = new Map<BlobName, KeyRecord>();
  const unreadable = new Set<BlobName>();
  const keys = await listAll(blobs, 'keys');
  for (const name of keys.keys()) {
    const record = await readRecord(blobs, name);
    if (record === 'gone') keys.delete(name);
    else if (record === undefined) unreadable.add(name);
    else records.set(name, record);
  }
  // Listed after the records: an image put meanwhile is then never without its record.
  return { images: await listAll(blobs, 'images'), keys, records, unreadable };
};

const listAll = async (blobs: Blobs, container: 'images' | 'keys'): Promise<Map<BlobName, StoredBlob>> => {
  const all = new Map<BlobName, StoredBlob>();
  for await (const blob of blobs.list(container)) all.set(blob.name, blob);
  return all;
};

const readRecord = async (blobs: Blobs, name: BlobName): Promise<KeyRecord | 'gone' | undefined> => {
  try {
    const record = JSON.parse(Buffer.from(await blobs.get('keys', name)).toString()) as KeyRecord | null;
    // Format 1, under its own name: anything else was not put there by Safelight.
    return isRecord(record) && record.blob === name ? record : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    if (asSafelightError(thrown).code === 'blob-missing') return 'gone';
    throw thrown;
  }
};

const isRecord = (record: KeyRecord | null): record is KeyRecord =>
  (record as { format?: unknown } | null)?.format === 1 &&
  typeof (record as { rebuild?: unknown }).rebuild === 'object';
