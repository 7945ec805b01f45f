import { buildProduct } from '../crash/real/build-product.ts';
import type { Trouble } from '../crash/real/live-through.ts';
import { runRounds, type RoundsOptions, type Tally } from '../crash/real/run-rounds.ts';
import { median as middle, table } from './table.ts';

/** The lease of a duty (bot/worker.ts) and what a start may take on top (issue B part 8). */
const LEASE_AND_MARGIN_MS = 25_000;

interface Act {
  readonly name: string;
  readonly options: Omit<RoundsOptions, 'tell'>;
  /** Whether violations are what the act must show. */
  readonly mustBreak?: boolean;
}

const TROUBLES: readonly Trouble[] = ['clean', '429', 'duplicate', 'edit'];
const LIES = [
  { lie: 'lose', container: 'images' },
  { lie: 'flip', container: 'images' },
  { lie: 'half', container: 'images' },
  { lie: 'lose', container: 'keys' },
  { lie: 'flip', container: 'keys' },
] as const;
const ZOMBIES = [
  'graph.message.soft-delete',
  'connector.activity.post',
  'blob.put images',
  'graph.message.get',
];

const acts = (every: number): readonly Act[] => [
  ...[1, 3].flatMap((pictures) =>
    TROUBLES.map((trouble, n): Act => ({
      name: `killed, ${pictures} image${pictures === 1 ? '' : 's'}, ${trouble}`,
      // With a step, each kind of trouble begins elsewhere: together they pass over every site.
      options: { subject: 'safelight', pictures, trouble, nodes: 1, every, from: 1 + (n % every) },
    })),
  ),
  {
    name: 'killed, two processes, two organisations',
    options: {
      subject: 'safelight',
      pictures: 1,
      trouble: 'duplicate',
      nodes: 2,
      beside: true,
      every: every * 3,
    },
  },
  {
    name: 'killed, and killed again while it recovers',
    options: {
      subject: 'safelight',
      pictures: 1,
      trouble: 'clean',
      nodes: 1,
      twice: true,
      every: every * 2,
      from: 2,
    },
  },
  {
    name: 'stopped past its lease, then let go on',
    options: { subject: 'safelight', pictures: 1, trouble: 'clean', nodes: 2, every: 0, zombies: ZOMBIES },
  },
  {
    name: 'killed, the lease in true time',
    options: {
      subject: 'safelight',
      pictures: 1,
      trouble: 'clean',
      nodes: 1,
      every: 9,
      from: 3,
      trueTime: true,
    },
  },
  {
    name: 'the store lies',
    options: { subject: 'safelight', pictures: 3, trouble: 'clean', nodes: 1, every: 0, lies: LIES },
  },
  {
    name: 'the store lies, read-back left out',
    options: { subject: 'without-read-back', pictures: 1, trouble: 'clean', nodes: 1, every: 0, lies: LIES },
    mustBreak: true,
  },
  {
    name: 'plain bot, killed, and the store lies',
    options: {
      subject: 'plain-bot',
      pictures: 1,
      trouble: 'clean',
      nodes: 1,
      every: 1,
      lies: LIES.slice(0, 3),
    },
    mustBreak: true,
  },
];

/**
 * Safelight killed before and after every outside effect by the servers it talks to, which outlive it. `every` takes
 * each so many sites; `all` takes all of them and an hour or more. Further words: only the acts whose names hold one.
 */
export const crash = async (words: readonly string[]): Promise<readonly string[]> => {
  const built = await buildProduct();
  const [often = '4', ...named] = words;
  const every = often === 'all' ? 1 : Number(often);
  const wanted = acts(every).filter(
    ({ name }) => named.length === 0 || named.some((word) => name.includes(word)),
  );
  const rows: string[][] = [];
  const broken: string[] = [];
  const unshown: string[] = [];
  let kills = 0;
  let slowest = 0;
  for (const { name, options, mustBreak = false } of wanted) {
    const tally = await runRounds({ ...options, built, tell: tellAside });
    process.stderr.write(`${name}: ${tally.kills} kills, ${tally.violations.length} violations\n`);
    rows.push(rowOf(name, tally));
    if (mustBreak && tally.violations.length === 0) unshown.push(name);
    if (mustBreak) continue;
    kills += tally.kills;
    broken.push(...tally.violations);
    if (options.trueTime === true)
      slowest = Math.max(...tally.restartMs.map((ms, n) => ms + (tally.recoveryMs[n] ?? 0)));
  }
  const slow = slowest > LEASE_AND_MARGIN_MS;
  return [
    ...METHOD,
    ...table(['act', 'stories', 'kills', 'violated', 'restart ms', 'then ms', 'slowest', 'strays'], rows),
    ...[...new Set(broken)].map((one) => `  ${one}`),
    ...unshown.map((one) => `  not shown to break: ${one}`),
    `from the kill to nothing owed, the lease in true time: at most ${Math.round(slowest)} ms of ${LEASE_AND_MARGIN_MS}`,
    `verdict: ${broken.length} violations in ${kills} kills (goal 0); plain bot and missing read-back ` +
      `${unshown.length === 0 ? 'break as they must' : 'DO NOT break'}; recovery ${slow ? 'TOO SLOW' : 'within lease + 5 s'}`,
  ];
};

const METHOD = [
  'Real PostgreSQL, Azurite and ward outlive the process. It is killed (SIGKILL) by the server it calls, before the call',
  'has an effect and after it has one but before the answer; a put also half-way. After each kill and again at rest an',
  'oracle that reads only the ward, the blobs and the database checks the invariants I1 to I9 of quality.md 4.2; at the',
  'end every file written is searched for the pictures (I6). Unless it says true time, the lease of a killed process is',
  'aged in the database instead of waited for. A story without a kill is the control of each act.',
  '',
];

const rowOf = (name: string, tally: Tally): string[] => [
  name,
  String(tally.stories),
  String(tally.kills),
  String(tally.violated),
  String(median(tally.restartMs)),
  String(median(tally.recoveryMs)),
  String(Math.round(Math.max(0, ...tally.recoveryMs))),
  String(tally.strays),
];

const median = (values: readonly number[]): number => (values.length === 0 ? 0 : Math.round(middle(values)));

const tellAside = (line: string): void => {
  process.stderr.write(`  ${line}\n`);
};
