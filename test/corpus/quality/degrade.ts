import { normalTable } from '../bands/seeded.ts';
import { fromSharp, toSharp, type Picture } from './picture.ts';

/** One thing that went wrong; lengths in px of a picture 1600 px wide. */
export type Degrade = (picture: Picture, random: () => number) => Promise<Picture>;

const toLinear = (level: number): number => {
  const part = level / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const LINEAR = Float32Array.from({ length: 256 }, (_, level) => toLinear(level));
const toLevel = (light: number): number => {
  const part = Math.min(1, Math.max(0, light));
  return 255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);
};
/** Of light in 4096 steps. */
const LEVEL = Float32Array.from({ length: 4097 }, (_, step) => toLevel(step / 4096));

/** Changes the light of every dot, as it falls there, before the camera makes a picture of it. */
const relit = (
  { data, width, height }: Picture,
  light: (x: number, y: number) => readonly [times: number, plus: number],
  noise: number,
  random: () => number,
): Picture => {
  const table = normalTable(random);
  const out = Buffer.alloc(data.length);
  let draw = 0;
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [times, plus] = light(x / width, y / height);
      for (let channel = 0; channel < 3; channel += 1, at += 1) {
        const lit = (LINEAR[data[at] ?? 0] ?? 0) * times + plus;
        const level = LEVEL[Math.min(4096, Math.round(lit * 4096))] ?? 255;
        draw = (draw * 1_664_525 + 1_013_904_223) >>> 0;
        out[at] = Math.min(255, Math.max(0, level + noise * (table[draw >>> 16] ?? 0)));
      }
    }
  return { data: out, width, height };
};

/** By stops; a camera that has too little light adds noise. */
export const underexposed =
  (stops: number, noise: number): Degrade =>
  async (picture, random) =>
    relit(picture, () => [2 ** -stops, 0], noise, random);

/** A window behind: what stands before it gets a part of the light, and the rest of the frame is bright. */
export const backlit =
  (left: number, window: number): Degrade =>
  async (picture, random) => {
    const [middle, wide, high] = [0.42 + random() * 0.16, 0.26 + random() * 0.08, 0.36 + random() * 0.08];
    return relit(
      picture,
      (x, y) => {
        const far = Math.hypot((x - middle) / wide, (y - 0.6) / high);
        const part = Math.min(1, Math.max(0, (far - 0.95) / 0.1));
        return [left * (1 - part) + part * 0.5, part * window];
      },
      2,
      random,
    );
  };

/** A lamp thrown back by wet or shining skin: burnt out in the middle, fading all round. */
export const glaring =
  (spots: number, radius: number): Degrade =>
  async (picture, random) => {
    const all = Array.from({ length: spots }, () => ({
      x: 0.25 + random() * 0.5,
      y: 0.25 + random() * 0.5,
      r: radius * (0.8 + random() * 0.4),
      long: 1 + random() * 0.8,
    }));
    const { width, height } = picture;
    return relit(
      picture,
      (x, y) => [
        1,
        all.reduce((sum, spot) => {
          const far = Math.hypot((x - spot.x) / spot.long, ((y - spot.y) * height) / width) / spot.r;
          return sum + 2.4 * Math.exp(-1.1 * far * far);
        }, 0),
      ],
      1,
      random,
    );
  };

export const noisy =
  (sigma: number): Degrade =>
  async (picture, random) =>
    relit(picture, () => [1, 0], sigma, random);

export const defocused =
  (sigma: number): Degrade =>
  async (picture) =>
    fromSharp(toSharp(picture).blur(sigma));

/** A straight movement while the shutter was open, in any direction. */
export const moved =
  (length: number): Degrade =>
  async (picture, random) => {
    const angle = random() * Math.PI;
    const size = 2 * Math.ceil(length / 2) + 1;
    const kernel = new Array<number>(size * size).fill(0);
    const steps = length * 8;
    for (let step = 0; step <= steps; step += 1) {
      const along = (step / steps - 0.5) * length;
      const column = Math.round(size / 2 - 0.5 + along * Math.cos(angle));
      const row = Math.round(size / 2 - 0.5 + along * Math.sin(angle));
      kernel[row * size + column] = (kernel[row * size + column] ?? 0) + 1;
    }
    return fromSharp(toSharp(picture).convolve({ width: size, height: size, kernel }));
  };

export const shrunkTo =
  (edge: number): Degrade =>
  async (picture) =>
    fromSharp(toSharp(picture).resize(edge, edge, { fit: 'inside' }));

export const then =
  (first: Degrade, second: Degrade): Degrade =>
  async (picture, random) =>
    second(await first(picture, random), random);
