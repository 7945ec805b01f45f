import { createHmac } from 'node:crypto';

export const KEY_BYTES = 32;
export const SALT_BYTES = 24;
export const COMMITMENT_BYTES = 32;
export const HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES;
export const TAG_BYTES = 16;
/** Plaintext bytes of a full chunk; the last chunk is always shorter. */
export const CHUNK_BYTES = 16_384;
export const CIPHER = 'aes-256-gcm';

const NONCE_BYTES = 12;
const LABEL = Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');

export interface Derived {
  readonly chunkKey: Buffer;
  readonly baseNonce: Buffer;
  readonly commitment: Buffer;
}

/** HKDF-Expand with SHA-512; the key is already uniform, so there is no extract step (FORMAT.md, "Layout"). */
export const derive = (key: Uint8Array, salt: Uint8Array, context: Uint8Array): Derived => {
  const info = Buffer.concat([LABEL, salt, context]);
  const first = createHmac('sha512', key)
    .update(info)
    .update(Buffer.from([1]))
    .digest();
  const second = createHmac('sha512', key)
    .update(first)
    .update(info)
    .update(Buffer.from([2]))
    .digest();
  const out = Buffer.concat([first, second]);
  const nonceEnd = KEY_BYTES + NONCE_BYTES;
  return {
    chunkKey: out.subarray(0, KEY_BYTES),
    baseNonce: out.subarray(KEY_BYTES, nonceEnd),
    commitment: out.subarray(nonceEnd, nonceEnd + COMMITMENT_BYTES),
  };
};

/** The base nonce with the chunk's number exclusive-ored into its last four bytes. */
export const chunkNonce = (baseNonce: Buffer, chunk: number): Buffer => {
  const nonce = Buffer.from(baseNonce);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ chunk) >>> 0, 8);
  return nonce;
};
