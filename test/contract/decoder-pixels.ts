import { expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { judge } from '../../bot/policy/quality.js';
import type { Decoder } from '../../bot/ports/decoder.ts';
import { corpus } from '../corpus/corpus.ts';
import { patchAt, PATCHES } from '../corpus/draw-scene.ts';

interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const pixelsOf = async (jpeg: Uint8Array): Promise<Picture> => {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Mean colour of a small square in the middle of a printed patch. */
const patchColour = ({ data, width, height }: Picture, patch: number): number[] => {
  const { x, y } = patchAt(patch, width, height);
  const reach = Math.max(1, Math.round(Math.min(width, height) / 100));
  const sums = [0, 0, 0];
  for (let row = y - reach; row <= y + reach; row += 1) {
    for (let column = x - reach; column <= x + reach; column += 1) {
      for (const channel of [0, 1, 2])
        sums[channel] = (sums[channel] ?? 0) + (data[(row * width + column) * 3 + channel] ?? 0);
    }
  }
  return sums.map((sum) => sum / (2 * reach + 1) ** 2);
};

/** The farthest any channel of any patch lies from the colour that was printed (0 to 255). */
const worstColour = (picture: Picture): number =>
  Math.max(
    ...PATCHES.flatMap((printed, patch) =>
      patchColour(picture, patch).map((value, channel) => Math.abs(value - (printed[channel] ?? 0))),
    ),
  );

const FORBIDDEN = [
  'Exif',
  'http://ns.adobe.com',
  'GPS',
  'ICC_PROFILE',
  'Photoshop',
  'CANARY',
  '9990000042',
  'Demonstration Phone',
];

const CANARIES = [
  'forearm.jpg',
  'forearm.png',
  'forearm.webp',
  'forearm.heic',
  'polyglot.jpg',
  'forearm-display-p3.jpg',
];

/** The part of the contract that only a decoder of real pixels can keep. */
export const decoderPixels = (decoder: () => Decoder): void => {
  const screenOf = async (file: string) => (await decoder().render(corpus(file), '')).screen;

  it.each(CANARIES)('leaves nothing of the metadata of %s in what people see', async (file) => {
    const { screen, preview } = await decoder().render(corpus(file), '');
    for (const { jpeg } of [screen, preview]) {
      const text = Buffer.from(jpeg).toString('latin1');
      for (const word of FORBIDDEN) expect(text).not.toContain(word);
      const { exif, icc, xmp, iptc, comments } = await sharp(jpeg).metadata();
      expect({ exif, icc, xmp, iptc, comments }).toEqual({});
    }
  });

  it.each(['forearm.jpg', 'forearm.webp', 'forearm.avif', 'forearm-display-p3.jpg', 'forearm.heic'])(
    'shows %s upright and in the colours that were printed',
    async (file) => {
      const screen = await screenOf(file);
      expect({ width: screen.width, height: screen.height }).toEqual({ width: 1_200, height: 1_600 });
      expect(worstColour(await pixelsOf(screen.jpeg))).toBeLessThan(6);
    },
  );

  it('would show Display P3 in wrong colours if the profile were ignored, so the comparison means something', async () => {
    const ignored = await sharp(corpus('forearm-display-p3.jpg'), { ignoreIcc: true }).jpeg().toBuffer();
    expect(worstColour(await pixelsOf(ignored))).toBeGreaterThan(15);
  });

  it('shows the part that is there of a photograph cut short', async () => {
    const whole = await pixelsOf((await screenOf('patient-a-1.jpg')).jpeg);
    const part = await pixelsOf((await screenOf('truncated.jpg')).jpeg);
    const at = (Math.round(whole.height * 0.3) * whole.width + whole.width / 2) * 3;
    expect(Math.abs((part.data[at] ?? 0) - (whole.data[at] ?? 0))).toBeLessThan(6);
  });

  it('says of a photograph whether only a part of it was there', async () => {
    const { partial } = await decoder().render(corpus('truncated.jpg'), '');
    expect(partial).toBe(true);
    expect(await decoder().render(corpus('patient-a-1.jpg'), '')).not.toHaveProperty('partial');
  });

  it('measures light and sharpness of what it shows, once, in numbers alone (QUAL-01)', async () => {
    const { measures } = await decoder().render(corpus('forearm.jpg'), '');
    expect(measures).toMatchObject({ width: 4_032, height: 3_024 });
    expect(Object.values(measures ?? {}).every((one) => typeof one === 'number')).toBe(true);
    expect(measures && judge(measures, 'diagnosis')).toEqual([]);
  });

  it('finds a forearm photographed in the dark too dark, and one out of focus not sharp', async () => {
    const codesOf = async (spoilt: Sharp): Promise<readonly string[]> => {
      const { measures } = await decoder().render(await spoilt.jpeg().toBuffer(), '');
      return measures === undefined ? ['not measured'] : judge(measures, 'record');
    };
    expect(await codesOf(sharp(corpus('forearm.jpg')).linear(0.12, 0))).toEqual(['dark']);
    expect(await codesOf(sharp(corpus('forearm.jpg')).blur(16))).toEqual(['blurred']);
  });

  it('says of a HEIC cut short that it cannot be shown, because its decoder would not notice', async () => {
    await expect(screenOf('truncated.heic')).rejects.toMatchObject({ code: 'cannot-be-decoded' });
  });

  it('ends on a file cut at any of many places with a picture or a plain refusal', async () => {
    const whole = corpus('patient-a-1.jpg');
    for (let part = 1; part < 20; part += 1) {
      const outcome = await decoder()
        .render(whole.subarray(0, Math.floor((whole.length * part) / 20)), '')
        .then(
          () => 'shown',
          (error: unknown) => (error as { code: string }).code,
        );
      expect(['shown', 'cannot-be-decoded']).toContain(outcome);
    }
  });

  it.each([
    ['dark', 0],
    ['middle grey', 128],
    ['white', 255],
  ])('burns a mark that stands out on %s', async (_shade, level) => {
    const sheet = await sharp({
      create: { width: 1_600, height: 1_200, channels: 3, background: { r: level, g: level, b: level } },
    })
      .jpeg()
      .toBuffer();
    const { data } = await pixelsOf(await decoder().watermark(sheet, 'Dr Zoë Ó Brádaigh 09:41'));
    const changed =
      data.reduce((sum, value) => sum + (Math.abs(value - level) > 40 ? 1 : 0), 0) / data.length;
    expect(changed).toBeGreaterThan(0.015);
    // The picture under it stays to be seen.
    expect(changed).toBeLessThan(0.2);
  });

  it('marks every quarter of the picture, so that no crop is free of it', async () => {
    const sheet = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: 'black' } })
      .jpeg()
      .toBuffer();
    const { data } = await pixelsOf(await decoder().watermark(sheet, 'Dr Amara Osei 14 Nov 2025 09:41'));
    for (const top of [0, 300, 600, 900]) {
      for (const left of [0, 400, 800, 1_200]) {
        let lit = 0;
        for (let y = top; y < top + 300; y += 1)
          for (let x = left; x < left + 400; x += 1) lit += (data[(y * 1_600 + x) * 3] ?? 0) > 60 ? 1 : 0;
        expect(lit).toBeGreaterThan(300);
      }
    }
  });

  it('draws a name made of markup as the letters it is made of', async () => {
    const sheet = await sharp({ create: { width: 800, height: 600, channels: 3, background: 'black' } })
      .jpeg()
      .toBuffer();
    const marked = await decoder().watermark(sheet, '</text><image href="file:///etc/passwd"/>\u202e\u0000');
    const { data } = await pixelsOf(marked);
    expect(data.some((value) => value > 60)).toBe(true);
  });
};
