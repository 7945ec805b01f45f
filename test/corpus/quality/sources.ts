import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { seeded } from '../bands/seeded.ts';
import { drawScene } from '../draw-scene.ts';
import { chartSvg, ecgSvg, xraySvg } from './draw-paper.ts';
import { dressingSvg, skinSvg, TONES, type Tone } from './draw-skin.ts';
import { fromSharp, type Picture } from './picture.ts';

/** One picture that serves its purpose as it is. Everything made of it stays on one side of the split. */
export interface Source {
  readonly name: string;
  readonly kind: 'wound' | 'skin' | 'dressing' | 'ecg' | 'x-ray' | 'chart' | 'photograph';
  readonly tone?: Tone;
  open(): Promise<Picture>;
}

const drawn = (svg: string): Sharp => sharp(Buffer.from(svg)).removeAlpha();

const EACH_TONE = Object.keys(TONES) as readonly Tone[];
/** On white, on green, on grey, on a dark blanket. */
const DRAPES = [
  [222, 222, 218],
  [58, 108, 128],
  [150, 150, 160],
  [44, 40, 52],
] as const;

const wounds = (): readonly Source[] =>
  EACH_TONE.flatMap((tone, at) =>
    DRAPES.map((drape, n): Source => {
      const seed = 100 * (at + 1) + n;
      const random = seeded(seed);
      const scene = { tilt: random() * 2.4 - 1.2, wound: n === 3 ? 0 : 0.09 + random() * 0.12, grain: 4 + random() * 6 };
      return {
        name: `wound-${tone}-${n}`,
        kind: 'wound',
        tone,
        open: async () => ({
          width: 1600,
          height: 1200,
          data: drawScene({ ...scene, width: 1600, height: 1200, seed, skin: TONES[tone], drape }),
        }),
      };
    }),
  );

const flats = (): readonly Source[] =>
  EACH_TONE.flatMap((tone, at) =>
    [0, 1].flatMap((n): readonly Source[] => {
      const seed = 1000 + 10 * at + n;
      return [
        {
          name: `skin-${tone}-${n}`,
          kind: 'skin',
          tone,
          open: () => fromSharp(drawn(skinSvg(tone, seed, seeded(seed), 4 + 10 * n))),
        },
        {
          name: `dressing-${tone}-${n}`,
          kind: 'dressing',
          tone,
          open: () => fromSharp(drawn(dressingSvg(tone, seed, seeded(seed + 5)))),
        },
      ];
    }),
  );

const PAPERS = { ecg: ecgSvg, 'x-ray': xraySvg, chart: chartSvg } as const;
const papers = (): readonly Source[] =>
  (Object.keys(PAPERS) as readonly (keyof typeof PAPERS)[]).flatMap((kind) =>
    [0, 1, 2, 3].map((n) => ({
      name: `${kind}-${n}`,
      kind,
      open: () => fromSharp(drawn(PAPERS[kind](seeded(2000 + n)))),
    })),
  );

const FOLDER = new URL('../../../../shared/photos/', import.meta.url);
/** The sunset of that folder is against the light and dark by itself: it is no picture that serves. */
const REAL = ['galaxy-j3', 'galaxy-s4', 'htc-one', 'iphone-4', 'iphone-5', 'iphone-6-plus', 'moto-g'];

/** As phones wrote them, largest picture first; none where none lie beside the project. */
export const realPhotographs = (): readonly Buffer[] =>
  ['iphone-5', 'moto-g']
    .map((name) => fileURLToPath(new URL(`${name}.jpg`, FOLDER)))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path));

/** Real photographs, where they lie beside the project: none of them clinical. */
export const realSources = (): readonly Source[] =>
  REAL.map((name) => ({ name, path: fileURLToPath(new URL(`${name}.jpg`, FOLDER)) }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({
      name,
      kind: 'photograph',
      open: () => fromSharp(sharp(readFileSync(path)).autoOrient().resize(1600, 1600, { fit: 'inside' })),
    }));

export const drawnSources = (): readonly Source[] => [...wounds(), ...flats(), ...papers()];
