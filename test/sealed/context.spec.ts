import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeContext } from '../../bot/sealed/context.ts';

const anyContext = fc.record({
  organisation: fc.string({ unit: 'grapheme', maxLength: 4 }),
  set: fc.string({ unit: 'grapheme', maxLength: 4 }),
  image: fc.string({ unit: 'grapheme', maxLength: 4 }),
  rendition: fc.string({ unit: 'grapheme', maxLength: 4 }),
});

describe('what a sealed file is bound to', () => {
  it('is written as FORMAT.md says', () => {
    const bytes = encodeContext({ organisation: 'XHB', set: 's', image: '', rendition: 'é' });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      Buffer.from('safelight/sealed-file').toString('hex') +
        ['00', '01', '00000003584842', '0000000173', '00000000', '00000002c3a9'].join(''),
    );
  });

  it('is never written alike for two different places', () => {
    fc.assert(
      fc.property(anyContext, anyContext, (one, two) => {
        const alike = Buffer.from(encodeContext(one)).equals(encodeContext(two));
        expect(alike).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a letter from wandering from one part into the next', () => {
    const at = (set: string, image: string): string =>
      Buffer.from(encodeContext({ organisation: 'o', set, image, rendition: 'r' })).toString('hex');
    expect(at('ab', 'c')).not.toBe(at('a', 'bc'));
  });

  it('is refused where the text is not proper Unicode', () => {
    const half = { organisation: '\ud800', set: 's', image: 'i', rendition: 'r' };
    expect(() => encodeContext(half)).toThrow('unexpected');
  });
});
