/** Complex numbers of a square, real and imaginary parts apart, row after row. */
export interface Square {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const emptySquare = (size: number): Square => ({
  size,
  re: new Float64Array(size * size),
  im: new Float64Array(size * size),
});

interface Plan {
  readonly order: Uint32Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}
const plans = new Map<number, Plan>();

const planFor = (size: number): Plan => {
  const known = plans.get(size);
  if (known !== undefined) return known;
  const bits = Math.log2(size);
  if (!Number.isInteger(bits)) throw new RangeError('a side must be a power of two');
  const order = new Uint32Array(size);
  for (let n = 1; n < size; n += 1) order[n] = ((order[n >> 1] ?? 0) >> 1) | ((n & 1) << (bits - 1));
  const angle = (n: number): number => (-2 * Math.PI * n) / size;
  const plan = {
    order,
    cos: Float64Array.from({ length: size / 2 }, (_, n) => Math.cos(angle(n))),
    sin: Float64Array.from({ length: size / 2 }, (_, n) => Math.sin(angle(n))),
  };
  plans.set(size, plan);
  return plan;
};

/** Cooley and Tukey's, in place, of the numbers `step` apart that begin at `from`. */
const transformLine = (square: Square, from: number, step: number, plan: Plan): void => {
  const { size, re, im } = square;
  const { order, cos, sin } = plan;
  for (let n = 0; n < size; n += 1) {
    const other = order[n] as number;
    if (other <= n) continue;
    const [a, b] = [from + n * step, from + other * step];
    const [r, i] = [re[a] as number, im[a] as number];
    re[a] = re[b] as number;
    im[a] = im[b] as number;
    re[b] = r;
    im[b] = i;
  }
  for (let half = 1; half < size; half *= 2) {
    const turn = size / (half * 2);
    for (let n = 0; n < half; n += 1) {
      const c = cos[n * turn] as number;
      const s = sin[n * turn] as number;
      for (let at = n; at < size; at += half * 2) {
        const a = from + at * step;
        const b = a + half * step;
        const r = (re[b] as number) * c - (im[b] as number) * s;
        const i = (re[b] as number) * s + (im[b] as number) * c;
        re[b] = (re[a] as number) - r;
        im[b] = (im[a] as number) - i;
        re[a] = (re[a] as number) + r;
        im[a] = (im[a] as number) + i;
      }
    }
  }
};

/** The two-dimensional Fourier transform in place, not normed. */
export const transform = (square: Square): Square => {
  const { size } = square;
  const plan = planFor(size);
  for (let n = 0; n < size; n += 1) transformLine(square, n * size, 1, plan);
  for (let n = 0; n < size; n += 1) transformLine(square, n, size, plan);
  return square;
};

/** The way back, not normed either: the same with real and imaginary parts changed over. */
export const transformBack = ({ size, re, im }: Square): Square => {
  transform({ size, re: im, im: re });
  return { size, re, im };
};
