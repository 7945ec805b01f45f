import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { render } from '../../bot/inspect/render.ts';

const SIDE = 900;
const STRIPE = 4;

/** Every stripe has a colour of its own: a stripe that comes twice is seen. */
const striped = Buffer.from(
  Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    const [column, stripe] = [Math.floor(at / 3) % SIDE, Math.floor(at / (SIDE * 3 * STRIPE))];
    return at % 3 === 0 ? stripe + 20 : at % 3 === 1 ? 250 - stripe : (column * stripe) % 251;
  }),
);
const drawn = sharp(striped, { raw: { width: SIDE, height: SIDE, channels: 3 } });

const halfOf = (whole: Uint8Array): Uint8Array => whole.subarray(0, Math.floor(whole.length / 2));

describe('A picture of which only half arrived (ASVS 5.0 V5.2.2)', () => {
  it('is plain where it is missing when it is a JPEG, as no skin is', async () => {
    const { screen } = await render(halfOf(await drawn.clone().jpeg().toBuffer()));
    const { data } = await sharp(screen.jpeg).raw().toBuffer({ resolveWithObject: true });
    const last = data.subarray(-SIDE * 3 * 50);
    expect(new Set(last).size).toBeLessThan(8);
  });

  it.each(['png', 'webp', 'tiff', 'avif'] as const)(
    'is not displayed at all when it is a %s, which could show one part twice',
    async (format) => {
      const half = halfOf(await drawn.clone().toFormat(format, { effort: 1 }).toBuffer());
      await expect(render(half)).rejects.toThrow();
    },
  );
});
