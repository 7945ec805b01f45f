import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { isTitleIn, leftOut, missing, namedIn } from './named-tests.ts';
import { readCsv } from './read-csv.ts';

/** The groups of the requirements ledger that capture and consent answer for, and how many rows each has. */
const GROUPS: readonly (readonly [string, number])[] = [
  ['CON', 40],
  ['CAP', 10],
  ['INT', 8],
  ['INF', 11],
  ['RISK', 14],
  ['META', 11],
  ['QUAL', 14],
  ['DEL', 6],
];
const IDS = GROUPS.flatMap(([group, count]) =>
  Array.from({ length: count }, (_, at) => `${group}-${String(at + 1).padStart(2, '0')}`),
);

const [head, ...rows] = readCsv(readFileSync('infra/assurance/requirements.csv', 'utf8'));
const named = rows.flatMap(([id = '', , tests = '']) => namedIn(id, tests));

describe('The list of requirements', () => {
  it('has four columns: what is asked, what satisfies it, which test says so, and what is missing', () => {
    expect(head).toEqual(['id', 'satisfied by', 'test', 'why not, and what instead']);
    expect(rows.filter((row) => row.length !== 4)).toEqual([]);
  });

  it('names each requirement of capture and consent exactly once, and in order', () => {
    expect(rows.map(([id]) => id)).toEqual(IDS);
  });

  it('claims nothing without a test, and says of the rest what is not built yet, or why it never will be', () => {
    const silent = rows.filter(
      ([, , tests, missing = '']) => tests === '' && !/^not (?:built yet|for Safelight): /.test(missing),
    );
    expect(silent.map(([id]) => id)).toEqual([]);
    const untested = rows.filter(([, by, tests]) => (by === '') !== (tests === ''));
    expect(untested.map(([id]) => id)).toEqual([]);
  });

  it('names only files that are there', () => {
    const files = rows.flatMap(([, by = '']) => by.split('; ').filter((one) => one !== ''));
    expect([...files, ...named.map((one) => one.file)].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names only tests that are there, in files that leave none out', () => {
    expect(missing(named)).toEqual([]);
    expect(leftOut(named)).toEqual([]);
  });

  it('finds a title that no test bears', () => {
    expect(isTitleIn("it('is sealed', () => {", 'is sealed')).toBe(true);
    expect(isTitleIn("it('is sealed', () => {", 'is seal')).toBe(false);
    expect(readCsv('a,"b, ""c""",\n')).toEqual([['a', 'b, "c"', '']]);
  });
});
