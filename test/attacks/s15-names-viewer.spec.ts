import { beforeAll, describe, expect, it } from '@jest/globals';
import { render } from '../../bot/inspect/render.ts';
import { ATTACKS } from '../bench/watermark/attacks.ts';
import { codeOf, makeViewers, nameAfter, shownTo } from '../bench/watermark/leak.ts';
import { seeded } from '../bench/seeded.ts';
import { corpus } from '../corpus/corpus.ts';

const PICTURES = ['forearm.jpg', 'patient-a-1.jpg', 'patient-c-1.jpg'];
const VIEWERS = makeViewers(10_000);
const ALL = Object.entries(ATTACKS);

/** The same with two hundred attacks, real photographs and all figures: `npm run bench -- watermark`. */
describe('A picture that leaked names who had it open, from its own bytes alone (S15, ACC-10)', () => {
  const screens: Uint8Array[] = [];
  beforeAll(async () => {
    for (const name of PICTURES) screens.push((await render(corpus(name))).screen.jpeg);
  }, 60_000);
  const screenAt = (n: number): Uint8Array => screens[n % screens.length] ?? new Uint8Array();

  it.each(ALL.map(([name, attack], n) => [name, attack, n] as const))(
    '%s: the one of 10,000',
    async (_name, attack, n) => {
      const random = seeded(n + 1);
      const viewer = Math.floor(random() * VIEWERS.length);
      const shown = await shownTo(screenAt(n), 'Grace Okafor', codeOf(viewer));
      expect(await nameAfter(shown, attack, random, VIEWERS)).toMatchObject({ named: viewer });
    },
    120_000,
  );

  it('a mark of somebody who is not among them names nobody', async () => {
    const shown = await shownTo(screenAt(0), 'Grace Okafor', codeOf(VIEWERS.length + 5));
    const naming = await nameAfter(shown, async (picture) => picture, seeded(3), VIEWERS);
    expect(naming).toBeDefined();
    expect(naming?.named).toBeUndefined();
  }, 120_000);

  it('a picture without the code names nobody', async () => {
    const shown = await shownTo(screenAt(1), 'Grace Okafor');
    const naming = await nameAfter(shown, async (picture) => picture, seeded(4), VIEWERS);
    expect(naming?.named).toBeUndefined();
  }, 120_000);
});
