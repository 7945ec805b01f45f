import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { shiftOf } from '../../bot/policy/shifts.ts';
import { instant, millis } from '../../bot/set/instant.ts';

describe('A shift', () => {
  it.each([
    [
      'at two in the morning in winter',
      '2026-01-10T02:00:00Z',
      '2026-01-09T19:30:00.000Z',
      '2026-01-10T07:30:00.000Z',
    ],
    [
      'in the afternoon in summer',
      '2026-07-10T12:00:00Z',
      '2026-07-10T06:30:00.000Z',
      '2026-07-10T18:30:00.000Z',
    ],
    [
      'on the minute it begins',
      '2026-01-10T07:30:00Z',
      '2026-01-10T07:30:00.000Z',
      '2026-01-10T19:30:00.000Z',
    ],
    [
      'in the night the clocks go back',
      '2026-10-25T03:00:00Z',
      '2026-10-24T18:30:00.000Z',
      '2026-10-25T07:30:00.000Z',
    ],
  ])('%s goes by the ward’s own clock', (_when, at, start, end) => {
    expect(shiftOf(instant(at))).toEqual({ start, end });
  });

  it('holds every moment, and the next begins where it ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }), (at) => {
        const { start, end } = shiftOf(instant(at));
        expect(millis(start)).toBeLessThanOrEqual(at);
        expect(millis(end)).toBeGreaterThan(at);
        expect(shiftOf(end).start).toBe(end);
      }),
    );
  });

  it('begins when the trust says', () => {
    expect(shiftOf(instant('2026-01-10T09:00:00Z'), [8 * 60, 14 * 60, 22 * 60]).start).toBe(
      '2026-01-10T08:00:00.000Z',
    );
  });
});
