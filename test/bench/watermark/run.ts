import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { render } from '../../../bot/inspect/render.ts';
import { thresholdFor } from '../../../bot/policy/name-viewer.ts';
import { seeded } from '../seeded.ts';
import { table } from '../table.ts';
import { ATTACKS } from './attacks.ts';
import { codeOf, makeViewers, nameAfter, shownTo } from './leak.ts';

const VIEWERS = 10_000;
const ATTACKED = 200;
const NOBODYS = 60;
const OURS = ['forearm', 'patient-a-1', 'patient-b-1', 'patient-c-1', 'patient-a-2', 'patient-b-2'];
const REAL = new URL('../../../../shared/photos/', import.meta.url);

interface Picture {
  readonly name: string;
  readonly jpeg: Uint8Array;
}

/** Our own drawn wounds and, where they are there, photographs by real phones. */
const readPictures = async (): Promise<readonly Picture[]> => {
  const real = await readdir(REAL).catch(() => []);
  const files = [
    ...OURS.map((name) => new URL(`../../corpus/${name}.jpg`, import.meta.url)),
    ...real.filter((name) => name.endsWith('.jpg')).map((name) => new URL(name, REAL)),
  ];
  const pictures: Picture[] = [];
  for (const file of files) {
    const name = file.pathname.split('/').at(-1) ?? '';
    pictures.push({ name, jpeg: (await render(await readFile(file))).screen.jpeg });
  }
  return pictures;
};

/** What the code alone adds to a picture's light: root mean square, grey levels. */
const loudness = async ({ jpeg }: Picture): Promise<number> => {
  const raw = async (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).greyscale().raw().toBuffer();
  const [with_, without] = [
    await raw(await shownTo(jpeg, 'A', codeOf(0))),
    await raw(await shownTo(jpeg, 'A')),
  ];
  const sum = with_.reduce((total, value, at) => total + (value - (without[at] ?? 0)) ** 2, 0);
  return Math.sqrt(sum / with_.length);
};

interface Tally {
  hits: number;
  wrong: number;
  unnamed: number;
  least: number;
}

/** `npm run bench -- watermark [attacks]`: whom a leaked picture names, from the bytes of it alone. */
export const watermark = async (words: readonly string[]): Promise<readonly string[]> => {
  const attacked = Number(words[0] ?? ATTACKED);
  sharp.concurrency(1);
  const pictures = await readPictures();
  const viewers = makeViewers(VIEWERS);
  const random = seeded(20_261_122);
  const tallies = new Map(
    Object.keys(ATTACKS).map((name): [string, Tally] => [name, { hits: 0, wrong: 0, unnamed: 0, least: 99 }]),
  );
  for (let n = 0; n < attacked; n += 1) await attackOne(n, pictures, viewers, random, tallies);
  const nobodys = Math.max(2, Math.round((attacked * NOBODYS) / ATTACKED));
  const falsely = {
    stranger: await countNamed(nobodys, true, pictures, viewers, random),
    unmarked: await countNamed(nobodys, false, pictures, viewers, random),
  };
  return report(attacked, nobodys, pictures, tallies, falsely, await Promise.all(pictures.map(loudness)));
};

const nth = <T>(all: readonly T[], n: number): T => {
  const one = all[n % all.length];
  if (one === undefined) throw new Error('there is none');
  return one;
};

const attackOne = async (
  n: number,
  pictures: readonly Picture[],
  viewers: ReturnType<typeof makeViewers>,
  random: () => number,
  tallies: ReadonlyMap<string, Tally>,
): Promise<void> => {
  const [name, attack] = nth(Object.entries(ATTACKS), n);
  const picture = nth(pictures, Math.floor(n / tallies.size));
  const viewer = Math.floor(random() * VIEWERS);
  const shown = await shownTo(picture.jpeg, `Dr Viewer ${viewer}`, codeOf(viewer));
  const naming = await nameAfter(shown, attack, random, viewers);
  const tally = tallies.get(name);
  if (tally === undefined) return;
  if (naming?.named === viewer) tally.hits += 1;
  else if (naming?.named === undefined) tally.unnamed += 1;
  else tally.wrong += 1;
  tally.least = Math.min(tally.least, naming?.score ?? 0);
  if (naming?.named !== viewer) process.stderr.write(`not named: ${picture.name}, ${name}\n`);
};

/** Pictures that nobody of the list opened: with a stranger's mark, or without any code. */
const countNamed = async (
  count: number,
  marked: boolean,
  pictures: readonly Picture[],
  viewers: ReturnType<typeof makeViewers>,
  random: () => number,
): Promise<number> => {
  let named = 0;
  for (let n = 0; n < count; n += 1) {
    const [, attack] = nth(Object.entries(ATTACKS), n);
    const picture = nth(pictures, n);
    const stranger = marked ? codeOf(VIEWERS + n) : undefined;
    const shown = await shownTo(picture.jpeg, 'Dr Stranger', stranger);
    if ((await nameAfter(shown, attack, random, viewers))?.named !== undefined) named += 1;
  }
  return named;
};

const report = (
  attacked: number,
  nobodys: number,
  pictures: readonly Picture[],
  tallies: ReadonlyMap<string, Tally>,
  falsely: { readonly stranger: number; readonly unmarked: number },
  loud: readonly number[],
): readonly string[] => {
  const all = [...tallies.values()];
  const sum = (of: 'hits' | 'wrong' | 'unnamed'): number => all.reduce((total, one) => total + one[of], 0);
  return [
    `${VIEWERS} viewers, each with an opening of the same minute; ${attacked} attacks from a seed on ${pictures.length} pictures`,
    'as the viewer shows them. Decoded blind: from the bytes of what leaked alone, at an unknown scale and place. Named',
    `only where one fits by ${thresholdFor(VIEWERS).toFixed(2)} standard deviations and no other does.`,
    '',
    ...table(
      ['attack', 'tried', 'named rightly', 'named wrongly', 'nobody named', 'least score'],
      [...tallies].map(([name, { hits, wrong, unnamed, least }]) => [
        name,
        ...[hits + wrong + unnamed, hits, wrong, unnamed].map(String),
        least.toFixed(1),
      ]),
    ),
    '',
    `nobody of the list: ${falsely.stranger} of ${nobodys} pictures with a stranger's mark, and ${falsely.unmarked} of ${nobodys}`,
    'without a code, named somebody.',
    `the code alone: root mean square ${Math.min(...loud).toFixed(1)} to ${Math.max(...loud).toFixed(1)} grey levels of 255, as served; previews not tried.`,
    `verdict: hit rate ${((sum('hits') / attacked) * 100).toFixed(1)} % of ${attacked}, false-match rate ` +
      `${sum('wrong') + falsely.stranger + falsely.unmarked} of ${attacked + 2 * nobodys}, among ${VIEWERS} viewers`,
  ];
};
