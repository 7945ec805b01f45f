import { timingSafeEqual } from 'node:crypto';
import { SafelightError } from '../set/errors.ts';
import type { SealContext } from '../set/sealed.ts';
import { encodeContext } from './context.ts';
import { CHUNK_BYTES, chunkNonce, derive, HEADER_BYTES, KEY_BYTES, SALT_BYTES, TAG_BYTES } from './derive.ts';
import { openChunk } from './open-bytes.ts';

/** Which plain bytes are wanted, both ends counted, of how many there must be. */
export interface Part {
  readonly first: number;
  readonly last: number;
  readonly of: number;
}

const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/**
 * A part of a sealed file: only the chunks it lies in are opened. `of` is the length the ledger has, which stands in
 * for reading the file to its end: one that was cut short does not have it. Throws `sealed-file-broken`.
 */
export const openPart = (
  sealed: Uint8Array,
  key: Uint8Array,
  context: SealContext,
  { first, last, of }: Part,
): Uint8Array => {
  if (key.length !== KEY_BYTES || sealed.length !== sealedLength(of)) throw broken();
  if (first < 0 || last < first || last >= of) throw broken();
  const { chunkKey, baseNonce, commitment } = derive(
    key,
    sealed.subarray(0, SALT_BYTES),
    encodeContext(context),
  );
  if (!timingSafeEqual(commitment, sealed.subarray(SALT_BYTES, HEADER_BYTES))) throw broken();
  const plain = Buffer.allocUnsafeSlow(last - first + 1);
  try {
    for (let chunk = Math.floor(first / CHUNK_BYTES); chunk * CHUNK_BYTES <= last; chunk++) {
      const at = HEADER_BYTES + chunk * SEALED_CHUNK_BYTES;
      const piece = openChunk(
        sealed.subarray(at, at + SEALED_CHUNK_BYTES),
        chunkKey,
        chunkNonce(baseNonce, chunk),
      );
      const start = chunk * CHUNK_BYTES;
      const [from, to] = [Math.max(first, start), Math.min(last + 1, start + piece.length)];
      plain.set(piece.subarray(from - start, to - start), from - first);
    }
  } catch (cause) {
    plain.fill(0);
    throw broken(cause);
  }
  return plain;
};

/** FORMAT.md, "Layout": the last chunk is always shorter than full. */
const sealedLength = (plain: number): number =>
  HEADER_BYTES + plain + TAG_BYTES * (Math.floor(plain / CHUNK_BYTES) + 1);

const broken = (cause?: unknown): SafelightError => new SafelightError('sealed-file-broken', { cause });
