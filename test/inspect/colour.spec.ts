import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { burnMark } from '../../bot/inspect/mark/burn-mark.ts';
import { MOST_PIXELS, render } from '../../bot/inspect/render.ts';
import { corpus } from '../corpus/corpus.ts';
import { ciede2000, type Lab, p3Lab, p3ToSrgb, srgbLab } from './colour-difference.ts';

interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
interface Difference {
  readonly mean: number;
  readonly most95: number;
  readonly max: number;
}

const EVERY = 3;

const pixelsOf = async (bytes: Uint8Array, ignoreIcc = false): Promise<Picture> => {
  const { data, info } = await sharp(bytes, { ignoreIcc })
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Resampled as the rendition is; nothing else is done to the numbers. */
const scaled = async ({ data, width, height }: Picture, edge: number): Promise<Picture> => {
  const { data: small, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: small, width: info.width, height: info.height };
};

type Three = readonly [number, number, number];
const dotAt = (data: Uint8Array, at: number): Three => [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];

const mapped = ({ data, width, height }: Picture, to: (dot: Three) => Three): Picture => {
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) out.set(to(dotAt(data, at)), at);
  return { data: out, width, height };
};

/** Over every third pixel each way. */
const differenceOf = (
  one: Picture,
  other: Picture,
  looks: readonly [(dot: Three) => Lab, (dot: Three) => Lab] = [srgbLab, srgbLab],
): Difference => {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  const all: number[] = [];
  for (let y = 0; y < one.height; y += EVERY)
    for (let x = 0; x < one.width; x += EVERY) {
      const at = (y * one.width + x) * 3;
      all.push(ciede2000(looks[0](dotAt(one.data, at)), looks[1](dotAt(other.data, at))));
    }
  all.sort((a, b) => a - b);
  return {
    mean: all.reduce((sum, value) => sum + value, 0) / all.length,
    most95: all[Math.floor(all.length * 0.95)] ?? Number.NaN,
    max: all.at(-1) ?? Number.NaN,
  };
};

const say = (what: string, { mean, most95, max }: Difference): void => {
  process.stdout.write(
    `CIEDE2000, ${what}: mean ${mean.toFixed(2)}, 95th ${most95.toFixed(2)}, max ${max.toFixed(2)}\n`,
  );
};

describe('The colours of a Display P3 photograph', () => {
  let original: Picture;
  let reference: Picture;
  let shown: Picture;
  let screen: Uint8Array;
  beforeAll(async () => {
    const file = corpus('forearm-display-p3.jpg');
    ({ jpeg: screen } = (await render(file)).screen);
    shown = await pixelsOf(screen);
    const coded = await pixelsOf(file, true);
    const edge = Math.max(shown.width, shown.height);
    original = await scaled(coded, edge);
    reference = await scaled(mapped(coded, p3ToSrgb), edge);
  }, 120_000);

  it('are measured as the formula’s authors measured them', () => {
    const pairs: readonly (readonly [Lab, Lab, number])[] = [
      [{ l: 50, a: 2.6772, b: -79.7751 }, { l: 50, a: 0, b: -82.7485 }, 2.0425],
      [{ l: 50, a: -1, b: 2 }, { l: 50, a: 0, b: 0 }, 2.3669],
      [{ l: 50, a: 2.5, b: 0 }, { l: 73, a: 25, b: -18 }, 27.1492],
      [{ l: 6.7747, a: -0.2908, b: -2.4247 }, { l: 5.8714, a: -0.0985, b: -2.2286 }, 0.6377],
      [{ l: 2.0776, a: 0.0795, b: -1.135 }, { l: 0.9033, a: -0.0636, b: -0.5514 }, 0.9082],
    ];
    for (const [one, other, expected] of pairs) expect(ciede2000(one, other)).toBeCloseTo(expected, 4);
  });

  it('are shown, the mark cleared, as the reference transform has them', () => {
    const difference = differenceOf(reference, shown);
    say('reference transform of the original and the rendition, mark cleared', difference);
    expect(difference.mean).toBeLessThan(1);
    expect(difference.most95).toBeLessThan(2.3);
  }, 120_000);

  it('are those of the original itself, but for what sRGB cannot show', () => {
    const difference = differenceOf(original, shown, [p3Lab, srgbLab]);
    say('the Display P3 original itself and the rendition, mark cleared', difference);
    expect(difference.mean).toBeLessThan(1.2);
  }, 120_000);

  it('would be plainly wrong if the profile were ignored, so the comparison means something', () => {
    const difference = differenceOf(original, shown, [srgbLab, srgbLab]);
    say('for comparison, had the profile been ignored', difference);
    expect(difference.mean).toBeGreaterThan(2);
  }, 120_000);

  it('are not turned by what a machine reads in the mark: light alone, and little of it', async () => {
    const code = Uint8Array.from({ length: 16 }, (_, n) => n * 37);
    const [plain, marked] = [
      await pixelsOf(await burnMark(screen, ' ', MOST_PIXELS)),
      await pixelsOf(await burnMark(screen, ' ', MOST_PIXELS, code)),
    ];
    const difference = differenceOf(plain, marked);
    say('the machine-read part of the mark alone', difference);
    expect(difference.mean).toBeLessThan(1);
  }, 120_000);
});
