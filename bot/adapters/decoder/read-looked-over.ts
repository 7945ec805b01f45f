import type { ScannedSymbol } from '../../set/band.ts';
import { SafelightError } from '../../set/errors.ts';
import type { LookedOver } from '../../set/shown.ts';
import type { Reply } from './frames.ts';

/** A child that was taken over may send anything: more than a page of print, or more codes than a sheet has, is not read. */
const MOST_LINES = 500;
const LONGEST_LINE = 200;
const MOST_CODES = 16;
const LONGEST_CODE = 4_096;

/** What the child made of a picture, and nothing that has another form. `cannot-be-decoded`. */
export const readLookedOver = ({ head, bodies }: Reply): LookedOver => {
  const { codes, writing } = parsed(bodies[0]);
  if (typeof head.face !== 'boolean' || !isWriting(writing) || !areCodes(codes))
    throw new SafelightError('cannot-be-decoded', { facts: { why: 'broken-reply' } });
  return { face: head.face, codes, writing };
};

const parsed = (body: Uint8Array | undefined): { readonly codes?: unknown; readonly writing?: unknown } => {
  try {
    const said: unknown = JSON.parse(Buffer.from(body ?? []).toString('utf8'));
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    // Its words may be the picture's: they go into no error.
    return {};
  }
};

const isText = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && value.length <= longest;

const isWriting = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= MOST_LINES && value.every((line) => isText(line, LONGEST_LINE));

const areCodes = (value: unknown): value is readonly ScannedSymbol[] =>
  Array.isArray(value) && value.length <= MOST_CODES && value.every(isCode);

const isCode = (value: unknown): boolean => {
  const { identifier, text } = (value ?? {}) as { readonly identifier?: unknown; readonly text?: unknown };
  return isText(identifier, 3) && isText(text, LONGEST_CODE);
};
