import sharp from 'sharp';
import type { Texture } from './draw-band.ts';
import { BAND_HEIGHT_MM, TEXTURE_PER_MM } from './draw-band.ts';
import { normalTable, seeded } from './seeded.ts';

/** How the camera sees the band. What is left out is as good as can be. */
export interface View {
  /** Pixels of the frame for one millimetre at the nearest point. */
  readonly perMm: number;
  /** Degrees by which the camera is turned. */
  readonly turned?: number;
  /** Radius of the wrist, millimetres; left out, the band lies flat. */
  readonly wristMm?: number;
  /** How far round the wrist the code's middle is from the nearest point, degrees. */
  readonly roundDegrees?: number;
  /** Degrees by which the band leans away from the camera. */
  readonly tilted?: number;
  /** 1 is daylight. */
  readonly light?: number;
  /** Standard deviation of the sensor's noise, of 255. */
  readonly noise?: number;
  /** Standard deviation of the defocus, millimetres on the band. */
  readonly defocusMm?: number;
  /** How far the hand moved while the shutter was open, millimetres on the band, and in which direction. */
  readonly motionMm?: number;
  readonly motionDegrees?: number;
  /** Radius of a lamp's reflection beside the code's middle, millimetres. */
  readonly glareMm?: number;
  /** Quality of the JPEG it went through. */
  readonly jpeg?: number;
}

/** RGBA, as a canvas hands it out. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

// Taken out of the loops over pixels: in a test runner's sandbox each look at a global is slow.
const { abs, asin, cos, exp, floor, hypot, max, min, round, sin } = Math;
const DEGREE = Math.PI / 180;
const NOISE = normalTable(seeded(8018));
const SKIN = 150;
const SHEET = 205;

/** A frame of the camera with the band somewhere in its middle; the same for the same seed. */
export const photographBand = async (
  texture: Texture,
  view: View,
  random: () => number,
  [width, height]: readonly [number, number] = [1280, 720],
): Promise<Frame> => {
  const sharpGrey = project(texture, view, random, width, height);
  const moved = move(sharpGrey, width, height, view);
  const sigma = (view.defocusMm ?? 0) * view.perMm;
  const blurred =
    sigma < 0.3
      ? moved
      : await sharp(moved, { raw: { width, height, channels: 1 } }).blur(sigma).extractChannel(0).raw().toBuffer();
  const seen = expose(blurred, view, random);
  const raw =
    view.jpeg === undefined
      ? seen
      : await sharp(
          await sharp(seen, { raw: { width, height, channels: 1 } }).jpeg({ quality: view.jpeg }).toBuffer(),
        )
          .extractChannel(0)
          .raw()
          .toBuffer();
  return { width, height, data: asRgba(raw) };
};

/** Looks up, for every pixel of the frame, what is printed there: wrist turned, tilted and rounded. */
const project = (
  texture: Texture,
  view: View,
  random: () => number,
  width: number,
  height: number,
): Uint8Array => {
  const { perMm, turned = 0, wristMm, roundDegrees = 0, tilted = 0, glareMm = 0 } = view;
  const [sine, cosine] = [sin(turned * DEGREE), cos(turned * DEGREE)];
  const squeeze = cos(tilted * DEGREE);
  const [shiftX, shiftY] = [(random() - 0.5) * width * 0.12, (random() - 0.5) * height * 0.12];
  const glareAt = [(random() - 0.5) * 8, (random() - 0.5) * 8] as const;
  const wrist: Wrist = { wristMm, roundDegrees, glareMm, glareAt };
  const out = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const [a, b] = [column - width / 2 - shiftX, row - height / 2 - shiftY];
      const x = (a * cosine + b * sine) / perMm;
      const y = (b * cosine - a * sine) / perMm / squeeze;
      out[row * width + column] = look(texture, x, y, wrist);
    }
  return out;
};

interface Wrist {
  readonly wristMm: number | undefined;
  readonly roundDegrees: number;
  readonly glareMm: number;
  readonly glareAt: readonly [number, number];
}

/** The brightness at x, y millimetres from the middle of the view. */
const look = (texture: Texture, x: number, y: number, wrist: Wrist): number => {
  const { wristMm } = wrist;
  if (wristMm !== undefined && abs(x) >= wristMm) return SHEET;
  const angle = wristMm === undefined ? 0 : asin(x / wristMm);
  const along = wristMm === undefined ? x : wristMm * (angle + wrist.roundDegrees * DEGREE);
  const shade = 0.35 + 0.65 * cos(angle);
  const printed = abs(y) < BAND_HEIGHT_MM / 2 ? sample(texture, along, y) : undefined;
  const grey = (printed ?? SKIN) * shade;
  if (wrist.glareMm === 0) return grey;
  const far = hypot(x - wrist.glareAt[0], y - wrist.glareAt[1]) / wrist.glareMm;
  return min(255, grey + 260 * exp(-far * far * 2));
};

/** Between the four nearest points of the texture; undefined beyond its ends. */
const sample = ({ width, height, grey }: Texture, x: number, y: number): number | undefined => {
  const u = x * TEXTURE_PER_MM + width / 2 - 0.5;
  const v = y * TEXTURE_PER_MM + height / 2 - 0.5;
  const [left, top] = [floor(u), floor(v)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return undefined;
  const at = (column: number, row: number): number => grey[row * width + column] ?? 0;
  const [p, q] = [u - left, v - top];
  const upper = at(left, top) * (1 - p) + at(left + 1, top) * p;
  return upper * (1 - q) + (at(left, top + 1) * (1 - p) + at(left + 1, top + 1) * p) * q;
};

/** The mean along the way the hand went. */
const move = (from: Uint8Array, width: number, height: number, view: View): Uint8Array => {
  const length = round((view.motionMm ?? 0) * view.perMm);
  if (length < 2) return from;
  const angle = (view.motionDegrees ?? 0) * DEGREE;
  const steps = Array.from({ length }, (_, n) => {
    const way = n - (length - 1) / 2;
    return [round(way * cos(angle)), round(way * sin(angle))] as const;
  });
  const out = new Uint8Array(from.length);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (const [dx, dy] of steps) {
        const [x, y] = [min(width - 1, max(0, column + dx)), min(height - 1, max(0, row + dy))];
        sum += from[y * width + x] ?? 0;
      }
      out[row * width + column] = sum / length;
    }
  return out;
};

const expose = (from: Uint8Array, { light = 1, noise = 2 }: View, random: () => number): Uint8Array =>
  Uint8Array.from(from, (grey) =>
    min(255, max(0, grey * light + (NOISE[(random() * NOISE.length) | 0] ?? 0) * noise)),
  );

const asRgba = (grey: Uint8Array): Uint8ClampedArray<ArrayBuffer> => {
  const data = new Uint8ClampedArray(grey.length * 4);
  for (let at = 0; at < grey.length; at += 1) data.fill(grey[at] ?? 0, at * 4, at * 4 + 3);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return data;
};
