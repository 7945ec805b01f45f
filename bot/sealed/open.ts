import type { SealContext } from '../set/sealed.ts';
import { encodeContext } from './context.ts';
import { openBytes, openInPieces } from './open-bytes.ts';

/** The plain bytes of a sealed file. Throws `sealed-file-broken` for a wrong key, a wrong context or any change. */
export const open = (sealed: Uint8Array, key: Uint8Array, context: SealContext): Uint8Array =>
  openBytes(sealed, key, encodeContext(context));

/** The same, piece by piece: to see that a sealed file opens without holding what it holds. */
export const openPieces = (
  sealed: Uint8Array,
  key: Uint8Array,
  context: SealContext,
): Generator<Uint8Array> => openInPieces(sealed, key, encodeContext(context));
