import { SafelightError } from '../../set/errors.ts';

/** What a script sends: forms of twenty pictures and a signature. */
export const JSON_LIMIT = 512 * 1024;
/** One text that somebody typed. */
const MOST_TEXT = 4_000;

/** Whatever does not fit the contract is refused whole: our own page never sends it. */
export const misfit = (why: string): SafelightError => new SafelightError('bad-request', { facts: { why } });

export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misfit('not an object');
  return value as Fields;
};

export const listOf = <T>(value: unknown, most: number, read: (one: unknown) => T): readonly T[] => {
  if (!Array.isArray(value) || value.length > most) throw misfit('not a list');
  return value.map(read);
};

export const text = (value: unknown): string => {
  if (typeof value !== 'string' || value.length > MOST_TEXT) throw misfit('not a text');
  return value;
};

export const whole = (value: unknown, least: number, most: number): number => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw misfit('not such a number');
  return value;
};

export const shaped = (value: unknown, shape: RegExp): string => {
  if (typeof value !== 'string' || !shape.test(value)) throw misfit('not of that shape');
  return value;
};

export const yesOrNo = (value: unknown): boolean => {
  if (typeof value !== 'boolean') throw misfit('not true or false');
  return value;
};

export const oneOf = <const T extends string>(value: unknown, words: readonly T[]): T => {
  const found = words.find((one) => one === value);
  if (found === undefined) throw misfit('not one of the words');
  return found;
};

/** `{ [name]: read(value) }`, or nothing where it is absent. */
export const optional = <const Name extends string, T>(
  from: Fields,
  name: Name,
  read: (value: unknown) => T,
): Partial<Record<Name, T>> => {
  const value = from[name];
  return value === undefined ? {} : ({ [name]: read(value) } as Partial<Record<Name, T>>);
};
