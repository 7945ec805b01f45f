import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '../../../bot/adapters/wire/retry-after.ts';

const now = Date.parse('2026-11-14T09:30:00Z');

describe('how long we are asked to wait', () => {
  it.each([
    ['3', 3000],
    ['0', 0],
    ['Sat, 14 Nov 2026 09:30:20 GMT', 20_000],
    ['Sat, 14 Nov 2026 09:00:00 GMT', 0],
    ['86400', 600_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j', (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });
});
