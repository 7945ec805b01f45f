import { beforeEach, describe, expect, it } from '@jest/globals';
import { sweep, sweepWords, type SweepAsked } from '../../bot/cli/sweep.ts';
import { later, MINUTE } from '../../bot/set/instant.ts';
import { createSweeper } from '../../bot/sweep/keep-sweeping.ts';
import { night, openBench, photos, XHB, type Bench } from '../sweep/sweep-bench.ts';

describe('The words of the command', () => {
  it.each<[string, SweepAsked | undefined]>([
    ['sweep', { what: 'sweep' }],
    ['sweep --history', { what: 'history' }],
    ['sweep --history --yes 12', { what: 'history', yes: 12 }],
    ['sweep --history --yes', undefined],
    ['sweep --history --yes all', undefined],
    ['sweep --history --yes -1', undefined],
    ['sweep --yes 12', undefined],
    ['sweep --history --yes 12 13', undefined],
    ['show', undefined],
  ])('%s', (words, asked) => {
    expect(sweepWords(words.split(' '))).toEqual(asked);
  });
});

describe('npx safelight sweep', () => {
  let bench: Bench;
  /** Waiting is what gives the running Safelight its turn. */
  let turn: () => Promise<void>;
  const ask = (asked: SweepAsked) =>
    sweep(
      {
        watching: bench.watching,
        organisations: [{ id: XHB }],
        clock: bench.clock,
        pause: async () => {
          bench.clock.pass(1000);
          await turn();
        },
      },
      asked,
    );

  beforeEach(async () => {
    bench = openBench();
    for (let n = 1; n <= 3; n += 1) bench.chat.write(photos, later(bench.clock.now(), -n * MINUTE));
    bench.chat.write(night, later(bench.clock.now(), -MINUTE), { originals: 4 });
    await bench.install(photos);
    await bench.install(night);
    bench.clock.pass(MINUTE);
    const sweeper = createSweeper(bench.room);
    turn = () => sweeper.turn();
    await turn();
    bench.clock.pass(MINUTE);
  });

  it('looks now, and says so of each conversation', async () => {
    bench.chat.write(photos, bench.clock.now());
    const { exit, lines } = await ask({ what: 'sweep' });
    expect(exit).toBe(0);
    expect(lines).toContain(`XHB channel ${photos.conversation}: swept`);
    expect(lines.at(-1)).toBe('3 of 3 conversations are swept.');
    expect(await bench.sets()).toHaveLength(1);
  });

  it('gives up where nobody looks', async () => {
    turn = async () => undefined;
    const { exit, lines } = await ask({ what: 'sweep' });
    expect(exit).toBe(1);
    expect(lines.at(-1)).toBe('0 of 3 conversations are swept.');
  });

  it('counts what is older, by conversation, and says how to take it', async () => {
    const { exit, lines, json } = await ask({ what: 'history' });
    expect(exit).toBe(0);
    expect(json).toMatchObject({ counted: 7 });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`XHB channel ${photos.conversation}: 3 from before`),
        expect.stringContaining(`XHB chat ${night.conversation}: 4 from before`),
        'To take and remove them: npx safelight sweep --history --yes 7',
      ]),
    );
    expect(await bench.sets()).toEqual([]);
  });

  it('takes nothing where the number is not the count', async () => {
    const { exit, lines } = await ask({ what: 'history', yes: 6 });
    expect(exit).toBe(1);
    expect(lines.at(-1)).toBe('There are 7 of them, not 6. Nothing was taken.');
    expect(await bench.sets()).toEqual([]);
  });

  it('takes what was counted where the number is right, and finds nothing more after', async () => {
    expect(await ask({ what: 'history', yes: 7 })).toMatchObject({ exit: 0, json: { taken: 7 } });
    expect(await bench.sets()).toHaveLength(4);
    expect(await ask({ what: 'history', yes: 7 })).toMatchObject({ exit: 1, json: { counted: 0 } });
  });
});
