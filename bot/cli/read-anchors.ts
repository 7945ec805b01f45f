import { readFile } from 'node:fs/promises';
import { readHeadNotes } from '../audit/head-note.ts';
import type { HeadNote } from '../audit/head-note.ts';
import { SafelightError } from '../set/errors.ts';

/** The heads kept in a file. One that holds none must not pass for a comparison. Throws `bad-request`. */
export const readAnchors = async (file: string): Promise<readonly HeadNote[]> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SafelightError('bad-request', { cause, facts: { file: 'cannot be read' } });
  });
  const notes = readHeadNotes(text);
  if (notes.length === 0) throw new SafelightError('bad-request', { facts: { file: 'holds no head' } });
  return notes;
};
