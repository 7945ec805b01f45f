import { readFile } from 'node:fs/promises';
import { buildProduct } from '../crash/real/build-product.ts';
import { openStage, type Burst, type Stage } from './open-stage.ts';
import { median, table } from './table.ts';

/** Assumed, not measured: what the real calls may take, milliseconds (quality.md 1.2). */
const REALISTIC: Readonly<Record<string, number>> = {
  'graph.message.get': 120,
  'graph.hosted-content.bytes': 80,
  'graph.message.soft-delete': 220,
  'connector.members.get': 80,
  'connector.activity.post': 180,
  'connector.activity.put': 180,
  'token.get': 60,
  'login.token': 120,
};
/** Graph lets an app ask once a second in one channel (platform.md section 4). */
const LIMIT_MS = 1_000;
/** Read the message, its one picture, delete it. */
const UNAVOIDABLE_CALLS = 3;
const GOAL = 1.25;
const GRAPH = /^graph\.(?:message|hosted-content)\./;

const SUBJECTS = {
  ours: {},
  again: {},
  floor: { program: 'test/bench/floor-bot.ts' },
  plain: { program: 'test/bench/plain-bot.ts' },
  rendering: { program: 'test/bench/plain-bot.ts', settings: { PLAIN_RENDITIONS: 'yes' } },
} as const;
type Subject = keyof typeof SUBJECTS;
const TITLES: Readonly<Record<Subject, string>> = {
  ours: 'Safelight',
  again: 'Safelight again (A/A)',
  floor: 'floor: unavoidable calls alone',
  plain: 'plain bot, no renditions',
  rendering: 'plain bot with renditions',
};

type Stages = Readonly<Record<Subject, Stage>>;
interface Cell {
  readonly posts: number;
  readonly rounds: number;
  readonly who: readonly Subject[];
}
const ALL: readonly Subject[] = ['ours', 'again', 'floor', 'plain', 'rendering'];
const CELLS: readonly Cell[] = [
  { posts: 1, rounds: 12, who: ALL },
  { posts: 20, rounds: 3, who: ALL },
  { posts: 100, rounds: 1, who: ALL },
];

type Results = Map<Subject, Burst[]>;

/**
 * From post to gone on the ward's own clock. The bots are measured by turns, each with a ward, a store and a database
 * of its own on this one machine, so that what else the machine does falls on all of them alike. `all` adds bursts of
 * 100 under limits, which the limits alone stretch over five minutes each.
 */
export const exposure = async (words: readonly string[]): Promise<readonly string[]> => {
  const photograph = await readFile(new URL('../corpus/forearm.jpg', import.meta.url));
  const stages = await openAll();
  const lines: string[] = [...METHOD];
  const misses: string[] = [];
  const say = (line: string): void => {
    lines.push(line);
    process.stderr.write(`${line}\n`);
  };
  try {
    for (const stage of Object.values(stages)) await warmUp(stage, photograph);
    for (const [name, latencyMs] of [
      ['no latency', {}],
      ['realistic latency (assumed)', REALISTIC],
    ] as const) {
      for (const stage of Object.values(stages)) await stage.weather({ latencyMs });
      for (const cell of CELLS) {
        const results = await measure(stages, cell, photograph, 180_000);
        for (const line of report(`limits off, ${name}, burst of ${cell.posts}`, results, cell, misses))
          say(line);
      }
    }
    for (const stage of Object.values(stages)) await stage.weather({ latencyMs: REALISTIC, throttles: true });
    for (const posts of words.includes('all') ? [1, 20, 100] : [1, 20]) {
      const cell: Cell = { posts, rounds: 1, who: ['ours', 'again', 'plain'] };
      const results = await measure(stages, cell, photograph, posts * 15_000 + 60_000);
      for (const line of report(`limits on, realistic latency, burst of ${posts}`, results, cell, misses))
        say(line);
    }
  } finally {
    for (const stage of Object.values(stages)) await stage.close();
  }
  lines.push(
    `verdict: ${misses.length === 0 ? `within ${GOAL} of what cannot be avoided throughout` : `missed: ${misses.join('; ')}`}`,
  );
  return lines;
};

