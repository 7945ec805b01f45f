import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { measureSample, sampleOf } from '../../../bot/inspect/measure-picture.js';
import type { Measures } from '../../../bot/set/quality.ts';
import { seeded } from '../bands/seeded.ts';
import { GRADES, type Grade } from './grades.ts';
import { fromSharp, toSharp } from './picture.ts';
import type { Source } from './sources.ts';

export type Half = 'tuning' | 'held-out';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** By a hash of the source's name: nobody chose which, and everything made of one source is on the same side. */
export const halfOf = ({ name }: Pick<Source, 'name'>): Half =>
  (digest(`quality ${name}`)[0] ?? 0) % 2 === 0 ? 'tuning' : 'held-out';

/** Says whether two people print figures of the same set. */
export const hashOfSplit = (sources: readonly Source[], grades: readonly Grade[]): string =>
  digest(JSON.stringify([sources.map((one) => [one.name, halfOf(one)]), grades.map(({ degrade: _, ...rest }) => rest)]))
    .toString('hex')
    .slice(0, 16);

export interface Labelled {
  readonly source: Source;
  readonly grade: Grade;
  readonly measures: Measures;
  /** To sample and measure, without decoding. */
  readonly ms: number;
}

/** Degrades, sends as JPEG, decodes, and measures as the decoder child does. */
export async function* measureAll(
  sources: readonly Source[],
  grades: readonly Grade[] = GRADES,
): AsyncGenerator<Labelled> {
  for (const source of sources) {
    const picture = await source.open();
    for (const grade of grades) {
      const random = seeded(digest(`${source.name} ${grade.name}`).readUInt32BE(0));
      const quality = grade.jpeg ?? 85;
      const jpeg = await toSharp(await grade.degrade(picture, random)).jpeg({ quality }).toBuffer();
      const seen = await fromSharp(sharp(jpeg));
      const began = performance.now();
      const measures = measureSample(sampleOf({ ...seen, channels: 3 }, seen));
      yield { source, grade, measures, ms: performance.now() - began };
    }
  }
}
