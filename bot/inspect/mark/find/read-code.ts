import { type MarkFit, SHIFT_STEPS } from '../../../set/mark-code.ts';
import { emptySquare, type Square, transformBack } from '../fft.ts';
import { PATTERN, TILE, type Wave } from '../pattern.ts';
import { findScales } from './find-scales.ts';
import { fold, FOLDED } from './fold.ts';
import { type Plane, whiten } from './whiten.ts';

const SCALES = 12;
/** Standard deviations over all places: below it, there is no pattern and no code is read. */
const LEAST_SYNC = 5.6;
/** Of a wave, against the mean of those as long: no single one decides. */
const MOST = 3;

/** Mean size of the waves of about the same length, for what a picture holds differs most by that. */
const evenOut = (folded: Square): ((wave: Wave) => { re: number; im: number }) => {
  const value = ({ kx, ky }: Wave) => {
    const at = (ky & (FOLDED - 1)) * FOLDED + (kx & (FOLDED - 1));
    return { re: folded.re[at] ?? 0, im: folded.im[at] ?? 0 };
  };
  const ring = ({ kx, ky }: Wave): number => Math.round(Math.hypot(kx, ky) / 2);
  const sums = new Map<number, { sum: number; count: number }>();
  for (const wave of [...PATTERN.sync, ...(PATTERN.code[0] ?? [])]) {
    const { re, im } = value(wave);
    const held = sums.get(ring(wave)) ?? { sum: 0, count: 0 };
    sums.set(ring(wave), { sum: held.sum + Math.hypot(re, im), count: held.count + 1 });
  }
  return (wave) => {
    const { re, im } = value(wave);
    const { sum = 0, count = 1 } = sums.get(ring(wave)) ?? {};
    const size = Math.hypot(re, im);
    if (size === 0) return { re: 0, im: 0 };
    const even = Math.min(MOST, (size * count) / sum) / size;
    return { re: re * even, im: im * even };
  };
};

/** How well waves fit at each place of the square, in standard deviations of chance. */
const fits = (even: ReturnType<typeof evenOut>, waves: readonly Wave[]): Float32Array => {
  const square = emptySquare(TILE);
  let power = 0;
  for (const wave of waves) {
    const { re, im } = even(wave);
    const [cos, sin] = [Math.cos(wave.phase), Math.sin(wave.phase)];
    const at = (wave.ky & (TILE - 1)) * TILE + (wave.kx & (TILE - 1));
    square.re[at] = re * cos + im * sin;
    square.im[at] = im * cos - re * sin;
    power += (re * re + im * im) / 2;
  }
  const norm = power === 0 ? 0 : 1 / Math.sqrt(power);
  return Float32Array.from(transformBack(square).re, (value) => value * norm);
};

interface Lock {
  readonly scale: number;
  readonly at: number;
  readonly fit: number;
}

const lockOn = (plane: Plane, scale: number): Lock => {
  const found = fits(evenOut(fold(plane, scale)), PATTERN.sync);
  let at = 0;
  for (let n = 1; n < found.length; n += 1) if ((found[n] ?? 0) > (found[at] ?? 0)) at = n;
  return { scale, at, fit: found[at] ?? 0 };
};

const best = (locks: readonly Lock[]): Lock | undefined =>
  [...locks].sort((one, other) => other.fit - one.fit)[0];

const around = (plane: Plane, scale: number, step: number): readonly Lock[] =>
  [-2, -1, 0, 1, 2].map((n) => lockOn(plane, scale * (1 + n * step)));

interface CodeRead {
  readonly scale: number;
  /** Standard deviations by which the pattern's place stands out. */
  readonly sync: number;
  readonly fit: MarkFit;
}

/** Finds the pattern, however it was scaled and cut, and how well each shift of each part fits; undefined where there is none. */
export const readCode = (picture: Plane): CodeRead | undefined => {
  const plane = whiten(picture);
  const rough = best(findScales(plane, SCALES).flatMap((scale) => around(plane, scale, 0.0006)));
  if (rough === undefined || rough.fit < LEAST_SYNC) return undefined;
  // Twice closer: over a whole screen a thousandth too large is half a wave too far at its edges.
  const closer = best([rough, ...around(plane, rough.scale, 0.0004)]) ?? rough;
  const { scale, at, fit } = best([closer, ...around(plane, closer.scale, 0.00015)]) ?? closer;
  const even = evenOut(fold(plane, scale));
  const step = TILE / SHIFT_STEPS;
  const [top, left] = [Math.floor(at / TILE), at % TILE];
  return {
    scale,
    sync: fit,
    fit: PATTERN.code.map((waves) => {
      const found = fits(even, waves);
      return Float32Array.from({ length: SHIFT_STEPS * SHIFT_STEPS }, (_, shift) => {
        const y = (top + Math.floor(shift / SHIFT_STEPS) * step) & (TILE - 1);
        const x = (left + (shift % SHIFT_STEPS) * step) & (TILE - 1);
        return found[y * TILE + x] ?? 0;
      });
    }),
  };
};
