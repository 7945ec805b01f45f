import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { bandRulesOf } from '../../bot/policy/band/band-rules.ts';
import { numbersIn, shownIn } from '../../bot/policy/written-details.ts';
import type { LookedOver } from '../../bot/set/shown.ts';
import { LABELS, type Lying, withLabel } from '../corpus/labels/draw-label.ts';
import { toSharp } from '../corpus/quality/picture.ts';
import { drawnSources, realSources, type Source } from '../corpus/quality/sources.ts';
import { readUsage } from './read-cpu.ts';
import { median, table } from './table.ts';

const RULES = bandRulesOf({}, false);

/** How a label lies in a ward's photograph; letters are a twentieth of its width. */
const LYING: Readonly<Record<string, Lying>> = {
  'letters of 30 dots': { width: 600, turned: 0 },
  'letters of 20 dots': { width: 400, turned: 0 },
  'letters of 14 dots': { width: 280, turned: 0 },
  'letters of 10 dots': { width: 200, turned: 0 },
  'tilted by 5°': { width: 400, turned: 5 },
  'tilted by 10°': { width: 400, turned: -10 },
  'tilted by 20°': { width: 400, turned: 20 },
  'on its side, tilted by 3°': { width: 400, turned: 93 },
  'upside down': { width: 400, turned: 180 },
  'out of focus': { width: 400, turned: 0, blurred: 2 },
  'in a third of the light': { width: 400, turned: 0, light: 0.35 },
  'JPEG of quality 30': { width: 400, turned: 0, jpeg: 30 },
};

const asJpeg = async (source: Source): Promise<Uint8Array> => {
  const seen = toSharp(await source.open()).resize(1_600, 1_600, { fit: 'inside', withoutEnlargement: true });
  return Uint8Array.from(await seen.jpeg({ quality: 80 }).toBuffer());
};

/** `look`: how often a label is pointed out, how often something is that is not there, and what a look costs. */
export const look = async (): Promise<readonly string[]> => {
  const decoder = spawnDecoder({
    script: pathToFileURL(resolve('bot/inspect/decoder-child.ts')),
    execArgv: ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href],
  });
  const costs: number[] = [];
  const lookOver = async (jpeg: Uint8Array): Promise<LookedOver> => {
    const before = await readUsage(process.pid);
    const looked = await decoder.lookOver(async () => jpeg);
    costs.push((await readUsage(process.pid)).cpuMs - before.cpuMs);
    if (looked === undefined) throw new Error('one look at a time');
    return looked;
  };
  const sources = [...realSources(), ...drawnSources()];
  const labelled = await lookAtLabels(lookOver, sources);
  const plain = await lookAtPlain(lookOver, sources);
  await decoder.close();
  const { found, all, wrong } = labelled;
  return [
    ...labelled.lines,
    '',
    `${wrong} NHS numbers read that nobody had printed.`,
    '',
    'Said of pictures with no label, no face and no code in them:',
    ...plain.lines,
    '',
    `${median(costs)} CPU-ms a look (median), ${[...costs].sort((a, b) => a - b).at(-1) ?? 0} at most, every process counted; one at a time, nice 19.`,
    `Faces: nothing is measured here; the one in test/corpus is found upright and on its side (test/inspect/look.spec.ts).`,
    `verdict: ${found} of ${all} labels pointed out, ${wrong} wrong numbers, ${plain.alarms} of ${plain.pictures} pictures alarmed for nothing`,
  ];
};

type LookOver = (jpeg: Uint8Array) => Promise<LookedOver>;

const lookAtLabels = async (lookOver: LookOver, sources: readonly Source[]) => {
  const rows: (readonly string[])[] = [];
  let [found, all, wrong] = [0, 0, 0];
  const grounds = [sources[0], sources[Math.floor(sources.length / 2)]].filter((one) => one !== undefined);
  const pictures = await Promise.all(grounds.map(asJpeg));
  for (const [name, lying] of Object.entries(LYING)) {
    let [here, numbers] = [0, 0];
    for (const picture of pictures)
      for (const label of LABELS) {
        const looked = await lookOver(await withLabel(picture, label, lying));
        const read = numbersIn(looked, RULES);
        const printed = label.nhsNumber.replaceAll(' ', '');
        here += Number(shownIn(looked, RULES).includes('details'));
        numbers += Number(read.includes(printed));
        wrong += read.filter((one) => one !== printed).length;
      }
    const tried = pictures.length * LABELS.length;
    [found, all] = [found + here, all + tried];
    rows.push([name, `${here} of ${tried}`, `${numbers} of ${tried}`]);
    process.stderr.write(`${name}\n`);
  }
  return { found, all, wrong, lines: table(['a label', 'pointed out', 'its NHS number read'], rows) };
};

/** Papers bear writing of their own: what is said of them is no alarm for nothing. */
const PLAIN = new Set<Source['kind']>(['wound', 'skin', 'dressing', 'photograph']);

const lookAtPlain = async (lookOver: LookOver, sources: readonly Source[]) => {
  const rows: (readonly string[])[] = [];
  let [alarms, pictures] = [0, 0];
  for (const kind of PLAIN) {
    const of = sources.filter((one) => one.kind === kind);
    const said: string[] = [];
    for (const source of of) {
      const shows = shownIn(await lookOver(await asJpeg(source)), RULES);
      if (shows.length > 0) said.push(`${source.name}: ${shows.join(' ')}`);
    }
    [alarms, pictures] = [alarms + said.length, pictures + of.length];
    rows.push([kind, String(of.length), String(said.length), said.join('; ')]);
    process.stderr.write(`${kind}\n`);
  }
  return { alarms, pictures, lines: table(['', 'pictures', 'said', ''], rows) };
};
