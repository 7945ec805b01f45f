import { describe, expect, it } from '@jest/globals';
import { type Candidate, nameViewer, thresholdFor } from '../../bot/policy/name-viewer.ts';
import { CODE_SHIFTS, type MarkFit, SHIFT_STEPS, shiftsOf } from '../../bot/set/mark-code.ts';
import { seeded } from '../bench/seeded.ts';

const random = seeded(11);
const codeOf = (): Uint8Array =>
  Uint8Array.from({ length: CODE_SHIFTS * 2 }, () => Math.floor(random() * 256));
const people = Array.from({ length: 2_000 }, (_, is): Candidate<number> => ({ is, code: codeOf() }));

/** Chance, and what a code adds to it. */
const fitOf = (code?: Uint8Array, strength = 0): MarkFit => {
  const shifts = code === undefined ? [] : shiftsOf(code);
  return Array.from({ length: CODE_SHIFTS }, (_, pattern) =>
    Float32Array.from({ length: SHIFT_STEPS ** 2 }, (__, shift) => {
      const chance = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return chance + (shifts[pattern] === shift ? strength : 0);
    }),
  );
};

describe('Who is named by what a machine read in a picture', () => {
  it('names the one of many whose code it is', () => {
    for (const { is, code } of people.slice(0, 20))
      expect(nameViewer(fitOf(code, 5), people)).toMatchObject({ named: is });
  });

  it('names nobody for a picture of somebody who is not in the list', () => {
    for (let n = 0; n < 20; n += 1) expect(nameViewer(fitOf(codeOf(), 12), people).named).toBeUndefined();
  });

  it('names nobody where there is chance alone', () => {
    for (let n = 0; n < 20; n += 1) expect(nameViewer(fitOf(), people).named).toBeUndefined();
  });

  it('names nobody where two fit, or where nobody ever opened anything', () => {
    const [one] = people;
    if (one === undefined) throw new Error('nobody');
    expect(nameViewer(fitOf(one.code, 9), [one, { ...one, is: -1 }]).named).toBeUndefined();
    expect(nameViewer(fitOf(one.code, 9), []).named).toBeUndefined();
  });

  it('asks for more the longer the list is', () => {
    expect(thresholdFor(1)).toBeLessThan(thresholdFor(10_000));
    expect(thresholdFor(10_000)).toBeLessThan(thresholdFor(1_000_000));
  });

  it('is not persuaded by some of the patterns alone, however well they fit', () => {
    const [one] = people;
    if (one === undefined) throw new Error('nobody');
    const fit = fitOf(one.code, 40).map((of, pattern) => (pattern < 4 ? of : new Float32Array(of.length)));
    expect(nameViewer(fit, people).named).toBeUndefined();
  });
});
