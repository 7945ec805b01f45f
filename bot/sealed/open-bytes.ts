import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { SafelightError } from '../set/errors.ts';
import {
  CHUNK_BYTES,
  CIPHER,
  HEADER_BYTES,
  KEY_BYTES,
  SALT_BYTES,
  TAG_BYTES,
  chunkNonce,
  derive,
} from './derive.ts';

const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** The opening itself, under a context already encoded. Any failure is `sealed-file-broken` and yields nothing. */
export const openBytes = (sealed: Uint8Array, key: Uint8Array, context: Uint8Array): Uint8Array => {
  const { chunks, plainBytes } = measure(sealed, key);
  const plain = Buffer.allocUnsafeSlow(plainBytes);
  let at = 0;
  try {
    for (const piece of openPieces(sealed, key, context, chunks)) {
      plain.set(piece, at);
      at += piece.length;
    }
  } catch (thrown) {
    plain.fill(0);
    throw thrown;
  }
  return plain;
};

/**
 * Each piece is proved before it is yielded, but the whole only once the last one came: for whoever needs to see the
 * bytes pass, and not to keep them.
 */
export const openInPieces = (
  sealed: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
): Generator<Uint8Array> => openPieces(sealed, key, context, measure(sealed, key).chunks);

const measure = (sealed: Uint8Array, key: Uint8Array): { chunks: number; plainBytes: number } => {
  if (key.length !== KEY_BYTES || sealed.length < HEADER_BYTES + TAG_BYTES) throw broken();
  const body = sealed.length - HEADER_BYTES;
  const chunks = Math.floor(body / SEALED_CHUNK_BYTES) + 1;
  // The last chunk must be there, and shorter than full: else the file was cut at a chunk's edge.
  if (body - (chunks - 1) * SEALED_CHUNK_BYTES < TAG_BYTES) throw broken();
  return { chunks, plainBytes: body - chunks * TAG_BYTES };
};

function* openPieces(
  sealed: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
  chunks: number,
): Generator<Uint8Array> {
  const { chunkKey, baseNonce, commitment } = derive(key, sealed.subarray(0, SALT_BYTES), context);
  // First of all: a wrong key or context must fail before any chunk is touched.
  if (!timingSafeEqual(commitment, sealed.subarray(SALT_BYTES, HEADER_BYTES))) throw broken();
  const body = sealed.subarray(HEADER_BYTES);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const piece = body.subarray(chunk * SEALED_CHUNK_BYTES, (chunk + 1) * SEALED_CHUNK_BYTES);
    yield openChunk(piece, chunkKey, chunkNonce(baseNonce, chunk));
  }
}

export const openChunk = (piece: Uint8Array, chunkKey: Buffer, nonce: Buffer): Buffer => {
  try {
    const decipher = createDecipheriv(CIPHER, chunkKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    const plain = decipher.update(piece.subarray(0, piece.length - TAG_BYTES));
    decipher.final();
    return plain;
  } catch (cause) {
    throw broken(cause);
  }
};

const broken = (cause?: unknown): SafelightError => new SafelightError('sealed-file-broken', { cause });
