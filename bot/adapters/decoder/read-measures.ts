import type { Measures } from '../../set/quality.ts';

const ALWAYS = [
  'width',
  'height',
  'middle',
  'bright',
  'black',
  'clipped',
  'glare',
  'inside',
  'outside',
] as const;
const MAYBE = ['blur', 'smear'] as const;

/** Numbers and nothing else, for a child that was taken over may send anything; undefined where they are not all there. */
export const readMeasures = (sent: unknown): Measures | undefined => {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const had = (name: string): readonly (readonly [string, number])[] => {
    const value: unknown = Reflect.get(sent, name);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? [[name, value]] : [];
  };
  const all = ALWAYS.flatMap(had);
  return all.length === ALWAYS.length
    ? (Object.fromEntries([...all, ...MAYBE.flatMap(had)]) as unknown as Measures)
    : undefined;
};
