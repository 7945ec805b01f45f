import { SHIFT_STEPS, shiftsOf } from '../../set/mark-code.ts';
import { emptySquare, transformBack } from './fft.ts';
import { PATTERN, TILE, type Wave } from './pattern.ts';

/** Root mean square of what is added to the light of a picture, in grey levels of 255 (DECISIONS.md). */
const SYNC_STRENGTH = 1;
const CODE_STRENGTH = 1.3;
/** Parts of a grey level, kept until all patterns are added up. */
export const FINE = 64;

const LOUDEST = 20 * FINE;

/** Waves added up over one square, their root mean square as given. */
const draw = (waves: readonly Wave[], strength: number): Int16Array => {
  const spectrum = emptySquare(TILE);
  for (const { kx, ky, phase } of waves) {
    const at = (ky & (TILE - 1)) * TILE + (kx & (TILE - 1));
    spectrum.re[at] = Math.cos(phase);
    spectrum.im[at] = Math.sin(phase);
  }
  const { re } = transformBack(spectrum);
  const scale = (strength * FINE) / Math.sqrt(waves.length / 2);
  return Int16Array.from(re, (value) => Math.round(value * scale));
};

const drawn = (() => {
  let made: { readonly sync: Int16Array; readonly code: readonly Int16Array[] } | undefined;
  const each = CODE_STRENGTH / Math.sqrt(PATTERN.code.length);
  return () =>
    (made ??= {
      sync: draw(PATTERN.sync, SYNC_STRENGTH),
      code: PATTERN.code.map((waves) => draw(waves, each)),
    });
})();

/** Adds a pattern to a sum, shifted; what leaves the square at one side comes in at the other. */
const addShifted = (sum: Int16Array, pattern: Int16Array, down: number, along: number): void => {
  for (let y = 0; y < TILE; y += 1) {
    const to = y * TILE;
    const from = ((y - down) & (TILE - 1)) * TILE;
    for (let x = 0; x < along; x += 1)
      sum[to + x] = (sum[to + x] ?? 0) + (pattern[from + x - along + TILE] ?? 0);
    for (let x = along; x < TILE; x += 1) sum[to + x] = (sum[to + x] ?? 0) + (pattern[from + x - along] ?? 0);
  }
};

/** One square for one code: how much lighter or darker each pixel becomes, in parts of `FINE` of a grey level. */
export const weave = (code: Uint8Array): Int16Array => {
  const { sync, code: patterns } = drawn();
  const sum = sync.slice();
  const step = TILE / SHIFT_STEPS;
  shiftsOf(code).forEach((shift, at) => {
    const pattern = patterns[at];
    if (pattern === undefined) return;
    addShifted(sum, pattern, Math.floor(shift / SHIFT_STEPS) * step, (shift % SHIFT_STEPS) * step);
  });
  // What rare heights there are would not fit a byte at the loudest strength (lay-tile.ts).
  for (let at = 0; at < sum.length; at += 1) sum[at] = Math.max(-LOUDEST, Math.min(LOUDEST, sum[at] ?? 0));
  return sum;
};
