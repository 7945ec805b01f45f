import { cpus, loadavg } from 'node:os';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../bot/local/postgres/free-port.ts';
import { buildProduct } from '../../crash/real/build-product.ts';
import { startNode } from '../../crash/real/start-node.ts';
import { makePhotograph } from '../make-photograph.ts';
import { openStage } from '../open-stage.ts';
import { readUsage } from '../read-cpu.ts';
import { median, table } from '../table.ts';
import { openOnPhone } from './on-a-phone.ts';
import { startNginx } from './start-nginx.ts';
import { openViewers } from './viewers.ts';

const ROUNDS = 5;
const VIEWS = 10;
const WARM_UP = 10;
const TAPS = 7;
const SETTLE_MS = 3_000;
const IDLE_MS = 10_000;
const GOALS = { cpu: 60, preview: 20_000, previewMs: 1_000, fullMs: 2_000 } as const;

/** One way of showing a picture. */
interface Way {
  readonly name: string;
  readonly pid: number;
  /** Shows it once to somebody new; the bytes that came. */
  readonly view: () => Promise<number>;
  idle: number;
  readonly cpu: number[];
  readonly wait: number[];
  bytes: number;
}

const fetchBytes = async (url: string, cookie = ''): Promise<number> => {
  const answer = await fetch(url, { headers: { cookie } });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a view answered ${answer.status}`);
  return byteLength;
};

const way = (name: string, pid: number, view: () => Promise<number>): Way => ({
  ...{ name, pid, view, idle: 0, bytes: 0 },
  ...{ cpu: [], wait: [] },
});

/** `npm run bench -- view`: what one look at a picture costs, and how long somebody waits for it. */
export const view = async (words: readonly string[]): Promise<readonly string[]> => {
  const grain = words.includes('forearm')
    ? { bytes: await readFile(new URL('../../corpus/forearm.jpg', import.meta.url)) }
    : await makePhotograph();
  const built = await buildProduct();
  const stage = await openStage({ built });
  const viewers = openViewers(stage.outside.databaseUrl);
  const undo: (() => Promise<unknown>)[] = [() => viewers.close(), () => stage.close()];
  try {
    await stage.burst([grain.bytes], 60_000);
    await stage.quiet();
    const { set, image } = await viewers.newestPicture();
    const more = async (name: string, hook: string) => {
      const without = new URL(hook, import.meta.url).href;
      const node = await startNode(stage.outside, { name, built, without, settings: { LOG_LEVEL: 'info' } });
      undo.unshift(() => node.stop());
      return node;
    };
    const [floor, plain] = [await more('1', 'without-mark.mjs'), await more('2', 'with-svg.mjs')];
    const nginx = await startNginx(grain.bytes, await freePort());
    if (!('absent' in nginx)) undo.unshift(() => nginx.close());
    const path = `/sets/${set}/images/${image}`;
    const through =
      (port: number, what = '') =>
      async (): Promise<number> =>
        fetchBytes(`http://127.0.0.1:${port}${path}${what}`, await viewers.next());
    const ways = [
      way('Safelight, watermarked (A)', stage.node.pid, through(stage.node.port)),
      way('Safelight, watermarked (A again)', stage.node.pid, through(stage.node.port)),
      way('Safelight, its preview', stage.node.pid, through(stage.node.port, '/preview')),
      way('unwatermarked floor', floor.pid, through(floor.port)),
      way('plain way: full-size SVG', plain.pid, through(plain.port)),
      ...('absent' in nginx
        ? []
        : [way('nginx image_filter of 12 MP', nginx.pid, () => fetchBytes(nginx.url))]),
    ];
    await measure(ways);
    const cookies: string[] = [];
    for (let n = 0; n < TAPS; n += 1) cookies.push(await viewers.next());
    const phone = await openOnPhone(`http://127.0.0.1:${stage.node.port}`, `/sets/${set}`, cookies);
    return report(ways, phone, 'absent' in nginx ? nginx.absent : undefined, grain.bytes.length);
  } finally {
    for (const one of undo) await one();
  }
};

const measure = async (ways: readonly Way[]): Promise<void> => {
  for (const one of ways) for (let n = 0; n < WARM_UP; n += 1) one.bytes = await one.view();
  await pause(SETTLE_MS);
  const before = await Promise.all(ways.map(({ pid }) => readUsage(pid)));
  await pause(IDLE_MS);
  for (const [n, one] of ways.entries())
    one.idle = ((await readUsage(one.pid)).cpuMs - (before[n]?.cpuMs ?? 0)) / IDLE_MS;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of round % 2 === 0 ? ways : ways.toReversed()) await measureRound(one);
};

/** The kernel counts hundredths of a second: only many views together can be told apart. */
const measureRound = async (one: Way): Promise<void> => {
  const at = performance.now();
  const { cpuMs } = await readUsage(one.pid);
  for (let n = 0; n < VIEWS; n += 1) {
    const asked = performance.now();
    one.bytes = await one.view();
    one.wait.push(performance.now() - asked);
  }
  const idle = one.idle * (performance.now() - at);
  one.cpu.push(((await readUsage(one.pid)).cpuMs - cpuMs - idle) / VIEWS);
};

const report = (
  ways: readonly Way[],
  phone: Awaited<ReturnType<typeof openOnPhone>>,
  nginxAbsent: string | undefined,
  posted: number,
): readonly string[] => {
  const [ours, , preview] = ways;
  const cost = median(ours?.cpu ?? []);
  const small = preview?.bytes ?? Number.NaN;
  const missed = [
    ...(cost > GOALS.cpu ? ['CPU'] : []),
    ...(small > GOALS.preview ? ['preview bytes'] : []),
    ...('absent' in phone || phone.median.preview <= GOALS.previewMs ? [] : ['first preview']),
    ...('absent' in phone || phone.median.full <= GOALS.fullMs ? [] : ['full picture']),
  ];
  const waited =
    'absent' in phone
      ? `not measured: ${phone.absent}`
      : `preview ${phone.median.preview.toFixed(0)} ms (worst ${phone.worst.preview.toFixed(0)}), full picture ${phone.median.full.toFixed(0)} ms (worst ${phone.worst.full.toFixed(0)})`;
  return [
    `One picture of ${posted} bytes, shown ${ROUNDS} x ${VIEWS} times each way by turns, to somebody new each time: session,`,
    'look-up, membership, sealed file, decryption, mark, audit. CPU of the process and all its children as the kernel',
    'counts it, less what it uses in the same time while nothing happens; the store, the database and the ward not counted.',
    '',
    ...table(
      ['', 'CPU-ms a view', 'least', 'most', 'idle CPU-ms/s', 'bytes', 'wait ms'],
      ways.map(({ name, cpu, idle, bytes, wait }) => [
        name,
        ...[median(cpu), Math.min(...cpu), Math.max(...cpu)].map((one) => one.toFixed(1)),
        (idle * 1000).toFixed(0),
        String(bytes),
        median(wait).toFixed(0),
      ]),
    ),
    ...(nginxAbsent === undefined ? [] : [`nginx image_filter: not measured: ${nginxAbsent}`]),
    '',
    `others at work on the ${cpus().length} processors: load ${loadavg()[0]?.toFixed(1) ?? ''}; it lengthens every wait and most costs`,
    `at 10 Mbit/s and 50 ms, from the tap, session warm, ${TAPS} new people: ${waited}`,
    `verdict: ${cost.toFixed(0)} CPU-ms a watermarked view (goal ${GOALS.cpu}), preview ${small} bytes (${GOALS.preview}), ` +
      `${waited}: ${missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`}`,
  ];
};
