import { createCipheriv } from 'node:crypto';
import { SafelightError } from '../set/errors.ts';
import { CHUNK_BYTES, CIPHER, HEADER_BYTES, KEY_BYTES, TAG_BYTES, chunkNonce, derive } from './derive.ts';

/**
 * The sealing itself, with the salt given. Never call it with a salt used before: only `seal` (a random one) and the
 * published vectors (the recorded one) do. Throws `key-missing` unless the key is 32 bytes.
 */
export const sealWithSalt = (
  plain: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
  salt: Uint8Array,
): Uint8Array => {
  if (key.length !== KEY_BYTES) throw new SafelightError('key-missing', { facts: { keyBytes: key.length } });
  const { chunkKey, baseNonce, commitment } = derive(key, salt, context);
  const chunks = Math.floor(plain.length / CHUNK_BYTES) + 1;
  const sealed = Buffer.allocUnsafeSlow(HEADER_BYTES + plain.length + chunks * TAG_BYTES);
  sealed.set(salt, 0);
  sealed.set(commitment, salt.length);
  let at = HEADER_BYTES;
  for (let chunk = 0; chunk < chunks; chunk++) {
    const cipher = createCipheriv(CIPHER, chunkKey, chunkNonce(baseNonce, chunk));
    const body = cipher.update(plain.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES));
    cipher.final();
    sealed.set(body, at);
    sealed.set(cipher.getAuthTag(), at + body.length);
    at += body.length + TAG_BYTES;
  }
  return sealed;
};
