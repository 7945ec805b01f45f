import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Weather } from '../../bot/local/ward/page-contract.ts';
import { cardsOf, setOnce, settledAs } from './process/follow-message.ts';
import { descendantsOf, runningOver, stillAlive } from './process/list-processes.ts';
import { makeFolders } from './process/make-folders.ts';
import type { Folders } from './process/make-folders.ts';
import { openLedger } from './process/read-ledger.ts';
import { runProduct } from './process/run-product.ts';
import type { Run, Settings } from './process/run-product.ts';
import { changeWeather, visitWard } from './process/visit-ward.ts';
import { waitFor } from './process/wait-for.ts';
import { MESSAGE_GONE, pasted, PHOTOS } from './process/ways-to-share.ts';

const START_MS = 90_000;
/** Longer than anybody waits; a kept world keeps its weather over every start. */
const DEAD_CHAT: Weather = { latencyMs: { 'graph.message.get': 60_000 } };
/** How long a dead process's work is kept for it (bot/worker.ts), and five seconds. */
const LEASE_AND_FIVE_MS = 25_000;

let folders: Folders;
let settings: Settings;
let ward: string;
let message: string;
const runs: Run[] = [];

const start = async (): Promise<Run> => {
  const run = runProduct(settings);
  runs.push(run);
  await waitFor(
    'it has started',
    () => {
      if (run.child.exitCode !== null) throw new Error(`It ended instead: ${run.out()}${run.err()}`);
      return run.out().includes('Ctrl-C stops everything') ? true : undefined;
    },
    START_MS,
  );
  return run;
};

/** Until this very process has taken the message in hand and waits for the chat. */
const untilItHangs = async ({ child }: Run): Promise<void> => {
  const ledger = await openLedger(folders.home);
  await waitFor(
    'the message is being taken',
    async () => {
      const held = await ledger.query(
        "select from duties where verb = 'ingest' and worker like $1 and lease_until > now() + interval '18 s'",
        [`%:${child.pid ?? 0}`],
      );
      return held.length > 0 ? true : undefined;
    },
    40_000,
  );
  await ledger.close();
};

beforeAll(async () => {
  folders = await makeFolders();
  const [port, wardPort] = [await freePort(), await freePort()];
  settings = { ...folders.settings, PORT: String(port), SAFELIGHT_WARD_PORT: String(wardPort) };
  ward = `http://127.0.0.1:${wardPort}`;
});
afterAll(async () => {
  for (const { child } of runs)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await Promise.all(runs.map((one) => one.ended));
  await folders.remove();
}, 60_000);

describe('While Teams does not answer', () => {
  it(
    'a second Ctrl-C ends Safelight at once',
    async () => {
      const run = await start();
      await changeWeather(ward, DEAD_CHAT);
      message = await visitWard(ward, people.nurse).post(PHOTOS, { inline: [pasted('patient-a-1.jpg')] });
      await untilItHangs(run);
      run.child.kill('SIGINT');
      await waitFor('the first press was heard', () =>
        run.out().includes('Safelight is stopping') ? true : undefined,
      );
      const pressed = Date.now();
      // Presses in the same instant are one: npm passes each on.
      run.child.kill('SIGINT');
      await waitFor('half a second is over', () => (Date.now() - pressed > 700 ? true : undefined));
      expect(run.child.exitCode).toBeNull();
      run.child.kill('SIGINT');
      const again = Date.now();
      expect(await run.ended).toBe(1);
      expect(Date.now() - again).toBeLessThan(2_000);
    },
    START_MS,
  );

  it(
    'SIGTERM ends it within 20 seconds with 0 and no child, and says what it left',
    async () => {
      const run = await start();
      const children = await descendantsOf(run.child.pid ?? 0);
      await untilItHangs(run);
      const asked = Date.now();
      run.child.kill('SIGTERM');
      expect(await run.ended).toBe(0);
      expect(Date.now() - asked).toBeLessThan(20_000);
      expect(run.out()).toContain('1 piece of work did not end in time');
      expect(run.err()).toBe('');
      expect(await stillAlive(children)).toEqual([]);
      expect(await runningOver(folders.folder)).toEqual([]);
    },
    START_MS + 40_000,
  );
});

describe('After kill -9 in the middle of a message', () => {
  it(
    'the next start has taken, removed and answered it within the lease and five seconds',
    async () => {
      const killed = await start();
      await untilItHangs(killed);
      killed.child.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
      await start();
      await changeWeather(ward, {});
      const ready = Date.now();
      const ledger = await openLedger(folders.home);
      const set = await setOnce(ledger, message, 'removed', settledAs(MESSAGE_GONE), LEASE_AND_FIVE_MS);
      const now = await ledger.query(
        "select verb, subject from duties where due_at <= now() - interval '1 s'",
      );
      await ledger.close();
      expect(now).toEqual([]);
      expect(Date.now() - ready).toBeLessThan(LEASE_AND_FIVE_MS);
      expect(await cardsOf(visitWard(ward, people.nurse), PHOTOS, set)).toHaveLength(1);
    },
    2 * START_MS,
  );
});

describe('Over a database of a newer Safelight', () => {
  it(
    'it does not start: it says so in plain words, leaves the database as it is and no child behind',
    async () => {
      const ledger = await openLedger(folders.home);
      await ledger.query("insert into migrations (name, sum) values ('9999-from-next-year.sql', 'x')");
      await ledger.close();
      const running = runs.at(-1);
      running?.child.kill('SIGTERM');
      expect(await running?.ended).toBe(0);
      const run = runProduct(settings);
      runs.push(run);
      expect(await run.ended).toBe(1);
      expect(run.err().split('\n').slice(0, 2)).toEqual([
        'Safelight did not start. The database was made by a newer Safelight',
        'Nothing was changed. Start the newer Safelight again, or restore the backup made before it first ran.',
      ]);
      expect(await runningOver(folders.folder)).toEqual([]);
    },
    START_MS,
  );
});
