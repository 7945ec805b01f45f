import type { Read } from '../../bot/viewer/page/capture/find-codes.js';
import { CONDITIONS } from '../corpus/bands/conditions.ts';
import type { Symbology } from '../corpus/bands/draw-band.ts';
import { SYMBOLOGIES } from '../corpus/bands/draw-band.ts';
import type { Condition, Outcome } from '../corpus/bands/make-bands.ts';
import { holdBand, isWrong, watchHeld } from '../corpus/bands/make-bands.ts';
import { gsrnOf } from '../corpus/bands/numbers.ts';
import { openReader } from '../corpus/bands/open-reader.ts';
import { median, table } from './table.ts';

/** As many frames as two seconds of a slow phone. */
const MOST_LOOKS = 8;
const BANDS_A_CELL = 6;

/** Codes that must never become a patient's number, as they are printed. */
const NEVER: readonly (readonly [string, Symbology, string])[] = [
  ['GSRN, last digit wrong', 'gs1-datamatrix', `(8018)${wrongLast(gsrnOf('9434765919'))}`],
  ['NHS number, check digit wrong', 'gs1-datamatrix', `(8018)${gsrnOf('9434765918')}`],
  ['another issuer’s GSRN', 'gs1-datamatrix', `(8018)${gsrnOf('9434765919', '5055207')}`],
  ['9876543210', 'gs1-128', `(8018)${gsrnOf('9876543210')}`],
  ['a Scottish CHI number', 'gs1-datamatrix', `(8018)${gsrnOf('0101010001')}`],
  ['a nurse’s badge', 'gs1-datamatrix', `(8017)${gsrnOf('9434765919')}`],
  ['a drug’s packet', 'gs1-datamatrix', '(01)05012345678900(17)271231(10)A12345'],
  ['ten digits in bare bars', 'code-128', '9434765919'],
  ['a link', 'qr', 'https://example.org/H1234567'],
];

/**
 * `bands [bands a cell]`: how often a band held before the camera is believed within eight looks, by what the ward
 * does to it; then what must never be believed. Verdict: no number but the printed one, ever.
 */
export const bands = async ([most = String(BANDS_A_CELL)]: readonly string[]): Promise<readonly string[]> => {
  const read = openReader();
  const all: Outcome[] = [];
  let wrong = 0;
  const rows: string[][] = [];
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const cells: string[] = [];
    const looks: number[] = [];
    for (const symbology of SYMBOLOGIES) {
      const cell = await measure(symbology, condition, read, Number(most));
      wrong += cell.wrong;
      all.push(...cell.outcomes);
      const believed = cell.outcomes.filter((one) => one.believed?.outcome === 'band');
      looks.push(...believed.map((one) => one.looks));
      cells.push(`${Math.round((100 * believed.length) / cell.outcomes.length)} %`);
    }
    rows.push([name, ...cells, looks.length === 0 ? '' : String(median(looks))]);
    process.stderr.write(`${name}: ${cells.join(' ')}\n`);
  }
  const never = await believedOfNever(read);
  const misread = all.reduce((sum, one) => sum + one.misread, 0);
  const ms = all.flatMap((one) => one.msALook).sort((a, b) => a - b);
  return [
    `Bands believed within ${MOST_LOOKS} looks, ${most} bands a cell, frames of 1280 × 720, 14 pixels a millimetre.`,
    ...table(['', ...SYMBOLOGIES, 'looks (median)'], rows),
    '',
    ...table(['must never be believed', 'the page is told', 'bands believed'], never),
    '',
    `${ms.length} looks: ${median(ms).toFixed(0)} ms a look (median), ${(ms[Math.floor(ms.length * 0.95)] ?? 0).toFixed(0)} ms at the 95th centile.`,
    `Single looks that gave a wrong number: ${misread}. Wrong numbers believed: ${wrong}.`,
    `verdict: ${wrong + never.reduce((sum, [, , times]) => sum + Number(times), 0) === 0 ? 'no wrong number was ever believed' : 'A WRONG NUMBER WAS BELIEVED'}`,
  ];
};

const measure = async (
  symbology: Symbology,
  condition: Condition,
  read: Read,
  most: number,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly wrong: number }> => {
  const outcomes: Outcome[] = [];
  let wrong = 0;
  for (let seed = 0; seed < most; seed += 1) {
    const held = await holdBand(symbology, condition, seed);
    const outcome = await watchHeld(held, read, MOST_LOOKS);
    if (outcome.believed !== undefined && isWrong(outcome.believed, held.printed)) wrong += 1;
    outcomes.push(outcome);
  }
  return { outcomes, wrong };
};

const believedOfNever = async (read: Read): Promise<readonly [string, string, string][]> => {
  const rows: [string, string, string][] = [];
  for (const [name, symbology, text] of NEVER) {
    const held = await holdBand(symbology, () => ({ perMm: 14, turned: 4 }), 1, text);
    const { believed } = await watchHeld(held, read, 4);
    rows.push([
      name,
      believed?.outcome === 'refused' ? believed.why : '',
      believed?.outcome === 'band' ? '1' : '0',
    ]);
  }
  return rows;
};

function wrongLast(digits: string): string {
  return `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
}