const METHOD = [
  'Milliseconds from post to gone on the ward’s clock; one photograph of 1.7 MB a post, all posts of a burst at once in',
  'one channel. The floor is a program that makes only the unavoidable calls (read, download, store, read back, delete)',
  'with its tokens fetched before; under limits it is those calls divided by the limit. Ratios are medians of rounds',
  'measured by turns; wall times of a shared machine, so read the ratios. A/A: the same Safelight a second time.',
  '',
];

const openAll = async (): Promise<Stages> => {
  const built = await buildProduct();
  const opened: [string, Stage][] = [];
  try {
    for (const [name, options] of Object.entries(SUBJECTS))
      opened.push([name, await openStage({ ...options, built })]);
    return Object.fromEntries(opened) as Stages;
  } catch (thrown) {
    for (const [, stage] of opened) await stage.close();
    throw thrown;
  }
};

const warmUp = async (stage: Stage, photograph: Buffer): Promise<void> => {
  await stage.weather({});
  for (let n = 0; n < 3; n += 1) await stage.burst(ownBytes(photograph, 1), 120_000);
};

/** Each its own bytes: the same picture twice would be the same image. */
const ownBytes = (photograph: Buffer, posts: number): readonly Buffer[] =>
  Array.from({ length: posts }, (_, n) => Buffer.concat([photograph, Buffer.from(`${n} ${Math.random()}`)]));

const measure = async (
  stages: Stages,
  cell: Cell,
  photograph: Buffer,
  withinMs: number,
): Promise<Results> => {
  const results: Results = new Map(cell.who.map((one) => [one, []]));
  for (let round = 0; round < cell.rounds; round += 1) {
    // Every other round the other way about: who goes first is warmed less.
    for (const one of round % 2 === 0 ? cell.who : cell.who.toReversed())
      results.get(one)?.push(await stages[one].burst(ownBytes(photograph, cell.posts), withinMs));
  }
  return results;
};

const slowest = ({ stood }: Burst): number => Math.max(...stood);

const report = (title: string, results: Results, { posts }: Cell, misses: string[]): readonly string[] => {
  const limited = !results.has('floor');
  const floors = limited
    ? results.get('ours')?.map(() => (posts * UNAVOIDABLE_CALLS - 1) * LIMIT_MS)
    : results.get('floor')?.map(slowest);
  const ratioOf = (bursts: readonly Burst[]): number =>
    median(bursts.map((one, n) => slowest(one) / (floors?.[n] ?? Number.NaN)));
  const rows = [...results].map(([who, bursts]) => [
    TITLES[who],
    String(median(bursts.map(({ stood }) => median(stood)))),
    String(median(bursts.map(slowest))),
    ratioOf(bursts).toFixed(2),
    callsPerPost(bursts, posts),
    String(bursts.reduce((sum, one) => sum + one.left, 0)),
  ]);
  if (limited)
    rows.push(['floor: calls divided by the limit', '', String(floors?.[0] ?? ''), '1.00', '3.0', '']);
  const ratio = ratioOf(results.get('ours') ?? []);
  if (!(ratio <= GOAL)) misses.push(`${title}: ${ratio.toFixed(2)}`);
  const graphCalls = results.get('ours')?.map((one) => graphCallsOf(one, posts)) ?? [];
  if (posts === 1 && !limited && median(graphCalls) > UNAVOIDABLE_CALLS)
    misses.push(`${title}: ${median(graphCalls)} Graph calls`);
  return [
    title,
    ...table(['', 'median', 'last', 'last/floor', 'Graph calls a post', 'never gone'], rows),
    '',
  ];
};

/** Answered calls about messages, up to the last removal: what counts against Graph's limits. */
const graphCallsOf = ({ calls }: Burst, posts: number): number =>
  [...calls]
    .filter(([route]) => GRAPH.test(route))
    .reduce((sum, [, one]) => sum + one.made - one.refused, 0) / posts;

const callsPerPost = (bursts: readonly Burst[], posts: number): string =>
  median(bursts.map((one) => graphCallsOf(one, posts))).toFixed(1);
