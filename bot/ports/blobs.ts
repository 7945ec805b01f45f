import type { BlobName } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/**
 * `images`: sealed files. `keys`: a second copy of each wrapped key, with what is needed to rebuild its set. `journal`:
 * what a restored database must be told (bot/set/journal.ts). `staging`: pieces of pictures on their way from a browser,
 * sealed, each under its capture's key.
 */
export type Container = 'images' | 'keys' | 'journal' | 'staging';

export interface StoredBlob {
  readonly name: BlobName;
  readonly bytes: number;
  readonly putAt: Instant;
}

/** Sealed bytes, write-once. Every method may be called again after a failure. */
export interface Blobs {
  /** Whole or not at all; `If-None-Match: *`. A name in use is `blob-exists`. Durable when it returns. */
  put(container: Container, name: BlobName, bytes: Uint8Array): Promise<void>;
  /** All bytes as they lie in the store now, never from a cache. `blob-missing` is permanent. */
  get(container: Container, name: BlobName): Promise<Uint8Array>;
  /** Bytes `first` to `last`, both ends counted, as they lie there now; `of`: how many the whole has. As `get` else. */
  part(
    container: Container,
    name: BlobName,
    first: number,
    last: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly of: number }>;
  /** Destroying what is gone succeeds. */
  destroy(container: Container, name: BlobName): Promise<void>;
  /** In order of name. With `under`, those alone whose name begins so. */
  list(container: Container, under?: string): AsyncIterable<StoredBlob>;
  /** Throws `blob-unreachable` with its cause where the store cannot be used. */
  ready(): Promise<void>;
}
