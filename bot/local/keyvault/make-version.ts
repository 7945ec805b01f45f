import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyVersion } from './answer-key-request.ts';

/** A new version of an RSA key, newer than all before it. */
export const makeVersion = (): { readonly version: string; readonly made: KeyVersion } => ({
  version: randomBytes(16).toString('hex'),
  // 2048 bits: made in a moment, and nothing but a test is ever wrapped under it.
  made: { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, enabled: true },
});
