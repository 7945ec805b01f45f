import { createHash, randomBytes } from 'node:crypto';
import { inspect } from '../../inspect/inspect.ts';
import type { Blobs, Container } from '../../ports/blobs.ts';
import type { FileFacts, OpenedOriginal } from '../../ports/chat.ts';
import type { Keys } from '../../ports/keys.ts';
import { newKey } from '../../sealed/new-key.ts';
import { openPieces } from '../../sealed/open.ts';
import { seal } from '../../sealed/seal.ts';
import { sealWords } from '../../sealed/words.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import type { BlobName, SetId, OrganisationId } from '../../set/ids.ts';
import { blobName, imageId, sha256 } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { KeyRecord } from '../../set/key-record.ts';
import type { ImageDetails, SealContext, WrappedKey } from '../../set/sealed.ts';
import { sealContext } from '../../set/sealed.ts';

/** One original in hand: its bytes in memory only, and what they are. */
export interface Taken {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly file?: FileFacts;
}

/** A length is somebody else's word: past this, room is made as bytes really come. */
const MOST_BELIEVED = 64 * 1024 * 1024;

/** Reads an original to its end. Plaintext is held in memory and nowhere else (invariant 5). */
export const takeBytes = async (opened: OpenedOriginal): Promise<Taken> => {
  const hash = createHash('sha256');
  // Once, where the length is told: pieces joined at the end are held twice.
  let whole: Buffer = Buffer.allocUnsafeSlow(Math.min(opened.expected ?? 0, MOST_BELIEVED));
  let length = 0;
  for await (const chunk of opened.bytes) {
    hash.update(chunk);
    if (length + chunk.length > whole.length) whole = enlarged(whole, length + chunk.length);
    whole.set(chunk, length);
    length += chunk.length;
  }
  return {
    bytes: whole.subarray(0, length),
    sha256: hash.digest('hex'),
    ...(opened.file === undefined ? {} : { file: opened.file }),
  };
};

const enlarged = (whole: Buffer, needed: number): Buffer => {
  const larger = Buffer.allocUnsafeSlow(Math.max(needed, whole.length * 2));
  whole.copy(larger);
  return larger;
};

export interface Owner {
  readonly organisation: OrganisationId;
  readonly id: SetId;
}
/** Known of an image before it is taken: a capture says it with what it sends. */
export type Given = Partial<Pick<StoredImage, 'id' | 'consent' | 'filing'>>;
export type Rebuild = Omit<KeyRecord['rebuild'], 'facts'>;

/**
 * Seals one original under a data key of its own, puts it and its key record, then reads both back from the
 * stores and opens the copy with the key as the key service returns it. Only what survived that is custody
 * (STORE-13; invariants 2 and 4). Throws `read-back-mismatch` where the store gave back anything else.
 */
export const takeCustody = async (
  stores: { readonly blobs: Blobs; readonly keys: Keys },
  owner: Owner,
  taken: Taken,
  name: string | undefined,
  wordsKey: Uint8Array,
  rebuild: Rebuild,
  given: Given = {},
): Promise<StoredImage> => {
  const { blobs, keys } = stores;
  const inspection = await inspect(taken.bytes);
  const id = given.id ?? imageId(randomBytes(16).toString('base64url'));
  const blob = blobName(randomBytes(16).toString('hex'));
  const key = newKey();
  const wrapped = await keys.wrap(key);
  const { device, kind, mediaType, width, height, takenAt, hasLocation, processed } = inspection;
  const details: ImageDetails = {
    ...(name === undefined ? {} : { name }),
    ...(device === undefined ? {} : { device }),
  };
  const image: StoredImage = {
    id,
    kind,
    mediaType,
    sha256: sha256(taken.sha256),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(takenAt === undefined ? {} : { takenAt }),
    hasLocation,
    ...(processed === undefined ? {} : { processed }),
    details: sealWords(details, wordsKey, sealContext.details(owner, id)),
    original: { blob, key: wrapped, plainBytes: taken.bytes.length, plainSha256: taken.sha256, mediaType },
    renditions: { state: 'owed' },
    filing: given.filing ?? { state: 'unfiled' },
    ...(given.consent === undefined ? {} : { consent: given.consent }),
    retracted: [],
  };
  const record: KeyRecord = {
    format: 1,
    organisation: owner.organisation,
    set: owner.id,
    image: id,
    rendition: 'original',
    blob,
    key: wrapped,
    rebuild: { ...rebuild, facts: image },
  };
  const recordBytes = Buffer.from(JSON.stringify(record));
  const context = sealContext.original(owner, id);
  const [sealed, proved] = await Promise.all([
    putAndGet(blobs, 'images', blob, seal(taken.bytes, key, context)),
    putAndGet(blobs, 'keys', blob, recordBytes).then((stored) => keyOf(keys, blob, stored, recordBytes)),
  ]);
  prove(sealed, proved, context, image);
  return image;
};

/** Opened with the key as it came back, it is what was taken. */
const prove = (
  sealed: Uint8Array,
  key: Uint8Array,
  context: SealContext,
  { sha256: taken, original }: StoredImage,
): void => {
  const proof = createHash('sha256');
  try {
    for (const piece of openPieces(sealed, key, context)) proof.update(piece);
  } catch (cause) {
    throw mismatch(original.blob, 'image', cause);
  }
  if (proof.digest('hex') !== taken) throw mismatch(original.blob, 'image');
};

const putAndGet = async (
  blobs: Blobs,
  container: Container,
  name: BlobName,
  bytes: Uint8Array,
): Promise<Uint8Array> => {
  await blobs.put(container, name, bytes);
  try {
    return await blobs.get(container, name);
  } catch (cause) {
    if (asSafelightError(cause).code !== 'blob-missing') throw cause;
    throw mismatch(name, container, cause);
  }
};

/** The data key as the stored record and the key service give it back. */
const keyOf = async (
  keys: Keys,
  blob: BlobName,
  stored: Uint8Array,
  record: Uint8Array,
): Promise<Uint8Array> => {
  if (!Buffer.from(stored).equals(record)) throw mismatch(blob, 'key-record');
  const { key } = JSON.parse(Buffer.from(stored).toString()) as { key: WrappedKey };
  return keys.unwrap(key);
};

/** A store that lost or changed what it said it kept is asked again, under a new name: the next try may be whole. */
const mismatch = (blob: BlobName, what: string, cause?: unknown): SafelightError =>
  new SafelightError('read-back-mismatch', { cause, transient: true, facts: { blob, what } });
