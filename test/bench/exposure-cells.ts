import type { Burst, StageOptions } from './open-stage.ts';

export type Subject = 'ours' | 'again' | 'floor' | 'bare' | 'plain' | 'rendering';
export type Results = ReadonlyMap<Subject, readonly Burst[]>;

interface SubjectOptions {
  readonly title: string;
  readonly options: StageOptions;
  /** Rounds of a burst at most: what takes ten times as long needs fewer. */
  readonly mostRounds?: number;
}

export const SUBJECTS: Readonly<Record<Subject, SubjectOptions>> = {
  ours: { title: 'Safelight', options: {} },
  again: { title: 'Safelight again (A/A)', options: {} },
  floor: { title: 'floor: unavoidable calls alone', options: { program: 'test/bench/floor-bot.ts' } },
  bare: {
    title: 'floor, not even the key kept',
    options: { program: 'test/bench/floor-bot.ts', settings: { FLOOR_KEY: 'no' } },
  },
  plain: { title: 'plain bot, no renditions', options: { program: 'test/bench/plain-bot.ts' } },
  rendering: {
    title: 'plain bot with renditions',
    options: { program: 'test/bench/plain-bot.ts', settings: { PLAIN_RENDITIONS: 'yes' } },
    mostRounds: 2,
  },
};

/** One table: so many posts at once, under one kind of weather. */
export interface Cell {
  readonly name: string;
  readonly posts: number;
  readonly latency: boolean;
  readonly limits: boolean;
  readonly rounds: number;
  readonly who: readonly Subject[];
}

const ALL: readonly Subject[] = ['ours', 'floor', 'again', 'bare', 'plain', 'rendering'];
const UNDER_LIMITS: readonly Subject[] = ['ours', 'again', 'plain'];
const SIZES = [
  { word: 'one', posts: 1, rounds: 12 },
  { word: 'burst-20', posts: 20, rounds: 4 },
  { word: 'burst-100', posts: 100, rounds: 2 },
] as const;
const WEATHERS = [
  { word: 'no-latency', latency: false, limits: false },
  { word: 'realistic', latency: true, limits: false },
  { word: 'limits', latency: true, limits: true },
] as const;

const CELLS: readonly Cell[] = WEATHERS.flatMap((weather) =>
  SIZES.map((size) => ({
    ...size,
    ...weather,
    word: undefined,
    name: `${size.word} ${weather.word}`,
    // The limits alone stretch a burst; the floor is then calls divided by the limit, and not a program.
    rounds: weather.limits ? 1 : size.rounds,
    who: weather.limits ? UNDER_LIMITS : ALL,
  })),
);

/** Every word of a kind that is named at all; a burst of 100 takes minutes under limits, and so only by name. */
export const cellsNamed = (words: readonly string[]): readonly Cell[] => {
  if (words.includes('all')) return CELLS;
  const known: readonly string[] = [...SIZES, ...WEATHERS].map((one) => one.word);
  const strange = words.filter((word) => !known.includes(word));
  if (strange.length > 0) throw new Error(`cells are chosen by: all, ${known.join(', ')}`);
  const named = (of: readonly { readonly word: string }[], otherwise: readonly string[]) => {
    const some = of.map((one) => one.word).filter((word) => words.includes(word));
    return some.length > 0 ? some : otherwise;
  };
  const sizes = named(SIZES, ['one', 'burst-20']);
  const weathers = named(
    WEATHERS,
    WEATHERS.map((one) => one.word),
  );
  const wanted = new Set(weathers.flatMap((weather) => sizes.map((size) => `${size} ${weather}`)));
  return CELLS.filter((cell) => wanted.has(cell.name));
};
