import { openLayRow, TILE_BYTES } from './add-row.ts';
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

/** Parts of a grey level and sixteenths of a strength to whole grey levels. */
const SHIFT = Math.log2(FINE * 16);
const HALF = 1 << (SHIFT - 1);

/** The square at one strength, in grey levels, each three times: for red, green and blue. */
const writeTile = (to: Int8Array, tile: Int16Array, gain: number): void => {
  for (let at = 0; at < tile.length; at += 1) {
    const add = ((tile[at] ?? 0) * gain + HALF) >> SHIFT;
    to[at * 3] = add;
    to[at * 3 + 1] = add;
    to[at * 3 + 2] = add;
  }
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

const PAGE = 65_536;
/** In the memory: the square at each strength, then the strengths of one row of blocks, then the picture. */
const GAINS_AT = GAINS.length * TILE_BYTES;
const MOST_BLOCKS = PAGE;
const PICTURE_AT = GAINS_AT + MOST_BLOCKS;

const desk = (() => {
  let made:
    { readonly memory: WebAssembly.Memory; readonly layRow: ReturnType<typeof openLayRow> } | undefined;
  return (bytes: number) => {
    if (made === undefined) {
      const memory = new WebAssembly.Memory({ initial: 1 });
      made = { memory, layRow: openLayRow(memory) };
    }
    const short = PICTURE_AT + bytes - made.memory.buffer.byteLength;
    if (short > 0) made.memory.grow(Math.ceil(short / PAGE));
    return made;
  };
})();

/** What is left at the right of the last whole block. */
const layRest = ({ data, width, height }: Pixels, from: number, tile: Int16Array): void => {
  const clamped = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const gain = GAINS[0]?.[1] ?? 0;
  for (let y = 0; y < height; y += 1)
    for (let x = from; x < width; x += 1) {
      const fine = tile[(y & (TILE - 1)) * TILE + (x & (TILE - 1))] ?? 0;
      const add = (fine * gain + HALF) >> SHIFT;
      const at = (y * width + x) * 3;
      for (const channel of [at, at + 1, at + 2]) clamped[channel] = (data[channel] ?? 0) + add;
    }
};

/**
 * The picture with the pattern added to its light: the same to red, green and blue, so that no colour turns. What comes
 * back lies in one memory that is used again: it holds until the next picture.
 */
export const layTile = (picture: Pixels, tile: Int16Array): Pixels => {
  const { width, height } = picture;
  const bytes = width * height * 3;
  const { memory, layRow } = desk(bytes);
  const data = Buffer.from(memory.buffer, PICTURE_AT, bytes);
  data.set(picture.data);
  const gains = new Uint8Array(memory.buffer, GAINS_AT, MOST_BLOCKS);
  const blocks = Math.min(MOST_BLOCKS, Math.floor(width / BLOCK));
  const written = new Set<number>();
  for (let top = 0; top < height && blocks > 0; top += BLOCK) {
    for (let block = 0; block < blocks; block += 1) {
      const gain = gainAt(picture.data, width, block * BLOCK, top);
      gains[block] = gain;
      if (written.has(gain)) continue;
      written.add(gain);
      writeTile(new Int8Array(memory.buffer, gain * TILE_BYTES, TILE_BYTES), tile, GAINS[gain]?.[1] ?? 0);
    }
    for (let y = top; y < Math.min(top + BLOCK, height); y += 1)
      layRow(PICTURE_AT + y * width * 3, GAINS_AT, 0, (y & (TILE - 1)) * TILE * 3, blocks);
  }
  const laid = { data, width, height };
  layRest(laid, blocks * BLOCK, tile);
  return laid;
};
