import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { leftOut, missing, namedIn } from './named-tests.ts';
import { readCsv } from './read-csv.ts';

const [head, ...rows] = readCsv(readFileSync('infra/assurance/hazard-log.csv', 'utf8'));
const named = rows.flatMap(([id = '', , , , , tests = '']) => namedIn(id, tests));

describe('The log of clinical hazards (DCB0129)', () => {
  it('says of each hazard what leads to it, what comes of it, what is done, which test shows it and what is left', () => {
    expect(head).toEqual(['id', 'hazard', 'cause', 'effect', 'controls', 'test', 'what is left to people']);
    expect(rows.filter((row) => row.length !== 7 || row.includes(''))).toEqual([]);
  });

  it('has all twelve of the starting log, once each and in order', () => {
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 12 }, (_, at) => `H${at + 1}`));
  });

  it('names only controls that are there, and tests that run', () => {
    const controls = rows.flatMap(([, , , , files = '']) => files.split('; '));
    expect(controls.filter((file) => !existsSync(file))).toEqual([]);
    expect(missing(named)).toEqual([]);
    expect(leftOut(named)).toEqual([]);
  });
});
