import type { Blobs, Container, StoredBlob } from '../../bot/ports/blobs.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { BlobName } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';

export interface MemoryBlobs extends Blobs {
  /** By `container/name`; a spec may flip a byte, swap two entries or drop one, as a failing disk would. */
  readonly contents: Map<string, KeptBytes>;
}
export interface KeptBytes {
  bytes: Uint8Array;
  readonly putAt: StoredBlob['putAt'];
}

/** The blob store in memory. `now` stamps what is put. */
export const memoryBlobs = (now: () => number = Date.now): MemoryBlobs => {
  const contents = new Map<string, KeptBytes>();
  return {
    contents,
    put: async (container, name, bytes) => {
      const path = pathOf(container, name);
      if (contents.has(path)) throw new SafelightError('blob-exists');
      contents.set(path, { bytes: Uint8Array.from(bytes), putAt: instant(now()) });
    },
    get: async (container, name) => {
      const kept = contents.get(pathOf(container, name));
      if (kept === undefined) throw new SafelightError('blob-missing');
      return Uint8Array.from(kept.bytes);
    },
    part: async (container, name, first, last) => {
      const kept = contents.get(pathOf(container, name));
      if (kept === undefined) throw new SafelightError('blob-missing');
      return { bytes: Uint8Array.from(kept.bytes.subarray(first, last + 1)), of: kept.bytes.length };
    },
    destroy: async (container, name) => {
      contents.delete(pathOf(container, name));
    },
    list: (container, under) => listOf(contents, container, under),
    ready: async () => undefined,
  };
};

/** Where a blob stands in `contents`. */
export const pathOf = (container: Container, name: BlobName): string => `${container}/${name}`;

async function* listOf(
  contents: MemoryBlobs['contents'],
  container: Container,
  under = '',
): AsyncIterable<StoredBlob> {
  const start = `${container}/`;
  for (const [path, { bytes, putAt }] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path.startsWith(`${start}${under}`)) {
      yield { name: path.slice(start.length) as BlobName, bytes: bytes.length, putAt };
    }
  }
}
