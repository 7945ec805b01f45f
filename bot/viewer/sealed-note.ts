import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Something of ours that a browser carries and must not read: AES-256-GCM under the server's own key of 32 bytes;
 * nonce, ciphertext, tag; base64url. The purpose is bound to it: a note made for one use opens for no other.
 */
export const sealNote = (purpose: string, value: unknown, key: Uint8Array): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
};

/** What was sealed for this purpose, as it was; undefined for anything else. The tag proves that we wrote it. */
export const openNote = (purpose: string, note: string | null | undefined, key: Uint8Array): unknown => {
  const bytes = Buffer.from(note ?? '', 'base64url');
  if (bytes.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(-16));
  try {
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString());
  } catch {
    return undefined;
  }
};
