import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { burnMark } from '../../bot/inspect/mark/burn-mark.ts';
import { MOST_PIXELS, render } from '../../bot/inspect/render.ts';
import { instant } from '../../bot/set/instant.ts';
import { watermark } from '../../cards/text/viewer.ts';
import { corpus } from '../corpus/corpus.ts';

const at = instant('2026-11-14T09:30:00Z');
const MARK = watermark('Grace Okafor', at);
const SOMEBODY_ELSE = watermark('Helen Marsh', at);
const ONE_LETTER_OFF = watermark('Grace Okafar', at);
const AN_HOUR_LATER = watermark('Grace Okafor', instant('2026-11-14T10:47:00Z'));

type Leak = (picture: Sharp) => Promise<Sharp>;
const again = async (picture: Sharp): Promise<Sharp> =>
  sharp(await picture.png({ compressionLevel: 0 }).toBuffer());

/** What becomes of a picture on its way out: the geometry first, which whoever looks for the mark can follow. */
const LEAKS: Readonly<Record<string, { readonly move: Leak; readonly spoil: Leak }>> = {
  'as it is': { move: again, spoil: again },
  'saved again as a poor JPEG': {
    move: again,
    spoil: async (one) => sharp(await one.jpeg({ quality: 35 }).toBuffer()),
  },
  halved: { move: (one) => again(one.resize({ width: 450 })), spoil: again },
  'halved and saved again': {
    move: (one) => again(one.resize({ width: 450 })),
    spoil: async (one) => sharp(await one.jpeg({ quality: 50 }).toBuffer()),
  },
  'a quarter of it': {
    move: (one) => again(one.extract({ left: 440, top: 590, width: 460, height: 610 })),
    spoil: again,
  },
  'a ninth of it, saved again': {
    move: (one) => again(one.extract({ left: 300, top: 390, width: 300, height: 400 })),
    spoil: async (one) => sharp(await one.jpeg({ quality: 50 }).toBuffer()),
  },
  'lightened, in black and white': {
    move: again,
    spoil: (one) => again(one.linear(1.15, 8).greyscale()),
  },
  'blurred a little': { move: again, spoil: (one) => again(one.blur(0.8)) },
};

const greys = async (picture: Sharp): Promise<Float64Array> => {
  const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
  return Float64Array.from({ length: info.width * info.height }, (_, dot) => data[dot * info.channels] ?? 0);
};
const minus = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((value, dot) => value - (other[dot] ?? 0));
/** Pearson's correlation. */
const likeness = (one: Float64Array, other: Float64Array): number => {
  const count = one.length;
  let [a, b, both, first, second] = [0, 0, 0, 0, 0];
  for (let dot = 0; dot < count; dot += 1) {
    const [x, y] = [one[dot] ?? 0, other[dot] ?? 0];
    a += x;
    b += y;
    both += x * y;
    first += x * x;
    second += y * y;
  }
  return (both - (a * b) / count) / Math.sqrt((first - (a * a) / count) * (second - (b * b) / count));
};

describe('A picture that was carried out of Safelight (S15; ASVS 5.0 V14.2.4)', () => {
  let screen: Uint8Array;
  let shown: Uint8Array;
  let grey: Uint8Array;
  const onGrey = new Map<string, Uint8Array>();
  beforeAll(async () => {
    ({ jpeg: screen } = (await render(corpus('patient-a-1.jpg'))).screen);
    shown = await burnMark(screen, MARK, MOST_PIXELS);
    const plain = sharp({ create: { width: 900, height: 1_200, channels: 3, background: '#808080' } });
    grey = await plain.jpeg({ quality: 100 }).toBuffer();
    for (const mark of [MARK, SOMEBODY_ELSE, ONE_LETTER_OFF, AN_HOUR_LATER])
      onGrey.set(mark, await burnMark(grey, mark, MOST_PIXELS));
  }, 60_000);

  /** How a mark would lie on plain grey, in the same piece of the picture. */
  const maskOf = async (mark: string, move: Leak): Promise<Float64Array> =>
    minus(await greys(await move(sharp(onGrey.get(mark)))), await greys(await move(sharp(grey))));

  it.each(Object.entries(LEAKS))(
    '%s: still says who had it open, and when',
    async (_how, { move, spoil }) => {
      const found = minus(
        await greys(await spoil(await move(sharp(shown)))),
        await greys(await spoil(await move(sharp(screen)))),
      );
      const like = async (mark: string): Promise<number> => likeness(found, await maskOf(mark, move));
      const right = await like(MARK);
      expect(right).toBeGreaterThan(0.5);
      expect(right - (await like(SOMEBODY_ELSE))).toBeGreaterThan(0.2);
      // One letter or one digit is a few dots among thousands: still the right mark is the likest.
      expect(right).toBeGreaterThan(await like(ONE_LETTER_OFF));
      expect(right).toBeGreaterThan(await like(AN_HOUR_LATER));
    },
    60_000,
  );

  it('carries the mark in every part: no window of an eighth of its width is free of it', async () => {
    const found = minus(await greys(sharp(shown)), await greys(sharp(screen)));
    const [width, side] = [900, 110];
    for (let top = 0; top + side <= 1_200; top += side)
      for (let left = 0; left + side <= width; left += side) {
        let touched = 0;
        for (let y = top; y < top + side; y += 1)
          for (let x = left; x < left + side; x += 1)
            if (Math.abs(found[y * width + x] ?? 0) > 16) touched += 1;
        expect([left, top, touched > side]).toEqual([left, top, true]);
      }
  });

  it('cannot be opened without one: nobody’s name is no empty mark', async () => {
    const nameless = await burnMark(screen, watermark('', at), MOST_PIXELS);
    const found = minus(await greys(sharp(nameless)), await greys(sharp(screen)));
    expect(found.filter((value) => Math.abs(value) > 16).length).toBeGreaterThan(10_000);
  });
});
