import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { render } from '../../bot/inspect/render.ts';

/** Red to the left, blue to the right; `turned` as a phone held upright writes it. */
const twoHalves = async (orientation: number): Promise<Buffer> => {
  const half = (background: string) =>
    sharp({ create: { width: 600, height: 800, channels: 3, background } })
      .png()
      .toBuffer();
  const whole = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#000' } })
    .composite([
      { input: await half('#e00000'), left: 0, top: 0 },
      { input: await half('#0000e0'), left: 600, top: 0 },
    ])
    .png()
    .toBuffer();
  return sharp(whole).jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
};

const meanOf = async (jpeg: Uint8Array): Promise<readonly number[]> =>
  (await sharp(jpeg).stats()).channels.map(({ mean }) => Math.round(mean));

describe('Of a photograph whose taker chose a part', () => {
  it('people see that part alone', async () => {
    const { screen } = await render(await twoHalves(1), { left: 500, top: 0, width: 500, height: 1000 });
    expect([screen.width, screen.height]).toEqual([600, 800]);
    const [red = 255, , blue = 0] = await meanOf(screen.jpeg);
    expect(red).toBeLessThan(20);
    expect(blue).toBeGreaterThan(200);
  });

  it('the part is of the picture as it is shown, not as it was written', async () => {
    const { screen, preview } = await render(await twoHalves(6), {
      left: 0,
      top: 0,
      width: 1000,
      height: 400,
    });
    expect([screen.width, screen.height]).toEqual([800, 480]);
    for (const { jpeg } of [screen, preview]) {
      const [red = 0, , blue = 255] = await meanOf(jpeg);
      expect(red).toBeGreaterThan(200);
      expect(blue).toBeLessThan(20);
    }
  });

  it('all of it is seen where no part was chosen', async () => {
    const { screen } = await render(await twoHalves(1));
    expect([screen.width, screen.height]).toEqual([1200, 800]);
  });
});
