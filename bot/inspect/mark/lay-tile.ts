import { TILE } from './pattern.ts';
import { FINE } from './weave.ts';

export interface Pixels {
  /** Red, green, blue, row after row. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels each way over which a picture's own unrest is judged at once. */
const BLOCK = 16;
const ACROSS = 4;

/**
 * Where a picture is restless a louder pattern is hidden by it; on even skin it must be the quietest, so that nothing
 * there looks like a sign of illness. Mean difference of light over four pixels, grey levels, and times the strength,
 * in sixteenths.
 */
const GAINS: readonly (readonly [upTo: number, gain: number])[] = [
  [2, 10],
  [4, 13],
  [7, 18],
  [11, 24],
  [16, 32],
  [Number.POSITIVE_INFINITY, 43],
];
/** The square at one strength, in whole grey levels. */
const atStrength = (tile: Int16Array, gain: number): Int8Array => {
  const out = new Int8Array(tile.length);
  const parts = FINE * 16;
  for (let at = 0; at < out.length; at += 1) out[at] = ((tile[at] ?? 0) * gain + parts / 2) / parts;
  return out;
};

/** From a few pixels of the block, green alone: it is most of the light. */
const gainAt = (data: Uint8Array, width: number, left: number, top: number): number => {
  let sum = 0;
  for (let y = top; y < top + BLOCK - ACROSS; y += 4) {
    for (let x = left; x < left + BLOCK - ACROSS; x += 4) {
      const at = (y * width + x) * 3 + 1;
      const here = data[at] ?? 0;
      sum += Math.abs(here - (data[at + ACROSS * 3] ?? here));
      sum += Math.abs(here - (data[at + ACROSS * 3 * width] ?? here));
    }
  }
  const unrest = sum / 18;
  let gain = 0;
  while (unrest >= (GAINS[gain]?.[0] ?? 255)) gain += 1;
  return gain;
};

/** One row of one block. */
const layRow = (data: Uint8ClampedArray, at: number, end: number, adds: Int8Array, from: number): void => {
  while (at < end) {
    const add = adds[from] ?? 0;
    data[at] = (data[at] ?? 0) + add;
    data[at + 1] = (data[at + 1] ?? 0) + add;
    data[at + 2] = (data[at + 2] ?? 0) + add;
    at += 3;
    from += 1;
  }
};

/** Adds the pattern to the light of a picture, in place: the same to red, green and blue, so that no colour turns. */
export const layTile = ({ data, width, height }: Pixels, tile: Int16Array): void => {
  const clamped = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.length);
  const tiles = GAINS.map(([, gain]) => atStrength(tile, gain));
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, height);
    for (let left = 0; left < width; left += BLOCK) {
      const wide = Math.min(BLOCK, width - left) * 3;
      const adds = tiles[gainAt(plain, width, left, top)];
      if (adds === undefined) continue;
      for (let y = top; y < bottom; y += 1) {
        const at = (y * width + left) * 3;
        layRow(clamped, at, at + wide, adds, (y & (TILE - 1)) * TILE + (left & (TILE - 1)));
      }
    }
  }
};
