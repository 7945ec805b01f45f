import { emptySquare, type Square, transform } from '../fft.ts';
import { TILE } from '../pattern.ts';
import type { Plane } from './whiten.ts';

/** Points of a folded square each way: enough for the finest wave. */
export const FOLDED = 128;

/** All squares of the pattern laid over one another, if it stands at this scale: what repeats adds up, the rest cancels. */
export const fold = ({ width, height, data }: Plane, scale: number): Square => {
  const square = emptySquare(FOLDED);
  const place = (n: number): number => Math.floor((n * FOLDED) / (TILE * scale)) & (FOLDED - 1);
  const columns = Uint8Array.from({ length: width }, (_, x) => place(x));
  const { re } = square;
  for (let y = 0; y < height; y += 1) {
    const row = place(y) * FOLDED;
    const from = y * width;
    for (let x = 0; x < width; x += 1) {
      const at = row + (columns[x] ?? 0);
      re[at] = (re[at] ?? 0) + (data[from + x] ?? 0);
    }
  }
  return transform(square);
};
