import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, type Line, OEM, PSM, type Worker } from 'tesseract.js';

/** Labels lie every way up and never quite straight; the reader forgives five degrees. The likeliest come first. */
const TURNS = [0, 90, 270, 180, 10, -10, 80, 100, 260, 280, 20, -20] as const;
/** Half a second a way, but two to six where everything looks like letters: no other is begun after so much, in CPU-ms. */
const ENOUGH_MS = 6_000;
/** Of 100: what skin and cloth are mistaken for stays below. */
const LEGIBLE = 60;
/** So many words, and it was the right way up: a label upside down has half as many, HOSP read as dSOH. */
const SURE = 85;
const SURE_WORDS = 8;
const LONG_ENOUGH = 3;

const open = async (): Promise<Worker> => {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    // From disk, and to none: nothing is fetched, nothing cached.
    langPath: join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT });
  return worker;
};

let opened: Promise<Worker> | undefined;

/** Print that stands in the picture, a string a line; of several ways up the first that makes sense. No handwriting. */
export const readWriting = async (jpeg: Uint8Array): Promise<readonly string[]> => {
  opened ??= open();
  const worker = await opened;
  const found: string[] = [];
  const since = process.cpuUsage();
  for (const turn of TURNS) {
    const { user, system } = process.cpuUsage(since);
    if ((user + system) / 1_000 > ENOUGH_MS) break;
    const lines = await linesOf(worker, jpeg, turn);
    found.push(...lines.map(legible).filter((line) => line !== ''));
    if (lines.flatMap(({ words }) => words).filter(isSure).length >= SURE_WORDS) break;
  }
  return found;
};

const linesOf = async (worker: Worker, jpeg: Uint8Array, turn: number): Promise<readonly Line[]> => {
  // Of a coloured photograph nothing is read: grey, and as black and white as it goes.
  const grey = await sharp(jpeg)
    .rotate(turn, { background: 'white' })
    .greyscale()
    .normalise()
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { data } = await worker.recognize(grey, {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs).flatMap(({ lines }) => lines);
};

const legible = ({ words }: Line): string =>
  words
    .filter(({ confidence }) => confidence >= LEGIBLE)
    .map(({ text }) => text)
    .join(' ');

const isSure = ({ text, confidence }: Line['words'][number]): boolean =>
  confidence >= SURE && text.replace(/[^\p{L}\p{N}]/gu, '').length >= LONG_ENOUGH;
