import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../bot/audit/canonical.ts';

describe('the canonical text of an audit event', () => {
  it('is the same whatever order the facts were given in', () => {
    expect(canonical({ b: 1, a: { d: [2, 1], c: 'x' } })).toBe('{"a":{"c":"x","d":[2,1]},"b":1}');
  });

  it('sorts names as RFC 8785 section 3.2.3 shows', () => {
    const names = { '€': 5, '\r': 1, '\ufb33': 7, '1': 2, '😀': 6, '\u0080': 3, ö: 4 };
    expect(canonical(names).match(/:\d/g)?.join('')).toBe(':1:2:3:4:5:6:7');
  });

  it('leaves out what is absent and refuses what JSON cannot say', () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
    for (const wrong of [NaN, Infinity, () => 1, new Date(0), undefined, 1n]) {
      expect(() => canonical(wrong)).toThrow(TypeError);
    }
  });

  it('says the same again after a journey through JSON, and never the same for two meanings', () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(value, value, (one, other) => {
        const again = JSON.parse(JSON.stringify(one)) as unknown;
        expect(canonical(again)).toBe(canonical(one));
        const alike = canonical(one) === canonical(other);
        expect(alike).toBe(canonical(JSON.parse(canonical(one))) === canonical(JSON.parse(canonical(other))));
        expect(JSON.parse(canonical(one))).toEqual(again);
      }),
    );
  });
});
