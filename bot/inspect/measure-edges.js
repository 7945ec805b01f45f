// @ts-check
// How sharp a picture is, from the width of its edges: whatever it shows, a sharp one has some edges that are narrow.
/** @import { Grey } from './measure-picture.js' */

/** Steps along an edge's own direction: right, down right, down, down left. */
const STEPS = /** @type {const} */ ([
  [1, 0, 1],
  [1, 1, Math.SQRT2],
  [0, 1, 1],
  [-1, 1, Math.SQRT2],
]);
/** How far an edge is followed to either side, in steps. */
const REACH = 14;
/** Of 255: what rises by less is skin, cloth or noise, and no edge. */
const LEAST_RISE = 14;
/** An edge rises by this many times the noise at least. */
const ABOVE_NOISE = 7;
/** Fewer edges say nothing. */
const FEWEST = 40;
/** A quarter of the edges are narrower: those in focus, where part of the picture is meant to lie out of it. */
const NARROWEST = 0.25;
/** Width of a blurred edge, as its rise over its steepest slope, to the radius of the blur (a Gaussian's sigma). */
const WIDTH_OF_RADIUS = Math.sqrt(2 * Math.PI);

/**
 * @param {readonly Grey[]} tiles
 * @returns {{ blur?: number, smear?: number }} in px of the tiles; empty where there are too few edges to tell
 */
export const measureEdges = (tiles) => {
  const quiet = tiles.map(smoothed);
  const noise = Math.min(...tiles.map(noiseOf));
  const least = Math.max(LEAST_RISE, noise * ABOVE_NOISE);
  /** @type {[number[], number[], number[], number[]]} */
  const radii = [[], [], [], []];
  for (const tile of quiet) collectEdges(tile, least, radii);
  const all = radii.flat();
  if (all.length < FEWEST) return {};
  const directions = radii.filter((one) => one.length >= FEWEST).map(narrowOf);
  return { blur: narrowOf(all), smear: Math.max(narrowOf(all), ...directions) };
};

/** @param {number[]} radii */
const narrowOf = (radii) => radii.sort((a, b) => a - b)[Math.floor(radii.length * NARROWEST)] ?? 0;

/**
 * Each point where the slope is steepest along its own direction, with the width of the edge it lies on.
 *
 * @param {Grey} tile
 * @param {number} least
 * @param {readonly number[][]} radii
 */
const collectEdges = ({ width, height, grey }, least, radii) => {
  const leastSlope = least / (REACH * 2);
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const across = (value(grey, at + 1) - value(grey, at - 1)) / 2;
      const down = (value(grey, at + width) - value(grey, at - width)) / 2;
      const steep = Math.abs(across) + Math.abs(down);
      if (steep < leastSlope) continue;
      const direction = directionOf(across, down);
      const [dx, dy, length] = STEPS[direction];
      const radius = radiusAt(grey, width, height, x, y, dx, dy, length, least);
      if (radius > 0) radii[direction]?.push(radius);
    }
};

/**
 * @param {number} across
 * @param {number} down
 * @returns {0 | 1 | 2 | 3}
 */
const directionOf = (across, down) => {
  const [a, b] = [Math.abs(across), Math.abs(down)];
  if (b < a * 0.414) return 0;
  if (a < b * 0.414) return 2;
  return across * down > 0 ? 1 : 3;
};

/**
 * Follows the edge uphill and downhill until it goes the other way. 0: no edge, or not its steepest point.
 *
 * @param {Float32Array} grey
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @param {number} dx
 * @param {number} dy
 * @param {number} length of one step
 * @param {number} least
 */
const radiusAt = (grey, width, height, x, y, dx, dy, length, least) => {
  const step = dy * width + dx;
  const at = y * width + x;
  const slope = value(grey, at + step) - value(grey, at - step);
  const sign = slope < 0 ? -1 : 1;
  const steep = slope * sign;
  // Its neighbours along the same direction are no steeper, or this is not the edge's middle.
  const room = Math.min(
    dx === 0 ? REACH : dx > 0 ? Math.min(x, width - 1 - x) : Math.min(x, width - 1 - x),
    dy === 0 ? REACH : Math.min(y, height - 1 - y),
    REACH,
  );
  if (room < 3) return 0;
  if ((value(grey, at + 2 * step) - value(grey, at)) * sign > steep) return 0;
  if ((value(grey, at) - value(grey, at - 2 * step)) * sign >= steep) return 0;
  let up = 0;
  while (up < room && (value(grey, at + (up + 1) * step) - value(grey, at + up * step)) * sign > 0) up += 1;
  let low = 0;
  while (low < room && (value(grey, at - low * step) - value(grey, at - (low + 1) * step)) * sign > 0)
    low += 1;
  const rise = (value(grey, at + up * step) - value(grey, at - low * step)) * sign;
  return rise < least ? 0 : (rise * 2 * length) / (steep * WIDTH_OF_RADIUS);
};

/**
 * Mean of three by three, the middle counting most: one dot of noise makes no edge.
 *
 * @param {Grey} tile
 * @returns {Grey}
 */
const smoothed = ({ width, height, grey }) => {
  const rows = new Float32Array(grey.length);
  for (let at = 1; at < grey.length - 1; at += 1)
    rows[at] = (value(grey, at - 1) + 2 * value(grey, at) + value(grey, at + 1)) / 4;
  const out = new Float32Array(grey.length);
  for (let at = width; at < grey.length - width; at += 1)
    out[at] = (value(rows, at - width) + 2 * value(rows, at) + value(rows, at + width)) / 4;
  return { width, height, grey: out };
};

/**
 * The noise of a tile (Immerkær 1996): what is left where every plane and slope is taken away.
 *
 * @param {Grey} tile
 */
const noiseOf = ({ width, height, grey }) => {
  let sum = 0;
  for (let y = 1; y < height - 1; y += 2)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const [above, below] = [at - width, at + width];
      const corners =
        value(grey, above - 1) + value(grey, above + 1) + value(grey, below - 1) + value(grey, below + 1);
      const sides = value(grey, above) + value(grey, below) + value(grey, at - 1) + value(grey, at + 1);
      sum += Math.abs(corners - 2 * sides + 4 * value(grey, at));
    }
  return (Math.sqrt(Math.PI / 2) * sum) / (3 * (width - 2) * (height - 2));
};

/**
 * @param {Float32Array} grey
 * @param {number} at
 */
const value = (grey, at) => grey[at] ?? 0;
