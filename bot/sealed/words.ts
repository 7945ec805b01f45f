import { SafelightError } from '../set/errors.ts';
import type { SealContext, SealedText } from '../set/sealed.ts';
import { open } from './open.ts';
import { seal } from './seal.ts';

/** A value as JSON, sealed under the set's words key: what the ledger keeps of a message's text (invariant 5). */
export const sealWords = (value: unknown, key: Uint8Array, context: SealContext): SealedText => {
  // Typed as string by the library, yet undefined for undefined, functions and symbols.
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new SafelightError('unexpected', { facts: { words: 'not JSON' } });
  return Buffer.from(seal(Buffer.from(json), key, context)).toString('base64');
};

/** The value again; the caller states its shape. Throws `sealed-file-broken`. */
export const openWords = (text: SealedText, key: Uint8Array, context: SealContext): unknown => {
  const sealed = Buffer.from(text, 'base64');
  // The decoder skips what is not base64: a text that was touched must not open.
  if (sealed.toString('base64') !== text) throw new SafelightError('sealed-file-broken');
  const json = Buffer.from(open(sealed, key, context)).toString();
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The cause is left out on purpose: a JSON error quotes the text it failed on.
    throw new SafelightError('sealed-file-broken');
  }
};
