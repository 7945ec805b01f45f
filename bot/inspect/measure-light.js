// @ts-check
// Light and dark of a picture, from a small copy of it.
/** @import { Measures, Pixels } from '../set/quality.ts' */

/** Of 255. Darker than this nothing can be made out; brighter than that nothing is left to make out. */
const BLACK = 24;
const BURNT = 250;
/** Light thrown back fades into the skin round it within a few dots of the small picture. */
const FADING = 165;

/**
 * @param {Pixels} small
 * @returns {Pick<Measures, 'middle' | 'bright' | 'black' | 'clipped' | 'glare' | 'inside' | 'outside'>}
 */
export const measureLight = (small) => {
  const { width, height } = small;
  const grey = brightness(small);
  const levels = new Uint32Array(256);
  let [black, clipped] = [0, 0];
  for (const one of grey) {
    levels[one] = (levels[one] ?? 0) + 1;
    if (one <= BLACK) black += 1;
    if (one >= BURNT) clipped += 1;
  }
  const [inside, outside] = aroundMiddle(grey, width, height);
  return {
    middle: levelAt(levels, grey.length * 0.5),
    bright: levelAt(levels, grey.length * 0.99),
    black: black / grey.length,
    clipped: clipped / grey.length,
    glare: softlyBurnt(grey, width, height) / grey.length,
    inside,
    outside,
  };
};

/** @param {Pixels} small */
const brightness = ({ data, width, height, channels }) => {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += channels)
    grey[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
  return grey;
};

/**
 * @param {Uint32Array} levels
 * @param {number} below
 */
const levelAt = (levels, below) => {
  let sum = 0;
  for (let level = 0; level < 256; level += 1) {
    sum += levels[level] ?? 0;
    if (sum >= below) return level;
  }
  return 255;
};

/**
 * How bright half of the middle is, and a quarter of its surroundings.
 *
 * @param {Uint8Array} grey
 * @param {number} width
 * @param {number} height
 * @returns {[inside: number, outside: number]}
 */
const aroundMiddle = (grey, width, height) => {
  const [inner, outer] = [new Uint32Array(256), new Uint32Array(256)];
  let [inners, outers] = [0, 0];
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const level = grey[at] ?? 0;
      if (Math.abs(x / width - 0.5) < 0.22 && Math.abs(y / height - 0.5) < 0.22) {
        inner[level] = (inner[level] ?? 0) + 1;
        inners += 1;
      } else if (Math.abs(x / width - 0.5) > 0.38 || Math.abs(y / height - 0.5) > 0.38) {
        outer[level] = (outer[level] ?? 0) + 1;
        outers += 1;
      }
    }
  return [levelAt(inner, inners * 0.5), levelAt(outer, outers * 0.75)];
};

/**
 * Burnt dots in runs, along rows, that fade out at both ends: as many as there are in such runs.
 *
 * @param {Uint8Array} grey
 * @param {number} width
 * @param {number} height
 */
const softlyBurnt = (grey, width, height) => {
  let soft = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      if ((grey[row + x] ?? 0) < BURNT) continue;
      let end = x;
      while (end < width && (grey[row + end] ?? 0) >= BURNT) end += 1;
      if (fades(grey, row, x - 1, -1, width) && fades(grey, row, end, 1, width)) soft += end - x;
      x = end;
    }
  }
  return soft;
};

/**
 * The second dot beyond the burnt ones is still bright: a sharp border would have fallen below by then.
 *
 * @param {Uint8Array} grey
 * @param {number} row
 * @param {number} x
 * @param {1 | -1} way
 * @param {number} width
 */
const fades = (grey, row, x, way, width) => {
  const beyond = x + 2 * way;
  if (beyond < 0 || beyond >= width) return false;
  const level = grey[row + beyond] ?? 0;
  return level >= FADING && level < BURNT;
};
