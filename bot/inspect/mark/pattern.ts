import { CODE_SHIFTS } from '../../set/mark-code.ts';

/**
 * The patterns that a machine reads, one square of them repeated over the whole picture. Each is a sum of waves of
 * which a whole number fits the square, so that in the spectrum of a picture they stand as sharp points wherever it
 * was cut and however it was scaled. None is secret: who is meant lies in how far they are shifted.
 */
export const TILE = 256;

/** Waves across the square, from and to: 37 to 11 pixels long, still there after halving and a poor JPEG. */
const BAND = [7, 23] as const;
const SYNC_WAVES = 64;

export interface Wave {
  /** Waves in the square, along and down. */
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
}

/** mulberry32. Drawn once and for all: another seed would make every picture marked before unreadable. */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const inBand = (): { readonly kx: number; readonly ky: number }[] => {
  const [from, to] = BAND;
  const found: { kx: number; ky: number }[] = [];
  // Half the plane: the other half is its mirror.
  for (let ky = 0; ky <= to; ky += 1)
    for (let kx = -to; kx <= to; kx += 1) {
      const long = Math.hypot(kx, ky);
      if (long >= from && long <= to && (ky > 0 || kx > 0)) found.push({ kx, ky });
    }
  return found;
};

const drawAll = (): { readonly sync: readonly Wave[]; readonly code: readonly (readonly Wave[])[] } => {
  const random = seeded(0x5afe);
  const waves = inBand();
  for (let n = waves.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    const [one, two] = [waves[n], waves[other]];
    if (one !== undefined && two !== undefined) [waves[n], waves[other]] = [two, one];
  }
  const withPhase = (wave: { kx: number; ky: number }): Wave => ({ ...wave, phase: random() * 2 * Math.PI });
  // What a page draws runs along and down: such waves would be found in every screenshot.
  const oblique = waves.filter(({ kx, ky }) => Math.abs(kx) > 2 && ky > 2);
  const sync = oblique.slice(0, SYNC_WAVES).map(withPhase);
  const taken = new Set(sync.map(({ kx, ky }) => `${kx} ${ky}`));
  const rest = waves.filter(({ kx, ky }) => !taken.has(`${kx} ${ky}`));
  return { sync, code: Array.from({ length: CODE_SHIFTS }, () => rest.map(withPhase)) };
};

/** `sync` lies where it lies and says where and how large the square is; each of `code` is shifted by a part of the code. */
export const PATTERN = drawAll();
