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

/** What of a sealed file is needed for a part of it: its first bytes, and the chunks the part lies in. */
export interface Needed {
  readonly head: Range;
  readonly chunks: Range;
}
/** Bytes, both ends counted. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export const neededFor = ({ first, last, of }: Part): Needed => ({
  head: { first: 0, last: HEADER_BYTES - 1 },
  chunks: {
    first: HEADER_BYTES + Math.floor(first / CHUNK_BYTES) * SEALED_CHUNK_BYTES,
    last:
      Math.min(HEADER_BYTES + (Math.floor(last / CHUNK_BYTES) + 1) * SEALED_CHUNK_BYTES, sealedLength(of)) -
      1,
  },
});

/** As it was fetched. */
export interface Fetched {
  readonly head: Uint8Array;
  readonly chunks: Uint8Array;
  /** Of the whole sealed file, as the store has it. */
  readonly length: number;
}

/**
 * A part of a sealed file: only the chunks it lies in are fetched and opened. `of` is the length the ledger has, which
 * stands in for reading the file to its end: one that was cut short does not have it. Throws `sealed-file-broken`.
 */
export const openFetched = (
  { head, chunks, length }: Fetched,
  key: Uint8Array,
  context: SealContext,
  part: Part,
): Uint8Array => {
  const { first, last, of } = part;
  if (key.length !== KEY_BYTES || length !== sealedLength(of)) throw broken();
  if (first < 0 || last < first || last >= of) throw broken();
  const { chunkKey, baseNonce, commitment } = derive(
    key,
    head.subarray(0, SALT_BYTES),
    encodeContext(context),
  );
  const said = head.subarray(SALT_BYTES, HEADER_BYTES);
  if (said.length !== commitment.length || !timingSafeEqual(commitment, said)) throw broken();
  const plain = Buffer.allocUnsafeSlow(last - first + 1);
  const begin = Math.floor(first / CHUNK_BYTES);
  try {
    for (let chunk = begin; chunk * CHUNK_BYTES <= last; chunk++) {
      const at = (chunk - begin) * SEALED_CHUNK_BYTES;
      const piece = openChunk(
        chunks.subarray(at, at + SEALED_CHUNK_BYTES),
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

/** The same of a file that is here as a whole. */
export const openPart = (
  sealed: Uint8Array,
  key: Uint8Array,
  context: SealContext,
  part: Part,
): Uint8Array => {
  const { head, chunks } = neededFor(part);
  const cut = ({ first, last }: Range): Uint8Array => sealed.subarray(Math.max(0, first), last + 1);
  return openFetched({ head: cut(head), chunks: cut(chunks), length: sealed.length }, key, context, part);
};

/** FORMAT.md, "Layout": the last chunk is always shorter than full. */
const sealedLength = (plain: number): number =>
  HEADER_BYTES + plain + TAG_BYTES * (Math.floor(plain / CHUNK_BYTES) + 1);

const broken = (cause?: unknown): SafelightError => new SafelightError('sealed-file-broken', { cause });
