import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey } from '../../bot/sealed/new-key.ts';
import { openPart } from '../../bot/sealed/open-part.ts';
import { seal } from '../../bot/sealed/seal.ts';
import type { SealContext } from '../../bot/set/sealed.ts';

const CHUNK = 16_384;
const HEADER = 56;
const SEALED_CHUNK = CHUNK + 16;

const key = newKey();
const context: SealContext = { organisation: 'XHB', set: 'set-1', image: 'image-1', rendition: 'original' };
const broken = expect.objectContaining({ code: 'sealed-file-broken' });
const plainOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 251);
/** A length and two places within it, edges of chunks among them. */
const anyPart = fc
  .oneof(fc.constantFrom(1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK), fc.integer({ min: 1, max: 3 * CHUNK }))
  .chain((of) => fc.tuple(fc.constant(of), fc.nat(of - 1), fc.nat(of - 1)))
  .map(([of, a, b]) => ({ of, first: Math.min(a, b), last: Math.max(a, b) }));

describe('A part of a sealed film', () => {
  it('is bit for bit what was sealed there, wherever it begins and ends', () => {
    fc.assert(
      fc.property(anyPart, (part) => {
        const plain = plainOf(part.of);
        const opened = openPart(seal(plain, key, context), key, context, part);
        expect(Buffer.from(opened).equals(plain.subarray(part.first, part.last + 1))).toBe(true);
      }),
    );
  });

  it('does not open when a byte of it was changed, and opens when another part was', () => {
    const sealed = seal(plainOf(3 * CHUNK), key, context);
    sealed[HEADER + SEALED_CHUNK + 9] = (sealed[HEADER + SEALED_CHUNK + 9] ?? 0) ^ 1;
    const part = (first: number) => ({ first, last: first + 10, of: 3 * CHUNK });
    expect(() => openPart(sealed, key, context, part(CHUNK))).toThrow(broken);
    expect(() => openPart(sealed, key, context, part(CHUNK - 5))).toThrow(broken);
    expect(openPart(sealed, key, context, part(0))).toHaveLength(11);
  });

  it('does not open when two parts changed places, or the file was cut short', () => {
    const sealed = seal(plainOf(3 * CHUNK), key, context);
    const part = { first: 0, last: 10, of: 3 * CHUNK };
    const swapped = Buffer.concat([
      sealed.subarray(0, HEADER),
      sealed.subarray(HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK),
      sealed.subarray(HEADER, HEADER + SEALED_CHUNK),
      sealed.subarray(HEADER + 2 * SEALED_CHUNK),
    ]);
    expect(() => openPart(swapped, key, context, part)).toThrow(broken);
    expect(() => openPart(sealed.subarray(0, HEADER + SEALED_CHUNK), key, context, part)).toThrow(broken);
  });

  it('does not open under another key, as another picture, or past its end', () => {
    const sealed = seal(plainOf(100), key, context);
    const part = { first: 0, last: 10, of: 100 };
    expect(() => openPart(sealed, newKey(), context, part)).toThrow(broken);
    expect(() => openPart(sealed, key, { ...context, image: 'image-2' }, part)).toThrow(broken);
    expect(() => openPart(sealed, key, context, { first: 99, last: 100, of: 100 })).toThrow(broken);
  });
});
