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

/** Cooley and Tukey's, in place, of the row that begins at `from`. */
const transformRow = (square: Square, from: number, plan: Plan): void => {
  const { size, re, im } = square;
  const { order, cos, sin } = plan;
  for (let n = 0; n < size; n += 1) {
    const other = order[n] as number;
    if (other <= n) continue;
    const [a, b] = [from + n, from + other];
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
        const a = from + at;
        const b = a + half;
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

const PATCH = 16;

/** Rows for columns, patch by patch: numbers a whole row apart would each come from main memory. */
const turn = (values: Float64Array, size: number): void => {
  const patch = Math.min(PATCH, size);
  for (let top = 0; top < size; top += patch)
    for (let left = top; left < size; left += patch)
      for (let y = top; y < top + patch; y += 1)
        for (let x = left === top ? y + 1 : left; x < left + patch; x += 1) {
          const held = values[y * size + x] ?? 0;
          values[y * size + x] = values[x * size + y] ?? 0;
          values[x * size + y] = held;
        }
};

/** The two-dimensional Fourier transform in place, not normed. */
export const transform = (square: Square): Square => {
  const { size, re, im } = square;
  const plan = planFor(size);
  for (let pass = 0; pass < 2; pass += 1) {
    for (let n = 0; n < size; n += 1) transformRow(square, n * size, plan);
    turn(re, size);
    turn(im, size);
  }
  return square;
};

/** The way back, not normed either: the same with real and imaginary parts changed over. */
export const transformBack = ({ size, re, im }: Square): Square => {
  transform({ size, re: im, im: re });
  return { size, re, im };
};
