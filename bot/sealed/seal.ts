import { randomBytes } from 'node:crypto';
import type { SealContext } from '../set/sealed.ts';
import { encodeContext } from './context.ts';
import { SALT_BYTES } from './derive.ts';
import { sealWithSalt } from './seal-with-salt.ts';

/** Plain bytes as a sealed file (FORMAT.md) that opens only under this key and context. `key` is 32 bytes. */
export const seal = (plain: Uint8Array, key: Uint8Array, context: SealContext): Uint8Array =>
  sealWithSalt(plain, key, encodeContext(context), randomBytes(SALT_BYTES));
