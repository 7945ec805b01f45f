import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangeOf } from '../../../bot/viewer/http/range.ts';

describe('What a player asks of a film of 1000 bytes', () => {
  it.each([
    ['bytes=0-1', { first: 0, last: 1 }],
    ['bytes=0-', { first: 0, last: 999 }],
    ['bytes=999-', { first: 999, last: 999 }],
    ['bytes=500-5000', { first: 500, last: 999 }],
    ['bytes=-200', { first: 800, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['Bytes=7-7', { first: 7, last: 7 }],
  ])('%s is that part of it', (header, part) => {
    expect(rangeOf(header, 1000)).toEqual(part);
  });

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s is not there',
    (header) => {
      expect(rangeOf(header, 1000)).toBe('none-there');
    },
  );

  it.each([
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=0-1,5-9',
    'seconds=0-1',
    'bytes=a-b',
    'bytes 0-1',
  ])('%s is answered with the whole', (header) => {
    expect(rangeOf(header, 1000)).toBeUndefined();
  });

  it('is never answered with a part outside the film, whatever is asked', () => {
    const any = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
    );
    fc.assert(
      fc.property(any, fc.nat(5_000), (header, size) => {
        const part = rangeOf(header, size);
        if (typeof part !== 'object') return;
        expect(part.first).toBeGreaterThanOrEqual(0);
        expect(part.last).toBeGreaterThanOrEqual(part.first);
        expect(part.last).toBeLessThan(size);
      }),
    );
  });
});
