import { describe, expect, it } from '@jest/globals';
import { sidesOf } from '../../../bot/policy/consent/case.ts';
import { BODY_SITES, LATERALITY_SNOMED } from '../../../bot/set/body-site.ts';

/** The check digit at the end of every SNOMED CT identifier (Verhoeff): a slip in copying shows. */
const D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const fits = (concept: string): boolean =>
  Array.from(concept)
    .reverse()
    .reduce((sum, digit, at) => Number(D[sum]?.[Number(P[at % 8]?.[Number(digit)])]), 0) === 0;

const coded = BODY_SITES.flatMap(({ code, snomed }) =>
  snomed === undefined ? [] : [[code, snomed.concept] as const],
);

describe('Body sites', () => {
  it.each([
    ...coded,
    ...Object.entries(LATERALITY_SNOMED).map(([side, { concept }]) => [side, concept] as const),
  ])('%s is a SNOMED CT concept as it was issued: %s (PID-06)', (_site, concept) => {
    expect(fits(concept)).toBe(true);
  });

  it('have each their own code and concept', () => {
    expect(new Set(BODY_SITES.map(({ code }) => code)).size).toBe(BODY_SITES.length);
    expect(new Set(coded.map(([, concept]) => concept)).size).toBe(coded.length);
  });

  it('have sides where the body has two, and none in its middle', () => {
    expect(sidesOf({ sited: { site: 'heel' } })).toEqual(['left', 'right', 'both', 'midline']);
    expect(sidesOf({ sited: { site: 'sacrum' } })).toEqual([]);
    expect(sidesOf({})).toEqual([]);
  });

  it('are intimate where the guidance says so, and a heel is not (INT-06)', () => {
    expect(BODY_SITES.filter((one) => one.intimate).map((one) => one.code)).toEqual([
      'breast',
      'perineum',
      'anus',
      'vulva',
      'penis',
      'scrotum',
    ]);
  });
});
