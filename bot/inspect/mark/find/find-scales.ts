import { emptySquare, transform } from '../fft.ts';
import { PATTERN, TILE } from '../pattern.ts';
import type { Plane } from './whiten.ts';

const SIDE = 1024;
const SMALLEST = 0.2;
const LARGEST = 2.6;
const STEP = 1.0012;
/** Bins on each side over which a point of the spectrum is compared with its neighbours. */
const AROUND = 12;
/** Times its neighbours' power: one loud line of a page says no more than this. */
const MOST = 8;

/** Power by frequency, added over windows so that a large picture needs no large transform; half the plane. */
const powerOf = ({ width, height, data }: Plane): Float32Array => {
  const power = new Float32Array(SIDE * SIDE);
  const [across, down] = [Math.ceil(width / SIDE), Math.ceil(height / SIDE)];
  const [wide, high] = [Math.floor(width / across), Math.floor(height / down)];
  for (let part = 0; part < across * down; part += 1) {
    const [left, top] = [(part % across) * wide, Math.floor(part / across) * high];
    const square = emptySquare(SIDE);
    for (let y = 0; y < high; y += 1)
      for (let x = 0; x < wide; x += 1) square.re[y * SIDE + x] = data[(top + y) * width + left + x] ?? 0;
    const { re, im } = transform(square);
    for (let at = 0; at < power.length; at += 1)
      power[at] = (power[at] ?? 0) + (re[at] ?? 0) ** 2 + (im[at] ?? 0) ** 2;
  }
  return power;
};

/** Sums of everything above and left of a point, so that the sum over any box is four look-ups. */
const summed = (power: Float32Array): Float64Array => {
  const sums = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    let row = 0;
    for (let x = 0; x < SIDE; x += 1) {
      row += power[y * SIDE + x] ?? 0;
      sums[y * SIDE + x] = row + (y === 0 ? 0 : (sums[(y - 1) * SIDE + x] ?? 0));
    }
  }
  return sums;
};

/** Each frequency's power against the mean of those around it. */
const prominence = (power: Float32Array): Float32Array => {
  const sums = summed(power);
  const out = new Float32Array(power.length);
  const clamp = (n: number): number => Math.max(0, Math.min(SIDE - 1, n));
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) {
      const [left, right] = [clamp(x - AROUND), clamp(x + AROUND)];
      const [top, bottom] = [clamp(y - AROUND), clamp(y + AROUND)];
      const box =
        (sums[bottom * SIDE + right] ?? 0) -
        (sums[top * SIDE + right] ?? 0) -
        (sums[bottom * SIDE + left] ?? 0) +
        (sums[top * SIDE + left] ?? 0);
      const mean = box / ((right - left) * (bottom - top));
      out[y * SIDE + x] = mean > 0 ? Math.min(MOST, (power[y * SIDE + x] ?? 0) / mean) : 0;
    }
  return out;
};

const between = (values: Float32Array, x: number, y: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [x - left, y - top];
  const at = (column: number, row: number): number =>
    values[(row & (SIDE - 1)) * SIDE + (column & (SIDE - 1))] ?? 0;
  return (
    (at(left, top) * (1 - across) + at(left + 1, top) * across) * (1 - down) +
    (at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across) * down
  );
};

/** How large the pattern may stand in a picture, likeliest first: 1 is as it was given out. */
export const findScales = (plane: Plane, most: number): readonly number[] => {
  const loud = prominence(powerOf(plane));
  const scored: { scale: number; score: number }[] = [];
  for (let scale = SMALLEST; scale <= LARGEST; scale *= STEP) {
    const bins = SIDE / (TILE * scale);
    let [score, seen] = [0, 0];
    for (const { kx, ky } of PATTERN.sync) {
      if (Math.max(Math.abs(kx), ky) * bins >= SIDE / 2 - 1) continue;
      score += between(loud, kx * bins, ky * bins);
      seen += 1;
    }
    // As many as are within the picture's fineness: the fewer, the more chance has a hand in it.
    if (seen >= 16) scored.push({ scale, score: (score / seen - 1) * Math.sqrt(seen) });
  }
  const peaks = scored.filter(
    ({ score }, n) => score >= (scored[n - 1]?.score ?? 0) && score > (scored[n + 1]?.score ?? 0),
  );
  return peaks
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ scale }) => scale);
};
