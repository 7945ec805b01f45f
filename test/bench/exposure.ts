import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../../bot/local/azurite/start-azurite.ts';
import { buildProduct } from '../crash/real/build-product.ts';
import type { Store } from '../crash/real/open-outside.ts';
import { cellsNamed, SUBJECTS, type Cell, type Results, type Subject } from './exposure-cells.ts';
import { METHOD, report, verdict } from './exposure-report.ts';
import { openStage, type Burst, type Stage } from './open-stage.ts';

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

type Stages = Partial<Readonly<Record<Subject, Stage>>>;

/**
 * From post to gone on the ward's own clock. The bots are measured by turns, each with a ward, a store and a database
 * of its own on this one machine, and the next begins when the one before has nothing left to do, so that what else the
 * machine does falls on all of them alike. Words choose cells: `one`, `burst-20`, `burst-100`; `no-latency`,
 * `realistic`, `limits`; `all`. Without words: one and a burst of 20, under each.
 */
export const exposure = async (words: readonly string[]): Promise<readonly string[]> => {
  const cells = cellsNamed(words);
  const photograph = await readFile(new URL('../corpus/forearm.jpg', import.meta.url));
  const { store, remove } = await openStore();
  const stages = await openAll([...new Set(cells.flatMap((cell) => cell.who))], store);
  const lines: string[] = [...METHOD];
  const misses: string[] = [];
  try {
    for (const stage of Object.values(stages)) await warmUp(stage, photograph);
    for (const cell of cells) {
      for (const line of report(cell, await measure(stages, cell, photograph), misses)) {
        lines.push(line);
        process.stderr.write(`${line}\n`);
      }
    }
  } finally {
    for (const stage of Object.values(stages)) await stage.close();
    await remove();
  }
  return [...lines, verdict(cells, misses)];
};

/** One process for all of them, so that none of them works with a fuller one than another. */
const openStore = async (): Promise<{ readonly store: Store; readonly remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-store-'));
  const store = await startAzurite({ folder, port: 0 });
  return {
    store,
    remove: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const openAll = async (who: readonly Subject[], store: Store): Promise<Stages> => {
  const built = await buildProduct();
  const opened: [string, Stage][] = [];
  try {
    for (const one of who) opened.push([one, await openStage({ ...SUBJECTS[one].options, built, store })]);
    return Object.fromEntries(opened);
  } catch (thrown) {
    for (const [, stage] of opened) await stage.close();
    throw thrown;
  }
};

/** Connections open, tokens fetched, code compiled: what is measured is the thousandth picture, not the first. */
const warmUp = async (stage: Stage, photograph: Buffer): Promise<void> => {
  await stage.weather({});
  for (const posts of [1, 1, 1, 8, 1]) {
    await stage.burst(ownBytes(photograph, posts), 120_000);
    await stage.quiet();
  }
};

/** Each its own bytes: the same picture twice would be the same image. */
const ownBytes = (photograph: Buffer, posts: number): readonly Buffer[] =>
  Array.from({ length: posts }, (_, n) => Buffer.concat([photograph, Buffer.from(`${n} ${Math.random()}`)]));

const measure = async (stages: Stages, cell: Cell, photograph: Buffer): Promise<Results> => {
  const { latency, limits, posts } = cell;
  const results = new Map<Subject, Burst[]>(cell.who.map((one) => [one, []]));
  const turn = async (one: Subject): Promise<void> => {
    const stage = stages[one];
    if (stage === undefined) throw new Error(`there is no stage for ${one}`);
    await stage.weather({ latencyMs: latency ? REALISTIC : {}, ...(limits ? { throttles: true } : {}) });
    results.get(one)?.push(await stage.burst(ownBytes(photograph, posts), posts * 15_000 + 60_000));
    if (!limits) await stage.quiet();
  };
  for (let round = 0; round < cell.rounds; round += 1) {
    // Every other round the other way about: who goes first is warmed less.
    const order = round % 2 === 0 ? cell.who : cell.who.toReversed();
    // Under limits the machine only waits: side by side they take no longer than one.
    if (limits) await Promise.all(order.map(turn));
    else for (const one of order) if (round < (SUBJECTS[one].mostRounds ?? cell.rounds)) await turn(one);
  }
  return results;
};
