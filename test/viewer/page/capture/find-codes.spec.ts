import { describe, expect, it } from '@jest/globals';
import type { Band } from '../../../../bot/set/band.ts';
import { CONDITIONS } from '../../../corpus/bands/conditions.ts';
import { SYMBOLOGIES } from '../../../corpus/bands/draw-band.ts';
import type { PrintedBand, Symbology } from '../../../corpus/bands/draw-band.ts';
import { holdBand, watchHeld } from '../../../corpus/bands/make-bands.ts';
import type { Outcome } from '../../../corpus/bands/make-bands.ts';
import { gsrnOf } from '../../../corpus/bands/numbers.ts';
import { openReader } from '../../../corpus/bands/open-reader.ts';

const read = openReader();
const hold = async (symbology: Symbology, condition: string, seed: number, text?: string) => {
  const view = CONDITIONS[condition];
  if (view === undefined) throw new Error(`no condition is called ${condition}`);
  const held = await holdBand(symbology, view, seed, text);
  return { printed: held.printed, outcome: await watchHeld(held, read, 8) };
};
const believed = ({ believed: what }: Outcome): unknown => (what?.outcome === 'band' ? what.band : what);

/** The numbers each code carries; the DataMatrix has both. */
const saidBy = (symbology: Symbology, { nhsNumber, hospitalNumber }: PrintedBand): Band => ({
  ...(symbology.startsWith('gs1') ? { nhsNumber } : {}),
  ...(symbology === 'gs1-128' ? {} : { hospitalNumber }),
  newborn: false,
});

// How often, for every condition: `npm run bench -- bands`.
describe('A band held before the camera', () => {
  it.each(SYMBOLOGIES)('is read round an adult’s wrist: %s', async (symbology) => {
    const { printed, outcome } = await hold(symbology, 'round an adult’s wrist', 3);
    expect(believed(outcome)).toEqual(saidBy(symbology, printed));
  });

  it.each([
    'turned any way',
    'round a baby’s ankle',
    'far away',
    'nearly dark',
    'out of focus',
    'hand moving',
  ])('is read by its DataMatrix %s', async (condition) => {
    const { printed, outcome } = await hold('gs1-datamatrix', condition, 2);
    expect(believed(outcome)).toMatchObject({ nhsNumber: printed.nhsNumber });
  });

  it('lying slantwise is read by its bars', async () => {
    const { printed, outcome } = await hold('code-128', 'turned any way', 5);
    expect(believed(outcome)).toMatchObject({ hospitalNumber: printed.hospitalNumber });
  });
});

describe('Before the camera is refused, or passed over', () => {
  it.each([
    ['a misprinted GSRN', 'gs1-datamatrix', '(8018)505089894347659193', { why: 'gsrn-check-digit' }],
    ['a Scottish CHI number', 'gs1-128', `(8018)${gsrnOf('0101010001')}`, { why: 'chi-range' }],
    ['a nurse’s badge', 'gs1-datamatrix', '(8017)505089894347659192', { why: 'staff-badge' }],
    ['a drug’s packet', 'gs1-datamatrix', '(01)05012345678900(17)271231(10)A12345', undefined],
    ['a link', 'qr', 'https://example.org/H1234567', undefined],
  ] as const)('%s', async (_, symbology, text, expected) => {
    const { outcome } = await hold(symbology, 'straight on', 1, text);
    if (expected === undefined) expect(outcome.believed).toBeUndefined();
    else expect(outcome.believed).toMatchObject(expected);
  });
});
