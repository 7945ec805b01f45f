import type { LookedOver } from '../../set/shown.ts';
import { hasFace } from './find-faces.ts';
import { readCodes } from './read-codes.ts';
import { readWriting } from './read-writing.ts';

/** A page full: no more than this is passed on. */
const MOST_LINES = 500;
const LONGEST_LINE = 200;

/** One picture as people see it: a face, print, bar codes. Seconds of a processor, so never in anybody's way. */
export const lookOver = async (jpeg: Uint8Array): Promise<LookedOver> => ({
  face: await hasFace(jpeg),
  codes: await readCodes(jpeg),
  writing: (await readWriting(jpeg)).slice(0, MOST_LINES).map((line) => line.slice(0, LONGEST_LINE)),
});
