// @ts-check
// How sharp a picture is, from the width of its edges: whatever it shows, a sharp one has some edges that are narrow.
/** @import { Grey } from './measure-picture.js' */

/** One step along an edge's own direction, and its length: right, down right, down, down left. */
const ACROSS = [1, 1, 0, -1];
const DOWN = [0, 1, 1, 1];
const LENGTH = [1, Math.SQRT2, 1, Math.SQRT2];
/** How far an edge is followed to either side, in steps. */
const REACH = 13;
/** Left out round a tile. */
const RIM = 2;
/** Of 255: what rises by less is skin, cloth or noise, and no edge; a direction is told from what rises by more. */
const LEAST_RISE = 14;
const CLEAR_RISE = 22;
/** Of 255 a px: what is flatter belongs to no edge that could be told. */
const LEAST_SLOPE = 1;
/** An edge rises by this many times the noise at least. */
const ABOVE_NOISE = 7;
/** Fewer edges say nothing: a back without a mark is no blurred picture. */
const FEWEST = 500;
const FEWEST_CLEAR = 300;
const CLEAR_PART = 0.04;
/** So that a few dots of noise are not the narrowest edges. */
const LEAST_COUNTED = 20;
/** One edge in twenty is in focus, where part of the picture is meant to lie out of it. */
const NARROWEST = 0.05;
/** Rise over steepest slope of an edge blurred by a Gaussian, to the Gaussian's radius (its sigma). */
const WIDTH_OF_RADIUS = Math.sqrt(2 * Math.PI);
/** Radii are counted in steps of a twentieth of a px, up to 20 px. */
const STEPS_A_PX = 20;
const MOST_STEPS = 400;

/**
 * @param {readonly Grey[]} tiles
 * @returns {{ blur?: number, smear?: number }} in px of the tiles; absent where there are too few edges to tell
 */
export const measureEdges = (tiles) => {
  const noise = Math.min(...tiles.map(noiseOf)) * ABOVE_NOISE;
  const least = Math.max(LEAST_RISE, noise);
  const clear = Math.max(CLEAR_RISE, noise);
  const all = new Uint32Array(MOST_STEPS + 1);
  const [a, b, c, d] = [0, 1, 2, 3].map(() => new Uint32Array(MOST_STEPS + 1));
  const ways = [a, b, c, d].flatMap((one) => (one === undefined ? [] : [one]));
  for (const tile of tiles) countEdges(smoothed(tile), least, clear, all, ways);
  const blur = narrowOf(all, FEWEST);
  const fewest = Math.max(FEWEST_CLEAR, CLEAR_PART * ways.reduce((sum, one) => sum + countOf(one), 0));
  const smears = ways.map((one) => narrowOf(one, fewest)).filter((one) => one !== undefined);
  return {
    ...(blur === undefined ? {} : { blur }),
    ...(smears.length === 0 ? {} : { smear: Math.max(...smears) }),
  };
};

/** @param {Uint32Array} radii */
const countOf = (radii) => radii.reduce((sum, one) => sum + one, 0);

/**
 * @param {Uint32Array} radii
 * @param {number} fewest
 */
const narrowOf = (radii, fewest) => {
  const count = countOf(radii);
  if (count < fewest) return undefined;
  const until = Math.max(LEAST_COUNTED, count * NARROWEST);
  let [sum, at] = [0, 0];
  while (at < MOST_STEPS && sum < until) {
    sum += radii[at] ?? 0;
    at += 1;
  }
  return at / STEPS_A_PX;
};

/**
 * Each point where the slope is steepest along its own direction counts with the width of the edge it lies on: followed
 * uphill and downhill until it goes the other way.
 *
 * @param {Grey} tile
 * @param {number} least
 * @param {number} clear
 * @param {Uint32Array} all
 * @param {readonly Uint32Array[]} ways
 */
