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
  const dot = (column: number, row: number): number =>
    row < 0 || row >= ROWS ? 0 : ((columns[column] ?? 0) >> row) & 1;
  const upper = dot(left, top) * (1 - across) + dot(left + 1, top) * across;
  const lower = dot(left, top + 1) * (1 - across) + dot(left + 1, top + 1) * across;
  return upper * (1 - down) + lower * down;
};

/** Draws a mark with dots of `cell` pixels. */
export const makeStamp = (mark: string, cell: number): Stamp => {
  const columns = textColumns(mark.slice(0, LONGEST));
  const [length, height] = [columns.length * cell, ROWS * cell];
  const [cos, sin] = [Math.cos(TILT), Math.sin(TILT)];
  const halfWidth = Math.ceil((length * cos + height * Math.abs(sin)) / 2) + 1;
  const halfHeight = Math.ceil((length * Math.abs(sin) + height * cos) / 2) + 1;
  const found: { x: number; y: number; light: number; dark: number }[] = [];
  for (let y = -halfHeight; y <= halfHeight; y += 1) {
    for (let x = -halfWidth; x <= halfWidth; x += 1) {
      const v = (y * cos - x * sin + height / 2) / cell - 0.5;
      if (v < -1 || v > ROWS) continue;
      const ink = inkAt(columns, (x * cos + y * sin + length / 2) / cell - 0.5, v);
      if (ink < 0.04) continue;
      const white = ramp(ink, 0.35, 0.6);
      found.push({ x, y, light: white * LIGHT * 255, dark: (1 - white) * ramp(ink, 0.02, 0.2) * DARK * 255 });
    }
  }
  return {
    x: Int16Array.from(found, (dot) => dot.x),
    y: Int16Array.from(found, (dot) => dot.y),
    light: Uint8Array.from(found, (dot) => dot.light),
    dark: Uint8Array.from(found, (dot) => dot.dark),
    length,
    height,
  };
};
