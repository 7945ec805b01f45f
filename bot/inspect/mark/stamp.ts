import { ROWS, textColumns } from './glyphs.ts';

/** One drawing of the mark, tilted: only the dots it touches, each with how far it lightens and darkens. */
export interface Stamp {
  readonly x: Int16Array;
  readonly y: Int16Array;
  /** 0..255 each: how much of white, and of black around it so that it shows on skin and on paper alike. */
  readonly light: Uint8Array;
  readonly dark: Uint8Array;
  /** Pixels along and across the line of writing. */
  readonly length: number;
  readonly height: number;
  /** No dot lies farther than this from the middle. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export const TILT = -0.42;
const LIGHT = 0.4;
const DARK = 0.34;
const LONGEST = 96;

const ramp = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** How much ink lies at a point of the grid of dots, softened between neighbours so that edges are not steps. */
const inkAt = (columns: readonly number[], u: number, v: number): number => {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [across, down] = [u - left, v - top];
  const [one, two] = [columns[left] ?? 0, columns[left + 1] ?? 0];
  if ((one | two) === 0) return 0;
  // A row above or below the letters has no bit: shifting by -1 or by ROWS finds none.
  const upper = top < 0 ? 0 : ((one >> top) & 1) * (1 - across) + ((two >> top) & 1) * across;
  const lower = ((one >> (top + 1)) & 1) * (1 - across) + ((two >> (top + 1)) & 1) * across;
  return upper * (1 - down) + lower * down;
};

/** Draws a mark with dots of `cell` pixels. Only the pixels of the tilted strip it lies in are looked at. */
export const makeStamp = (mark: string, cell: number): Stamp => {
  const columns = textColumns(mark.slice(0, LONGEST));
  const [length, height] = [columns.length * cell, ROWS * cell];
  const [cos, sin] = [Math.cos(TILT), Math.sin(TILT)];
  const halfWidth = Math.ceil((length * cos + height * Math.abs(sin)) / 2) + 1;
  const halfHeight = Math.ceil((length * Math.abs(sin) + height * cos) / 2) + 1;
  const most = Math.ceil((length + 4 * cell) * (height + 4 * cell));
  const [xs, ys] = [new Int16Array(most), new Int16Array(most)];
  const [lights, darks] = [new Uint8Array(most), new Uint8Array(most)];
  let found = 0;
  for (let y = -halfHeight; y <= halfHeight; y += 1) {
    // Where this row of pixels enters and leaves the strip: the tilt is down to the left, so its sine is negative.
    const edge = (v: number): number => (y * cos + height / 2 - (v + 0.5) * cell) / sin;
    const first = Math.max(-halfWidth, Math.ceil(edge(-1)));
    const last = Math.min(halfWidth, Math.floor(edge(ROWS)));
    for (let x = first; x <= last; x += 1) {
      const v = (y * cos - x * sin + height / 2) / cell - 0.5;
      const ink = inkAt(columns, (x * cos + y * sin + length / 2) / cell - 0.5, v);
      if (ink < 0.04) continue;
      const white = ramp(ink, 0.35, 0.6);
      xs[found] = x;
      ys[found] = y;
      lights[found] = white * LIGHT * 255;
      darks[found] = (1 - white) * ramp(ink, 0.02, 0.2) * DARK * 255;
      found += 1;
    }
  }
  return {
    x: xs.subarray(0, found),
    y: ys.subarray(0, found),
    light: lights.subarray(0, found),
    dark: darks.subarray(0, found),
    length,
    height,
    halfWidth,
    halfHeight,
  };
};
