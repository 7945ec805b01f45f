/** Brightness alone, row after row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const RADIUS = 8;
/** Grey levels: what is flatter than this is not made louder. */
const FLOOR = 1.5;
/** Standard deviations: writing and edges say no more than this. */
const MOST = 2;

/** Mean of the square around each point, as much of it as lies in the picture. */
const blur = ({ width, height, data }: Plane, radius: number): Float32Array => {
  const rows = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  const line = (from: Float32Array, to: Float32Array, start: number, step: number, count: number): void => {
    let [sum, held] = [0, 0];
    for (let n = -radius; n < count; n += 1) {
      if (n + radius < count) {
        sum += from[start + (n + radius) * step] ?? 0;
        held += 1;
      }
      if (n - radius > 0) {
        sum -= from[start + (n - radius - 1) * step] ?? 0;
        held -= 1;
      }
      if (n >= 0) to[start + n * step] = sum / held;
    }
  };
  for (let y = 0; y < height; y += 1) line(data, rows, y * width, 1, width);
  for (let x = 0; x < width; x += 1) line(rows, out, x, width, height);
  return out;
};

/** What is left of a picture when its own light and its own contrast are taken out: mark and noise. */
export const whiten = (plane: Plane): Plane => {
  const { width, height, data } = plane;
  const mean = blur(plane, RADIUS);
  const rest = data.map((value, at) => value - (mean[at] ?? 0));
  const power = blur({ width, height, data: rest.map((value) => value * value) }, RADIUS);
  const even = rest.map((value, at) => {
    const deviations = value / Math.sqrt((power[at] ?? 0) + FLOOR * FLOOR);
    return Math.max(-MOST, Math.min(MOST, deviations));
  });
  return { width, height, data: even };
};
