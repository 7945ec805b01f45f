import { SUBJECTS, type Cell, type Results } from './exposure-cells.ts';
import type { Burst } from './open-stage.ts';
import { median, table } from './table.ts';

/** Graph lets an app ask once a second in one channel (platform.md section 4). */
const LIMIT_MS = 1_000;
/** Read the message, its one picture, delete it. */
const UNAVOIDABLE_CALLS = 3;
const GOAL = 1.25;
const GRAPH = /^graph\.(?:message|hosted-content)\./;

export const METHOD = [
  'Milliseconds from post to gone on the ward’s clock; one photograph of 1.7 MB a post, all posts of a burst at once in',
  'one channel. The floor is a program that makes only the unavoidable calls (read, download, store and read back the',
  'sealed picture and its key, delete), its tokens fetched before; under limits it is Graph’s calls divided by the',
  'limit. One blob store for all. Ratios are medians of rounds measured by turns, each next to its own floor; wall times',
  'of a shared machine, so read the ratios. A/A: the same Safelight a second time.',
  '',
];

export const report = (cell: Cell, results: Results, misses: string[]): readonly string[] => {
  const { posts, limits, latency, rounds } = cell;
  const title = `${cell.name}: ${posts} ${posts === 1 ? 'post' : 'posts at once'}, ${
    latency ? 'realistic latency (assumed)' : 'no latency'
  }, limits ${limits ? 'on' : 'off'}, rounds: ${rounds}`;
  const floors = limits
    ? results.get('ours')?.map(() => (posts * UNAVOIDABLE_CALLS - 1) * LIMIT_MS)
    : results.get('floor')?.map(slowest);
  const ratiosOf = (bursts: readonly Burst[]): readonly number[] =>
    bursts.map((one, n) => slowest(one) / (floors?.[n] ?? Number.NaN));
  const rows = [...results].map(([who, bursts]) => [
    SUBJECTS[who].title,
    String(median(bursts.map(({ stood }) => median(stood)))),
    String(median(bursts.map(slowest))),
    median(ratiosOf(bursts)).toFixed(2),
    rangeOf(ratiosOf(bursts)),
    callsPerPost(bursts, posts),
    String(bursts.reduce((sum, one) => sum + one.left, 0)),
  ]);
  if (limits)
    rows.push(['floor: calls divided by the limit', '', String(floors?.[0] ?? ''), '1.00', '', '3.0', '']);
  misses.push(...missesOf(cell, results, median(ratiosOf(results.get('ours') ?? []))));
  return [
    title,
    ...table(['', 'median', 'last', 'last/floor', 'of rounds', 'Graph calls a post', 'never gone'], rows),
    '',
  ];
};

const missesOf = ({ name, posts, limits }: Cell, results: Results, ratio: number): readonly string[] => {
  const ours = results.get('ours') ?? [];
  const graphCalls = median(ours.map((one) => graphCallsOf(one, posts)));
  return [
    ...(ratio <= GOAL ? [] : [`${name} ${ratio.toFixed(2)}`]),
    ...(ours.some((one) => one.left > 0) ? [`${name}: some never gone`] : []),
    ...(posts === 1 && !limits && graphCalls > UNAVOIDABLE_CALLS ? [`${name}: ${graphCalls} calls`] : []),
  ];
};

/** The last line: one verdict over all cells. */
export const verdict = (cells: readonly Cell[], misses: readonly string[]): string =>
  `verdict: ${cells.length} cells, ${
    misses.length === 0
      ? `the last gone within ${GOAL} of what cannot be avoided in each`
      : `over ${GOAL} of what cannot be avoided: ${misses.join('; ')}`
  }`;

const slowest = ({ stood }: Burst): number => Math.max(...stood);

const rangeOf = (ratios: readonly number[]): string =>
  ratios.length < 2 ? '' : `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;

/** Answered calls about messages, up to the last removal: what counts against Graph's limits. */
const graphCallsOf = ({ calls }: Burst, posts: number): number =>
  [...calls]
    .filter(([route]) => GRAPH.test(route))
    .reduce((sum, [, one]) => sum + one.made - one.refused, 0) / posts;

const callsPerPost = (bursts: readonly Burst[], posts: number): string =>
  median(bursts.map((one) => graphCallsOf(one, posts))).toFixed(1);
