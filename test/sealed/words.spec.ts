import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey } from '../../bot/sealed/new-key.ts';
import { seal } from '../../bot/sealed/seal.ts';
import { openWords, sealWords } from '../../bot/sealed/words.ts';

const key = newKey();
const context = { organisation: 'XHB', set: 'set-1', image: 'words', rendition: 'message' };
const broken = expect.objectContaining({ code: 'sealed-file-broken' });

describe("a set's sealed text", () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(openWords(sealWords(value, key, context), key, context)).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('shows nothing of what it says', () => {
    const sealed = sealWords({ text: 'Mrs Example, bed 4' }, key, context);
    expect(Buffer.from(sealed, 'base64').includes('Example')).toBe(false);
  });

  it('does not open as the text of another set', () => {
    const sealed = sealWords('words', key, context);
    expect(() => openWords(sealed, key, { ...context, set: 'set-2' })).toThrow(broken);
  });

  it('does not open when a character was touched, added or left out', () => {
    const sealed = sealWords({ text: 'words' }, key, context);
    for (const touched of [
      ` ${sealed}`,
      `${sealed}=`,
      `${sealed}AAAA`,
      sealed.slice(1),
      sealed.slice(0, -1),
      '',
    ]) {
      expect(() => openWords(touched, key, context)).toThrow(broken);
    }
  });

  it('never quotes what it holds in an error', () => {
    const notJson = Buffer.from(seal(Buffer.from('Mrs Example'), key, context)).toString('base64');
    let thrown: unknown;
    try {
      openWords(notJson, key, context);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(broken);
    expect(inspect(thrown, { depth: 9 })).not.toContain('Example');
  });

  it('is not made of what has no JSON', () => {
    expect(() => sealWords(undefined, key, context)).toThrow('unexpected');
  });
});
