import { setTimeout as pause } from 'node:timers/promises';
import { buildProduct } from '../crash/real/build-product.ts';
import { readBooks } from '../crash/real/read-books.ts';
import { waitUntil } from '../crash/real/wait-until.ts';
import { makePhotograph } from './make-photograph.ts';
import { openStage, type Burst, type Stage } from './open-stage.ts';
import { readUsage } from './read-cpu.ts';
import { median, table } from './table.ts';

const POSTS = 24;
const WARM_UP = 4;
const BURST = 20;
const GOALS = { gone: 90, viewable: 300, megabytes: 12 } as const;
const MEGABYTE = 1024 * 1024;
const IDLE_MS = 5_000;

interface Cost {
  readonly gone: number;
  readonly viewable: number;
  readonly calls: Burst['calls'];
}

/** What one photograph costs: CPU of every process of the bot, memory in a burst, calls. */
export const ingest = async (): Promise<readonly string[]> => {
  const { bytes, sha256 } = await makePhotograph();
  const ours = await onStage({ built: await buildProduct() }, bytes);
  const plain = await onStage(
    { program: 'test/bench/plain-bot.ts', settings: { PLAIN_RENDITIONS: 'yes' } },
    bytes,
  );
  const [odd, even] = [0, 1].map((rest) => ours.costs.filter((_, n) => n % 2 === rest));
  const gone = median(ours.costs.map((one) => one.gone));
  const viewable = median(ours.costs.map((one) => one.viewable));
  const missed = [
    ...(gone > GOALS.gone ? [`${gone.toFixed(0)} CPU-ms to gone`] : []),
    ...(viewable > GOALS.viewable ? [`${viewable.toFixed(0)} CPU-ms to viewable`] : []),
    ...(ours.megabytes > GOALS.megabytes ? [`${ours.megabytes.toFixed(1)} MB an image`] : []),
  ];
  return [
    `One picture of ${bytes.length} bytes (sha256 ${sha256.slice(0, 12)}…, seeded), ${POSTS} posts one after another, each after`,
    'the one before is viewable. CPU of the process and all its children, as the kernel counts it (10 ms ticks, so the',
    'medians are over many), less what the same process uses in the same time while nothing happens. Memory: resident,',
    `the most seen in a burst of ${BURST}, less what it was before, a picture. The store, the database and the ward are`,
    'other processes and not counted.',
    '',
    ...table(
      ['', 'CPU-ms to gone', 'to viewable', 'MB a picture', 'peak MB', 'idle CPU-ms/s'],
      [
        rowOf('Safelight', ours.costs, ours),
        rowOf('  odd posts (A)', odd ?? []),
        rowOf('  even posts (A)', even ?? []),
        rowOf('plain bot with renditions', plain.costs, plain),
      ],
    ),
    '',
    `calls a picture up to gone: ${callsOf(ours.costs)}`,
    `verdict: ${gone.toFixed(0)} CPU-ms to gone (goal ${GOALS.gone}), ${viewable.toFixed(0)} to viewable (${GOALS.viewable}), ` +
      `${ours.megabytes.toFixed(1)} MB a picture (${GOALS.megabytes}): ${missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`}`,
  ];
};

interface Measured {
  readonly costs: readonly Cost[];
  readonly megabytes: number;
  readonly peakMegabytes: number;
  readonly idle: number;
}

const onStage = async (options: Parameters<typeof openStage>[0], bytes: Buffer): Promise<Measured> => {
  const stage = await openStage(options);
  const books = await readBooks(stage.outside);
  try {
    const isOurs = options?.program === undefined;
    const settled = isOurs ? quiet(() => books.owedInAll()) : () => pause(300);
    for (let n = 0; n < WARM_UP; n += 1) {
      await stage.burst([ownBytes(bytes)], 60_000);
      await settled();
    }
    const before = await readUsage(stage.node.pid);
    await pause(IDLE_MS);
    const idle = ((await readUsage(stage.node.pid)).cpuMs - before.cpuMs) / IDLE_MS;
    const costs: Cost[] = [];
    for (let n = 0; n < POSTS; n += 1) costs.push(await costOfOne(stage, bytes, idle, settled));
    return { costs, idle, ...(await memoryOfBurst(stage, bytes)) };
  } finally {
    await books.close();
    await stage.close();
  }
};

const costOfOne = async (
  stage: Stage,
  bytes: Buffer,
  idle: number,
  settled: () => Promise<void>,
): Promise<Cost> => {
  const at = performance.now();
  const { cpuMs } = await readUsage(stage.node.pid);
  const { calls } = await stage.burst([ownBytes(bytes)], 60_000);
  const gone = (await readUsage(stage.node.pid)).cpuMs - cpuMs - idle * (performance.now() - at);
  await settled();
  const viewable = (await readUsage(stage.node.pid)).cpuMs - cpuMs - idle * (performance.now() - at);
  return { gone, viewable, calls };
};

const memoryOfBurst = async (
  stage: Stage,
  bytes: Buffer,
): Promise<Pick<Measured, 'megabytes' | 'peakMegabytes'>> => {
  const { residentBytes } = await readUsage(stage.node.pid);
  let most = 0;
  let over = false;
  const watch = async (): Promise<void> => {
    while (!over) {
      most = Math.max(most, (await readUsage(stage.node.pid)).residentBytes);
      await pause(30);
    }
  };
  const watching = watch();
  await stage.burst(
    Array.from({ length: BURST }, () => ownBytes(bytes)),
    180_000,
  );
  over = true;
  await watching;
  return { megabytes: (most - residentBytes) / MEGABYTE / BURST, peakMegabytes: most / MEGABYTE };
};

/** Nothing is owed any more that is due soon: renditions made, card drawn. */
const quiet = (owed: () => Promise<number>) => (): Promise<void> =>
  waitUntil('everything to be done', 60_000, async () => (await owed()) === 0);

const ownBytes = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from(String(Math.random()))]);

const rowOf = (name: string, costs: readonly Cost[], more?: Measured): string[] => [
  name,
  median(costs.map((one) => one.gone)).toFixed(0),
  median(costs.map((one) => one.viewable)).toFixed(0),
  more?.megabytes.toFixed(1) ?? '',
  more?.peakMegabytes.toFixed(0) ?? '',
  more === undefined ? '' : (more.idle * 1000).toFixed(0),
];

const callsOf = (costs: readonly Cost[]): string => {
  const routes = new Map<string, number>();
  for (const { calls } of costs)
    for (const [route, { made }] of calls) routes.set(route, (routes.get(route) ?? 0) + made);
  return [...routes].map(([route, made]) => `${route} ${(made / costs.length).toFixed(1)}`).join(', ');
};
