import { liveThrough, type Lived } from '../crash/real/live-through.ts';
import { openOutside } from '../crash/real/open-outside.ts';
import { readBooks } from '../crash/real/read-books.ts';
import { startNode } from '../crash/real/start-node.ts';
import { median, table } from './table.ts';

/** The lease of a duty (bot/worker.ts) and what a start may take on top (issue B part 8). */
const LEASE_MS = 20_000;
const MARGIN_MS = 5_000;
const KILLED_AT = ['blob.put images', 'graph.message.soft-delete', 'connector.activity.post'];

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/**
 * kill -9 in the midst of the work: how long the next start takes to be ready, and from then until nothing is owed. The
 * lease passes in true time. `npm run bench -- restart 2`: rounds.
 */
export const restart = async ([rounds = '1']: readonly string[]): Promise<readonly string[]> => {
  const outside = await openOutside();
  const books = await readBooks(outside);
  let node = await startNode(outside, { name: 'one' });
  const live = (name?: string): Promise<Lived> =>
    liveThrough(
      outside,
      books,
      {
        pictures: 3,
        trouble: 'clean',
        ...(name === undefined ? {} : { plan: { name, at: 1, when: 'after', signal: 'SIGKILL' } }),
      },
      async () => {
        await node.ended;
        node = await startNode(outside, { name: 'one' });
        return async () => undefined;
      },
    );
  try {
    await live();
    const rows: (readonly string[])[] = [];
    const whole: number[] = [];
    let violations = 0;
    for (let round = 0; round < Number(rounds); round += 1) {
      for (const name of KILLED_AT) {
        const lived = await live(name);
        whole.push(lived.recoveryMs);
        violations += lived.violations.length;
        rows.push([
          `after ${lived.struck?.effect ?? 'nothing: it was not killed'}`,
          seconds(lived.restartMs),
          seconds(lived.recoveryMs),
          seconds(LEASE_MS + MARGIN_MS),
          String(lived.violations.length),
        ]);
      }
    }
    const worst = Math.max(...whole);
    const within = worst <= LEASE_MS + MARGIN_MS && violations === 0;
    return [
      ...table(['killed', 'start s', 'then until all is done s', 'limit s', 'violations'], rows),
      '',
      `${within ? 'HOLDS' : 'FAILS'}: after kill -9 a start resolved everything within ${seconds(worst)} s at worst, ${seconds(median(whole))} s in the middle, against a lease of ${seconds(LEASE_MS)} s + ${seconds(MARGIN_MS)} s; ${violations} violations`,
    ];
  } finally {
    await node.stop();
    await books.close();
    await outside.close();
  }
};
