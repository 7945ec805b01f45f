import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, checkBirthDate, dayInLondon } from '../../bot/policy/birth-date.ts';
import { instant } from '../../bot/set/instant.ts';

const now = instant('2026-03-15T09:00:00Z');
const read = (typed: string): string => {
  const check = checkBirthDate(typed, now);
  return check.ok ? check.birthDate : check.why;
};

describe('A date of birth', () => {
  it.each([
    ['09/03/1941', '1941-03-09'],
    ['9/3/1941', '1941-03-09'],
    [' 09.03.1941 ', '1941-03-09'],
    ['09-03-1941', '1941-03-09'],
    ['09 03 1941', '1941-03-09'],
    ['29/02/2024', '2024-02-29'],
    ['15/03/2026', '2026-03-15'],
    ['', 'missing'],
    ['   ', 'missing'],
    ['09/03/41', 'not-a-date'],
    ['1941-03-09', 'not-a-date'],
    ['9 March 1941', 'not-a-date'],
    ['09/03/1941/1', 'not-a-date'],
    ['29/02/2023', 'no-such-day'],
    ['31/06/1990', 'no-such-day'],
    ['09/13/1941', 'no-such-day'],
    ['00/03/1941', 'no-such-day'],
    ['16/03/2026', 'in-the-future'],
    ['01/01/1890', 'too-long-ago'],
  ])('typed as %j is read as %s', (typed, expected) => {
    expect(read(typed)).toBe(expected);
  });

  it('is read from three boxes on a form', () => {
    expect(checkBirthDate({ day: ' 9', month: '03 ', year: '1941' }, now)).toEqual({
      ok: true,
      birthDate: '1941-03-09',
    });
    expect(checkBirthDate({ day: '', month: ' ', year: '' }, now)).toEqual({ ok: false, why: 'missing' });
    expect(checkBirthDate({ day: '9', month: '', year: '1941' }, now)).toEqual({
      ok: false,
      why: 'not-a-date',
    });
  });

  it('of today is today in London, also in the first hour of a summer day', () => {
    const justAfterMidnight = instant('2026-06-30T23:30:00Z');
    expect(dayInLondon(justAfterMidnight)).toBe('2026-07-01');
    expect(checkBirthDate('01/07/2026', justAfterMidnight).ok).toBe(true);
    expect(checkBirthDate('02/07/2026', justAfterMidnight).ok).toBe(false);
  });

  it('of every real day in a century comes back as that day', () => {
    const days = fc.date({ min: new Date('1926-01-01'), max: new Date('2026-03-14'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
        expect(read(`${day}/${month}/${year}`)).toBe(`${year}-${month}-${day}`);
      }),
    );
  });
});

describe('Age', () => {
  it.each([
    ['1941-03-09', '2026-03-08', 84, 11],
    ['1941-03-09', '2026-03-09', 85, 0],
    ['2025-11-15', '2026-03-15', 0, 4],
    ['2025-11-16', '2026-03-15', 0, 3],
    ['2026-03-15', '2026-03-15', 0, 0],
    ['2024-02-29', '2025-02-28', 0, 11],
    ['2024-02-29', '2025-03-01', 1, 0],
    ['2024-02-29', '2028-02-29', 4, 0],
    ['2025-01-31', '2025-02-28', 0, 0],
    ['2025-01-31', '2025-03-01', 0, 1],
  ])('of one born on %s is, on %s, %i years and %i months', (born, day, years, months) => {
    expect(ageOn(born, day)).toEqual({ years, months });
  });

  it('never goes down as days pass, and months stay under twelve', () => {
    const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const iso = (date: Date): string => date.toISOString().slice(0, 10);
    fc.assert(
      fc.property(days, fc.nat(40_000), fc.nat(400), (born, after, more) => {
        const at = (n: number) => ageOn(iso(born), iso(new Date(born.getTime() + n * 86_400_000)));
        const first = at(after);
        const second = at(after + more);
        expect(second.years * 12 + second.months).toBeGreaterThanOrEqual(first.years * 12 + first.months);
        expect(first.months).toBeLessThan(12);
        expect(first.months).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
