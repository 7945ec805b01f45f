import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { bandRulesOf } from '../../bot/policy/band/band-rules.ts';
import { numbersIn, shownIn } from '../../bot/policy/written-details.ts';
import type { Decoder, Looker } from '../../bot/ports/decoder.ts';
import { corpus } from '../corpus/corpus.ts';
import { BAND_HEIGHT_MM, drawBand, TEXTURE_PER_MM } from '../corpus/bands/draw-band.ts';
import { LABELS, withLabel } from '../corpus/labels/draw-label.ts';

const RULES = bandRulesOf({}, false);
const [LABEL] = LABELS;
const NUMBER = '9990000018';

const openDecoder = (more: object = {}): Decoder & Looker =>
  spawnDecoder({
    script: pathToFileURL(resolve('bot/inspect/decoder-child.ts')),
    execArgv: ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href],
    // A busy test machine would keep it waiting for ever.
    lookerNiceness: 0,
    ...more,
  });
const children = (): number =>
  execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('decoder-child') && line.trim().startsWith(`${process.pid} `)).length;

jest.setTimeout(120_000);

describe('A machine’s look at a picture, in the decoder’s child', () => {
  let decoder: Decoder & Looker;
  beforeAll(() => {
    decoder = openDecoder();
  });
  afterAll(() => decoder.close());
  const look = async (jpeg: Uint8Array) => {
    const looked = await decoder.lookOver(async () => jpeg);
    if (looked === undefined) throw new Error('nobody else is looking');
    return looked;
  };
  const render = async (name: string): Promise<Uint8Array> =>
    (await decoder.render(corpus(name), 'image/jpeg')).screen.jpeg;

  it.each([0, 4, 90, 180])('reads a label that lies in the photograph turned by %s°', async (turned) => {
    if (LABEL === undefined) throw new Error('there are labels');
    const jpeg = await withLabel(corpus('forearm.jpg'), LABEL, { width: 400, turned });
    const looked = await look(jpeg);
    expect(shownIn(looked, RULES)).toEqual(['details']);
    expect(numbersIn(looked, RULES)).toEqual([NUMBER]);
  });

  it('reads the code of a wristband', async () => {
    const band = { symbology: 'gs1-datamatrix', nhsNumber: NUMBER, hospitalNumber: 'H1234567' } as const;
    const { grey, width, height } = await drawBand(band);
    expect(height).toBe(BAND_HEIGHT_MM * TEXTURE_PER_MM);
    const jpeg = await sharp(grey, { raw: { width, height, channels: 1 } })
      .resize(1_600)
      .jpeg()
      .toBuffer();
    const looked = await look(jpeg);
    expect(shownIn(looked, RULES)).toContain('code');
    expect(numbersIn(looked, RULES)).toEqual([NUMBER]);
  });

  it.each([0, 90])('sees a face, the picture turned by %s°', async (turned) => {
    const jpeg = await sharp(corpus('astronaut.jpg')).rotate(turned).jpeg().toBuffer();
    expect((await look(jpeg)).face).toBe(true);
  });

  it.each(['forearm.jpg', 'patient-a-1.jpg', 'patient-b-2.jpg', 'patient-c-1.jpg'])(
    'says nothing of %s, in which there is nothing',
    async (name) => {
      expect(shownIn(await look(await render(name)), RULES)).toEqual([]);
    },
  );

  it('looks at one picture at a time, and has nobody wait in line', async () => {
    const neverAsked = async (): Promise<never> => {
      throw new Error('fetched for nothing');
    };
    const first = look(corpus('astronaut.jpg'));
    expect(await decoder.lookOver(neverAsked)).toBeUndefined();
    expect((await first).face).toBe(true);
  });

  it('refuses what is no picture, and goes on', async () => {
    await expect(decoder.lookOver(async () => corpus('page.jpg'))).rejects.toMatchObject({
      code: 'cannot-be-decoded',
    });
    expect((await look(await render('patient-a-1.jpg'))).face).toBe(false);
  });

  it('lets go of what it loaded once there is nothing to look at', async () => {
    const resting = openDecoder({ lookerRestMs: 1 });
    const before = children();
    await resting.lookOver(async () => corpus('patient-a-1.jpg'));
    while (children() > before) await new Promise((wake) => setTimeout(wake, 10));
    expect((await resting.lookOver(async () => corpus('patient-a-1.jpg')))?.face).toBe(false);
    await resting.close();
  });
});
