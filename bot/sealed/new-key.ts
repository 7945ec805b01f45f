import { randomBytes } from 'node:crypto';
import { KEY_BYTES } from './derive.ts';

/** A fresh data key: 32 random bytes, for one image or for one set's text, never for two. */
export const newKey = (): Uint8Array => randomBytes(KEY_BYTES);
