import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { believer, isSameBand } from '../../../bot/policy/band/believe.js';
import type { Band, ReadBand } from '../../../bot/set/band.ts';

const band = (numbers: Omit<Band, 'newborn'>): ReadBand => ({
  outcome: 'band',
  band: { newborn: false, ...numbers },
});
const one = band({ nhsNumber: '9434765919' });
const bars = band({ hospitalNumber: 'H1234567' });
const none: ReadBand = { outcome: 'none' };
const misprint: ReadBand = { outcome: 'refused', why: 'gsrn-check-digit' };
const after = (...looks: readonly ReadBand[]): ReadBand | undefined => {
  const believe = believer();
  return looks.map((seen) => believe(seen)).at(-1);
};

describe('What the camera sees is believed', () => {
  it('when two looks say the same, and not before', () => {
    expect(after(one)).toBeUndefined();
    expect(after(one, one)).toEqual(one);
  });

  it('though some looks in between saw nothing, but not after many', () => {
    expect(after(one, none, none, one)).toEqual(one);
    expect(after(one, ...Array.from({ length: 9 }, () => none), one)).toBeUndefined();
  });

  it('not when something else was read in between', () => {
    const other = band({ hospitalNumber: 'H1234568' });
    expect(after(bars, other, bars)).toBeUndefined();
    expect(after(bars, other, bars, bars)).toEqual(bars);
    expect(after(one, misprint, one)).toBeUndefined();
  });

  it('with both its numbers when each was read twice', () => {
    const both = band({ nhsNumber: '9434765919', hospitalNumber: 'H1234567' });
    expect(after(one, bars)).toBeUndefined();
    expect(after(one, bars, one)).toBeUndefined();
    expect(after(one, bars, one, bars)).toEqual(both);
    expect(after(both, both)).toEqual(both);
  });

  it('also as a refusal only when seen twice', () => {
    expect(after(misprint)).toBeUndefined();
    expect(after(misprint, misprint)).toEqual(misprint);
  });

  it('never for what no look said', () => {
    const looks = fc.array(fc.constantFrom(one, bars, none, misprint, band({ nhsNumber: '4010232137' })));
    fc.assert(
      fc.property(looks, (all) => {
        const believe = believer();
        const said = new Map<string | undefined, number>();
        for (const seen of all) {
          if (seen.outcome === 'band')
            for (const number of [seen.band.nhsNumber, seen.band.hospitalNumber])
              said.set(number, (said.get(number) ?? 0) + 1);
          const believed = believe(seen);
          if (believed?.outcome !== 'band') continue;
          for (const number of [believed.band.nhsNumber, believed.band.hospitalNumber])
            if (number !== undefined) expect(said.get(number)).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });
});

describe('Two readings are of one band', () => {
  const b = (numbers: Omit<Band, 'newborn'>): Band => ({ newborn: false, ...numbers });
  it('when they share a number and differ in none', () => {
    expect(isSameBand(b({ nhsNumber: '1' }), b({ nhsNumber: '1', hospitalNumber: 'A' }))).toBe(true);
    expect(
      isSameBand(b({ nhsNumber: '1', hospitalNumber: 'B' }), b({ nhsNumber: '1', hospitalNumber: 'A' })),
    ).toBe(false);
    expect(isSameBand(b({ nhsNumber: '1' }), b({ hospitalNumber: 'A' }))).toBe(false);
    expect(isSameBand(b({ nhsNumber: '1' }), b({ nhsNumber: '2' }))).toBe(false);
  });
});