const countEdges = ({ width, height, grey }, least, clear, all, ways) => {
  for (let y = RIM; y < height - RIM; y += 1)
    for (let x = RIM; x < width - RIM; x += 1) {
      const at = y * width + x;
      const across = ((grey[at + 1] ?? 0) - (grey[at - 1] ?? 0)) / 2;
      const down = ((grey[at + width] ?? 0) - (grey[at - width] ?? 0)) / 2;
      if (Math.abs(across) + Math.abs(down) < LEAST_SLOPE) continue;
      const way = wayOf(across, down);
      const dx = ACROSS[way] ?? 0;
      const dy = DOWN[way] ?? 0;
      const step = dy * width + dx;
      const here = grey[at] ?? 0;
      const slope = (grey[at + step] ?? 0) - (grey[at - step] ?? 0);
      const sign = slope < 0 ? -1 : 1;
      // Steeper on one side, it is not the edge's middle.
      if (((grey[at + 2 * step] ?? 0) - here) * sign > slope * sign) continue;
      if ((here - (grey[at - 2 * step] ?? 0)) * sign >= slope * sign) continue;
      const roomX = dx === 0 ? REACH : Math.min(x, width - 1 - x);
      const roomY = dy === 0 ? REACH : Math.min(y, height - 1 - y);
      const room = Math.min(roomX, roomY, REACH);
      const rise = climb(grey, at, step * sign, room) + climb(grey, at, -step * sign, room, -1);
      if (rise < least) continue;
      const radius = (rise * 2 * (LENGTH[way] ?? 1)) / (slope * sign * WIDTH_OF_RADIUS);
      const bin = Math.min(MOST_STEPS, Math.floor(radius * STEPS_A_PX));
      all[bin] = (all[bin] ?? 0) + 1;
      const bins = rise < clear ? undefined : ways[way];
      if (bins !== undefined) bins[bin] = (bins[bin] ?? 0) + 1;
    }
};

/**
 * How much it rises (or falls, downhill) from here, until it goes the other way.
 *
 * @param {Float32Array} grey
 * @param {number} at
 * @param {number} step
 * @param {number} room
 * @param {1 | -1} way
 */
const climb = (grey, at, step, room, way = 1) => {
  const start = grey[at] ?? 0;
  let level = start;
  for (let n = 1, next = at + step; n <= room; n += 1, next += step) {
    const there = grey[next] ?? 0;
    if ((there - level) * way <= 0) break;
    level = there;
  }
  return (level - start) * way;
};

/**
 * @param {number} across
 * @param {number} down
 * @returns {0 | 1 | 2 | 3}
 */
const wayOf = (across, down) => {
  const a = Math.abs(across);
  const b = Math.abs(down);
  if (b < a * 0.414) return 0;
  if (a < b * 0.414) return 2;
  return across * down > 0 ? 1 : 3;
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
    rows[at] = ((grey[at - 1] ?? 0) + 2 * (grey[at] ?? 0) + (grey[at + 1] ?? 0)) / 4;
  const out = new Float32Array(grey.length);
  for (let at = width; at < grey.length - width; at += 1)
    out[at] = ((rows[at - width] ?? 0) + 2 * (rows[at] ?? 0) + (rows[at + width] ?? 0)) / 4;
  return { width, height, grey: out };
};

/**
 * The noise of a tile: what is left where every plane and slope is taken away (Immerkær's mask). Every second row.
 *
 * @param {Grey} tile
 */
const noiseOf = ({ width, height, grey }) => {
  let [sum, count] = [0, 0];
  for (let y = 1; y < height - 1; y += 2)
    for (let x = 1; x < width - 1; x += 1, count += 1) {
      const at = y * width + x;
      const above = at - width;
      const below = at + width;
      const corners =
        (grey[above - 1] ?? 0) + (grey[above + 1] ?? 0) + (grey[below - 1] ?? 0) + (grey[below + 1] ?? 0);
      const sides = (grey[above] ?? 0) + (grey[below] ?? 0) + (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0);
      sum += Math.abs(corners - 2 * sides + 4 * (grey[at] ?? 0));
    }
  return count === 0 ? 0 : (Math.sqrt(Math.PI / 2) * sum) / (6 * count);
};
