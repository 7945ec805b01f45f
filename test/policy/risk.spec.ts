import { describe, expect, it } from '@jest/globals';
import { ROUTE_RISK, SAFER_ROUTE, imageRisk, riskMeter, routeAllows } from '../../bot/policy/risk.ts';
import type { ImageRisk, ImageTraits, RiskLevel, Route } from '../../bot/set/risk.ts';

const closeUp: ImageTraits = {
  distance: 'close-up',
  face: false,
  recognisable: false,
  intimate: false,
  patientDetails: false,
};

/** BAD Figure 3, images. */
const IMAGES: readonly [string, ImageTraits, ImageRisk][] = [
  ['a close-up without anything to recognise (RISK-01)', closeUp, 'low'],
  ['a wider view without a face (RISK-02)', { ...closeUp, distance: 'medium' }, 'medium'],
  ['a view nobody has judged', { ...closeUp, distance: 'unknown' }, 'medium'],
  ['a full face (RISK-03)', { ...closeUp, face: true }, 'high'],
  ['a tattoo (RISK-03, DEID-07)', { ...closeUp, recognisable: true }, 'high'],
  [
    'genitalia or breasts, whether or not anybody is named (RISK-03, INT-06)',
    { ...closeUp, intimate: true },
    'high',
  ],
  ['an x-ray with a name on it (RISK-03, MEDIA-04)', { ...closeUp, patientDetails: true }, 'high'],
  ['one in which nobody has looked for a face', { ...closeUp, face: 'unknown' }, 'high'],
  ['one in which nobody has looked for writing', { ...closeUp, patientDetails: 'unknown' }, 'high'],
];
/** BAD Figure 3, transfer. */
const ROUTES: readonly [Route, RiskLevel, string][] = [
  ['capture-page', 'low', 'RISK-04'],
  ['nhs-secure-email', 'low', 'RISK-05'],
  ['deidentified-share', 'medium', 'RISK-06'],
  ['trust-email', 'high', 'RISK-07'],
  ['personal-email', 'very-high', 'RISK-08'],
  ['messaging-app', 'very-high', 'RISK-09'],
];
/** Rows: image low, medium, high. Columns: transfer low, medium, high, very high (RISK-10). */
const MATRIX: Readonly<Record<ImageRisk, readonly boolean[]>> = {
  low: [true, true, true, false],
  medium: [true, true, false, false],
  high: [true, false, false, false],
};
const routeOf: readonly Route[] = ['capture-page', 'deidentified-share', 'trust-email', 'messaging-app'];

describe('The risk of a picture', () => {
  it.each(IMAGES)('%s', (_title, traits, level) => {
    expect(imageRisk(traits)).toBe(level);
  });
});

describe('The risk of a route', () => {
  it.each(ROUTES)('%s is %s (%s)', (route, level) => {
    expect(ROUTE_RISK[route]).toBe(level);
  });

  it.each(ROUTES)('%s has a next safer one that takes any picture, but for the safest', (route) => {
    const safer = SAFER_ROUTE[route];
    if (safer === undefined) expect(route).toBe('capture-page');
    else expect(routeAllows(safer, 'high')).toBe(true);
  });
});

describe('The general rule: the riskier the route, the less the picture may risk (RISK-10)', () => {
  const cells = (['low', 'medium', 'high'] as const).flatMap((image) =>
    routeOf.map((route, column) => [image, ROUTE_RISK[route], route, MATRIX[image][column]] as const),
  );
  it.each(cells)('a %s-risk picture by a %s-risk route (%s): %s', (image, _level, route, allowed) => {
    expect(routeAllows(route, image)).toBe(allowed);
  });
});

describe('The meter', () => {
  it('rates a post in a chat very high, with the seconds and how many could see (RISK-09)', () => {
    expect(riskMeter([closeUp], 'messaging-app', { milliseconds: 3_200, couldSee: 12 })).toEqual({
      image: 'low',
      route: 'messaging-app',
      level: 'very-high',
      within: false,
      safer: 'capture-page',
      exposure: { seconds: 4, couldSee: 12 },
    });
  });

  it('rates a full face taken with the capture page low, and within guidance (RISK-04, RISK-10)', () => {
    expect(riskMeter([{ ...closeUp, face: true }], 'capture-page')).toEqual({
      image: 'high',
      route: 'capture-page',
      level: 'low',
      within: true,
    });
  });

  it('takes a set for its riskiest picture (DEID-09)', () => {
    expect(riskMeter([closeUp, { ...closeUp, patientDetails: true }, closeUp], 'trust-email')).toMatchObject({
      image: 'high',
      within: false,
    });
  });
});
