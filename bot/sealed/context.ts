import type { SealContext } from '../set/sealed.ts';
import { SafelightError } from '../set/errors.ts';

const NAME = 'safelight/sealed-file';
const FORMAT_VERSION = 1;

/**
 * The bytes a sealed file is bound to (FORMAT.md, "Context"): no two contexts encode alike.
 * Throws `unexpected` for text that is not well-formed Unicode.
 */
export const encodeContext = (context: SealContext): Uint8Array =>
  Buffer.concat([
    Buffer.from(NAME),
    Buffer.from([0, FORMAT_VERSION]),
    ...[context.organisation, context.set, context.image, context.rendition].map(encodeField),
  ]);

const encodeField = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  // A lone surrogate becomes U+FFFD, so two different texts would share one encoding.
  if (bytes.toString() !== text)
    throw new SafelightError('unexpected', { facts: { context: 'not Unicode' } });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
