import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** Always the same picture: numbers from a seed (mulberry32). */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const WIDTH = 4032;
const HEIGHT = 3024;

/**
 * A JPEG of a phone's measure, 12 megapixels and about 3.7 MB: grain of several sizes, from a seed. Not a photograph:
 * what a real one costs to decode may differ by a third (quality.md section 0).
 */
export const makePhotograph = async (): Promise<{ readonly bytes: Buffer; readonly sha256: string }> => {
  const random = seeded(7);
  const layers = await Promise.all(
    [
      [63, 47, 150],
      [252, 189, 70],
      [1008, 756, 42],
      [4032, 3024, 18],
    ].map(async ([width = 1, height = 1, strength = 0]) => {
      const grain = Buffer.alloc(width * height * 3);
      for (let n = 0; n < grain.length; n += 1) grain[n] = Math.floor(random() * strength);
      return sharp(grain, { raw: { width, height, channels: 3 } })
        .resize(WIDTH, HEIGHT, { kernel: 'cubic', fit: 'fill' })
        .raw()
        .toBuffer();
    }),
  );
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let n = 0; n < pixels.length; n += 1)
    pixels[n] = Math.min(
      255,
      layers.reduce((sum, layer) => sum + (layer[n] ?? 0), 0),
    );
  const bytes = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 90 })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
};
