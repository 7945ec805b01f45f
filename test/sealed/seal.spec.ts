import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey } from '../../bot/sealed/new-key.ts';
import { open } from '../../bot/sealed/open.ts';
import { seal } from '../../bot/sealed/seal.ts';
import type { SealContext } from '../../bot/set/sealed.ts';

const CHUNK = 16_384;
const HEADER = 56;
const TAG = 16;

const key = newKey();
const context: SealContext = { organisation: 'XHB', set: 'set-1', image: 'image-1', rendition: 'original' };
const broken = expect.objectContaining({ code: 'sealed-file-broken' });
/** Bytes without a pattern a chunk swap could hide behind. */
const plainOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 251);
const edges = [0, 1, 2]
  .flatMap((chunks) => [-1, 0, 1].map((off) => chunks * CHUNK + off))
  .filter((n) => n >= 0);
const anyLength = fc.oneof(fc.constantFrom(...edges, 3 * CHUNK), fc.nat(3 * CHUNK));

const expectBroken = (sealed: Uint8Array, under: SealContext = context, by = key): void => {
  expect(() => open(sealed, by, under)).toThrow(broken);
};

describe('a sealed picture', () => {
  it.each(edges)('of %i bytes opens bit for bit', (length) => {
    const plain = plainOf(length);
    const sealed = seal(plain, key, context);
    expect(Buffer.from(open(sealed, key, context)).equals(plain)).toBe(true);
    expect(sealed).toHaveLength(length + HEADER + TAG * (Math.floor(length / CHUNK) + 1));
  });

  it('opens bit for bit whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 * CHUNK }), (plain) => {
        expect(Buffer.from(open(seal(plain, key, context), key, context)).equals(plain)).toBe(true);
      }),
    );
  });

  it('never looks the same twice', () => {
    const plain = plainOf(100);
    expect(seal(plain, key, context)).not.toEqual(seal(plain, key, context));
  });

  it('does not open when any one bit of it has changed', () => {
    fc.assert(
      fc.property(anyLength, fc.nat(), fc.nat(7), (length, at, bit) => {
        const sealed = seal(plainOf(length), key, context);
        const place = at % sealed.length;
        sealed[place] = (sealed[place] ?? 0) ^ (1 << bit);
        expectBroken(sealed);
      }),
    );
  });

  it('does not open when any bit of its header or of a tag has changed', () => {
    const sealed = seal(plainOf(CHUNK + 5), key, context);
    const firstTag = HEADER + CHUNK;
    const places = [
      ...Array.from({ length: HEADER }, (_, at) => at),
      ...Array.from({ length: TAG }, (_, at) => firstTag + at),
      ...Array.from({ length: TAG }, (_, at) => sealed.length - TAG + at),
    ];
    for (const place of places) {
      for (let bit = 0; bit < 8; bit++) {
        const touched = Uint8Array.from(sealed);
        touched[place] = (touched[place] ?? 0) ^ (1 << bit);
        expectBroken(touched);
      }
    }
  });

  it('does not open when it was cut short anywhere, at a chunk edge included', () => {
    fc.assert(
      fc.property(anyLength, fc.nat(), (length, at) => {
        const sealed = seal(plainOf(length), key, context);
        expectBroken(sealed.subarray(0, at % sealed.length));
      }),
    );
    const sealed = seal(plainOf(2 * CHUNK), key, context);
    expectBroken(sealed.subarray(0, HEADER));
    expectBroken(sealed.subarray(0, HEADER + CHUNK + TAG));
    expectBroken(sealed.subarray(0, HEADER + 2 * (CHUNK + TAG)));
  });

  it('does not open when something was added to its end', () => {
    fc.assert(
      fc.property(anyLength, fc.uint8Array({ minLength: 1, maxLength: CHUNK + TAG }), (length, more) => {
        expectBroken(Buffer.concat([seal(plainOf(length), key, context), more]));
      }),
    );
  });

  it('does not open when two of its chunks were exchanged or one stands twice', () => {
    const sealed = seal(plainOf(3 * CHUNK + 9), key, context);
    const chunk = (n: number): Uint8Array =>
      sealed.subarray(HEADER + n * (CHUNK + TAG), HEADER + (n + 1) * (CHUNK + TAG));
    const header = sealed.subarray(0, HEADER);
    for (const order of [
      [1, 0, 2, 3],
      [0, 2, 1, 3],
      [0, 0, 2, 3],
      [0, 1, 1, 2, 3],
      [0, 2, 3],
      [0, 1, 2, 3, 3],
    ]) {
      expectBroken(Buffer.concat([header, ...order.map(chunk)]));
    }
    expect(open(Buffer.concat([header, ...[0, 1, 2, 3].map(chunk)]), key, context)).toHaveLength(
      3 * CHUNK + 9,
    );
  });

  it('does not open under another key', () => {
    expectBroken(seal(plainOf(9), key, context), context, newKey());
    expectBroken(seal(plainOf(9), key, context), context, key.subarray(0, 31));
  });

  it('does not open as another organisation, set, image or rendition', () => {
    const sealed = seal(plainOf(9), key, context);
    for (const field of Object.keys(context)) expectBroken(sealed, { ...context, [field]: 'other' });
  });

  it('does not open in the place of another picture, even under the same key', () => {
    const other = { ...context, image: 'image-2' };
    const [mine, theirs] = [seal(plainOf(50), key, context), seal(plainOf(50), key, other)];
    expectBroken(theirs, context);
    expectBroken(mine, other);
  });

  it('is never made with a key of the wrong length', () => {
    const code = expect.objectContaining({ code: 'key-missing' });
    for (const length of [0, 16, 31, 33])
      expect(() => seal(plainOf(9), new Uint8Array(length), context)).toThrow(code);
  });
});
