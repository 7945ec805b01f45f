import type { SealContext } from '../set/sealed.ts';
import { encodeContext } from './context.ts';
import { openBytes } from './open-bytes.ts';

/** The plain bytes of a sealed file. Throws `sealed-file-broken` for a wrong key, a wrong context or any change. */
export const open = (sealed: Uint8Array, key: Uint8Array, context: SealContext): Uint8Array =>
  openBytes(sealed, key, encodeContext(context));
