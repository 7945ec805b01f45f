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
  if (key.length !== KEY_BYTES || sealed.length < HEADER_BYTES + TAG_BYTES) throw broken();
  const { chunkKey, baseNonce, commitment } = derive(key, sealed.subarray(0, SALT_BYTES), context);
  // First of all: a wrong key or context must fail before any chunk is touched.
  if (!timingSafeEqual(commitment, sealed.subarray(SALT_BYTES, HEADER_BYTES))) throw broken();

  const body = sealed.subarray(HEADER_BYTES);
  const chunks = Math.floor(body.length / SEALED_CHUNK_BYTES) + 1;
  // The last chunk must be there, and shorter than full: else the file was cut at a chunk's edge.
  if (body.length - (chunks - 1) * SEALED_CHUNK_BYTES < TAG_BYTES) throw broken();

  const plain = Buffer.allocUnsafeSlow(body.length - chunks * TAG_BYTES);
  try {
    for (let chunk = 0; chunk < chunks; chunk++) {
      const piece = body.subarray(chunk * SEALED_CHUNK_BYTES, (chunk + 1) * SEALED_CHUNK_BYTES);
      plain.set(openChunk(piece, chunkKey, chunkNonce(baseNonce, chunk)), chunk * CHUNK_BYTES);
    }
  } catch (cause) {
    plain.fill(0);
    throw broken(cause);
  }
  return plain;
};

export const openChunk = (piece: Uint8Array, chunkKey: Buffer, nonce: Buffer): Buffer => {
  const decipher = createDecipheriv(CIPHER, chunkKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
  const plain = decipher.update(piece.subarray(0, piece.length - TAG_BYTES));
  decipher.final();
  return plain;
};

const broken = (cause?: unknown): SafelightError => new SafelightError('sealed-file-broken', { cause });
