import { describe, expect, it } from '@jest/globals';
import { plainName } from '../../../cards/teams/plain-name.ts';

describe('a display name on a card', () => {
  it.each([
    ['Asha Nair', 'Asha Nair'],
    ['O’NEILL, Siân (HARBOURSIDE NHS TRUST)', 'O’NEILL, Siân (HARBOURSIDE NHS TRUST)'],
    ['Dr. J. Smith-Jones', 'Dr. J. Smith-Jones'],
    ['Nguyễn Thị Hạnh', 'Nguyễn Thị Hạnh'],
    ['山田 太郎', '山田 太郎'],
  ])('keeps %s', (name, shown) => {
    expect(plainName(name)).toBe(shown);
  });

  it.each([
    ['[here](https://evil.example)', 'here (https evil example)'],
    ['evil.example', 'evil example'],
    ['${id}', 'id'],
    ['**Ann**', 'Ann'],
    ['<at>All</at>', 'at All at'],
    ['\u202Enn\u202CA', 'nn A'],
    ['😀', 'a colleague'],
    ['', 'a colleague'],
  ])('defuses %j', (name, shown) => {
    expect(plainName(name)).toBe(shown);
  });

  it('cuts what is longer than a card can bear', () => {
    expect(plainName('a'.repeat(500))).toHaveLength(80);
  });
});
