import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfNextWorkingDay, isWorkingDay } from '../../bot/policy/working-days.ts';
import { DAY, instant, later, millis } from '../../bot/set/instant.ts';

describe('The end of the next working day', () => {
  it.each([
    ['a Sunday evening', '2026-11-22T21:00:00Z', '2026-11-23T17:00:00.000Z'],
    ['a Friday night', '2026-11-20T22:00:00Z', '2026-11-23T17:00:00.000Z'],
    ['a Monday just after midnight', '2026-11-23T00:30:00Z', '2026-11-24T17:00:00.000Z'],
    ['Maundy Thursday', '2026-04-02T10:00:00Z', '2026-04-07T16:00:00.000Z'],
    ['Christmas Eve', '2026-12-24T10:00:00Z', '2026-12-29T17:00:00.000Z'],
    [
      'Christmas Eve of a year whose Christmas is a Saturday',
      '2027-12-24T12:00:00Z',
      '2027-12-29T17:00:00.000Z',
    ],
    [
      'the Friday before the late summer bank holiday, in summer time',
      '2026-08-28T10:00:00Z',
      '2026-09-01T16:00:00.000Z',
    ],
    ['New Year’s Eve, before one on a Thursday', '2025-12-31T12:00:00Z', '2026-01-02T17:00:00.000Z'],
    ['New Year’s Eve, before one on a Saturday', '2027-12-31T12:00:00Z', '2028-01-04T17:00:00.000Z'],
  ])('of %s', (_what, at, end) => {
    expect(endOfNextWorkingDay(instant(at))).toBe(end);
  });

  it('is 17:00 in London, on a working day, after that moment and within six days', () => {
    const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2045, 0, 1) });
    fc.assert(
      fc.property(moments, (at) => {
        const end = endOfNextWorkingDay(instant(at));
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
        expect(clock.format(new Date(end))).toBe('17:00');
        expect(isWorkingDay(end)).toBe(true);
        expect(millis(end)).toBeGreaterThan(at);
        expect(millis(end)).toBeLessThan(at + 6 * DAY);
      }),
      { numRuns: 60 },
    );
  });

  it('has eight bank holidays in every year, each on a weekday or a Christmas that is stood in for', () => {
    for (let year = 2024; year < 2030; year += 1) {
      let off = 0;
      for (
        let at = instant(Date.UTC(year, 0, 1, 12));
        new Date(at).getUTCFullYear() === year;
        at = later(at, DAY)
      )
        if (![0, 6].includes(new Date(at).getUTCDay()) && !isWorkingDay(at)) off += 1;
      expect([year, off]).toEqual([year, 8]);
    }
  });
});
