// @ts-check
// Plain JavaScript, for the capture page measures a picture as the decoder child does. Numbers come out, never dots.
/** @import { Measures, Pixels, Sample } from '../set/quality.ts' */
import { measureEdges } from './measure-edges.js';
import { measureLight } from './measure-light.js';

/** Brightness alone, 0 to 255. @typedef {{ width: number, height: number, grey: Float32Array }} Grey */

const SMALL_EDGE = 256;
/** Sharpness is asked of the picture as people see it (bot/inspect/render.ts), whatever the phone stored. */
const SEEN_EDGE = 1600;
const TILE = 128;
/** Where tiles lie, in the part of the picture that people aim at: three by three in its middle. */
const PLACES = [0.18, 0.5, 0.82];

/**
 * What to take of a picture of this size, so that every caller takes the same.
 *
 * @param {number} width
 * @param {number} height
 */
export const planSample = (width, height) => {
  const longer = Math.max(width, height);
  // Dots of the original to one dot of a tile.
  const scale = Math.max(1, longer / SEEN_EDGE);
  const shrink = Math.max(1, longer / SMALL_EDGE);
  const [wide, high] = [Math.floor(width / scale), Math.floor(height / scale)];
  const [w, h] = [Math.min(TILE, wide), Math.min(TILE, high)];
  return {
    small: {
      width: Math.max(1, Math.round(width / shrink)),
      height: Math.max(1, Math.round(height / shrink)),
    },
    scale,
    tile: TILE,
    /** In dots of the picture once its longer edge is at most 1600 px. */
    tiles: PLACES.flatMap((down) =>
      PLACES.map((across) => ({
        x: placed(across, wide, w),
        y: placed(down, high, h),
        width: w,
        height: h,
      })),
    ),
  };
};

/**
 * @param {number} part
 * @param {number} whole
 * @param {number} tile
 */
const placed = (part, whole, tile) =>
  Math.round(Math.min(Math.max(whole * part - tile / 2, 0), Math.max(whole - tile, 0)));

/**
 * The same from a picture whose longer edge is at most 1600 px already: nothing is decoded again.
 *
 * @param {Pixels} seen
 * @param {{ width: number, height: number }} size of the original
 * @returns {Sample}
 */
export const sampleOf = (seen, size) => {
  const plan = planSample(seen.width, seen.height);
  return { ...size, small: shrunk(seen, plan.small), tiles: plan.tiles.map((tile) => cut(seen, tile)) };
};

/**
 * @param {Sample} sample
 * @returns {Measures}
 */
export const measureSample = ({ width, height, small, tiles }) => ({
  width,
  height,
  ...measureLight(small),
  ...measureEdges(tiles.map(greyOf)),
});

/**
 * @param {Pixels} pixels
 * @returns {Grey}
 */
const greyOf = ({ data, width, height, channels }) => {
  const grey = new Float32Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += channels)
    grey[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
  return { width, height, grey };
};

/**
 * @param {Pixels} seen
 * @param {{ x: number, y: number, width: number, height: number }} tile
 * @returns {Pixels}
 */
const cut = ({ data, width: wide, channels }, { x, y, width, height }) => {
  const out = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * wide + x) * channels;
    out.set(data.subarray(from, from + width * channels), row * width * channels);
  }
  return { data: out, width, height, channels };
};

/**
 * Each dot the mean of four that lie spread over its part: as good as all of them for light and dark.
 *
 * @param {Pixels} seen
 * @param {{ width: number, height: number }} size
 * @returns {Pixels}
 */
const shrunk = ({ data, width: wide, height: high, channels }, { width, height }) => {
  const out = new Uint8Array(width * height * 3);
  const [sx, sy] = [wide / width, high / height];
  for (let y = 0, to = 0; y < height; y += 1) {
    const upper = Math.floor((y + 0.25) * sy) * wide;
    const lower = Math.floor((y + 0.75) * sy) * wide;
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x + 0.25) * sx);
      const right = Math.floor((x + 0.75) * sx);
      for (let channel = 0; channel < 3; channel += 1, to += 1)
        out[to] =
          ((data[(upper + left) * channels + channel] ?? 0) +
            (data[(upper + right) * channels + channel] ?? 0) +
            (data[(lower + left) * channels + channel] ?? 0) +
            (data[(lower + right) * channels + channel] ?? 0)) >>
          2;
    }
  }
  return { data: out, width, height, channels: 3 };
};
