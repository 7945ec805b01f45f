import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR, later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { bellOf } from '../../bot/sweep/take-found.ts';
import { night, openBench, photos, social, wounds, XHB } from './sweep-bench.ts';
import type { Bench } from './sweep-bench.ts';

/** Installed in the team and the chat an hour ago; nobody has looked since. */
const installed = async (): Promise<Bench> => {
  const bench = openBench();
  await bench.install(photos);
  await bench.install(night);
  bench.clock.pass(HOUR);
  return bench;
};
const alarms = (bench: Bench): readonly string[] =>
  bench.duties().filter((one) => one === 'alarm missed-by-ear');

describe('After a start', () => {
  it('what was posted while nobody listened is received, in every conversation the policy lists', async () => {
    const bench = await installed();
    for (const place of [photos, photos, photos, wounds, night]) {
      bench.chat.write(place, bench.clock.now());
      bench.clock.pass(SECOND);
    }
    await bench.startAndLook();
    expect((await bench.sets()).map((set) => set.state)).toEqual(Array(5).fill('received'));
    expect(bench.notes).toContainEqual({ what: 'swept', found: 5, missed: 5, older: 0 });
  });

  it('a channel the policy leaves out is not even read', async () => {
    const bench = await installed();
    bench.chat.write(social, bench.clock.now());
    await bench.startAndLook();
    expect(bench.chat.reads).not.toContain(social.conversation);
    expect(await bench.sets()).toEqual([]);
  });

  it('nothing is read where the app is not installed', async () => {
    const bench = openBench();
    bench.chat.write(photos, bench.clock.now());
    await bench.startAndLook();
    expect(bench.chat.reads).toEqual([]);
  });

  it('what is older than the installation is counted and left alone', async () => {
    const bench = openBench();
    bench.chat.write(photos, later(bench.clock.now(), -MINUTE));
    await bench.install(photos);
    bench.clock.pass(MINUTE);
    await bench.startAndLook();
    expect(await bench.sets()).toEqual([]);
    expect(bench.notes).toContainEqual({ what: 'swept', found: 0, missed: 0, older: 1 });
  });

  it('words without a picture or file make no set', async () => {
    const bench = await installed();
    bench.chat.write(photos, bench.clock.now(), { originals: 0 });
    await bench.startAndLook();
    expect(await bench.sets()).toEqual([]);
  });

  it('an installation heard twice, or taken back and made again, keeps its first moment', async () => {
    const bench = await installed();
    const between = bench.chat.write(photos, bench.clock.now());
    bench.clock.pass(HOUR);
    await bench.install(wounds);
    await bench.startAndLook();
    expect(bench.bells.map((bell) => bell.at)).toEqual([between.at]);
  });
});

describe('Looking again', () => {
  it('goes on from where it was, and one message stays one set', async () => {
    const bench = await installed();
    const heard = bench.chat.write(photos, bench.clock.now());
    await bench.hear(bellOf(heard, 'posted'));
    await bench.startAndLook();
    bench.nextDay();
    bench.chat.write(photos, bench.clock.now());
    await bench.startAndLook();
    await bench.startAndLook();
    expect(bench.bells).toHaveLength(1);
    expect(await bench.sets()).toHaveLength(2);
  });

  it('is due every few minutes, and sooner when somebody asks', async () => {
    const bench = await installed();
    const sweeper = await bench.startAndLook();
    const reads = (): number => bench.chat.reads.splice(0).length;
    expect(reads()).toBe(3);
    bench.clock.pass(MINUTE);
    await sweeper.turn();
    expect(reads()).toBe(0);
    await bench.watching.ask(XHB, { dueAt: bench.clock.now(), conversation: wounds.conversation });
    await sweeper.turn();
    expect(reads()).toBe(1);
    bench.clock.pass(6 * MINUTE);
    await sweeper.turn();
    expect(reads()).toBe(3);
  });

  it('leaves a conversation that cannot be read for later, and keeps no other waiting', async () => {
    const bench = await installed();
    bench.chat.write(photos, bench.clock.now());
    bench.chat.write(wounds, bench.clock.now());
    const wait = { transient: true, retryAfterMs: 3 * MINUTE };
    bench.chat.faults.set(photos.conversation, new SafelightError('chat-throttled', wait));
    const sweeper = await bench.startAndLook();
    expect(bench.bells.map((bell) => bell.at.place.conversation)).toEqual([wounds.conversation]);
    expect(bench.notes.map((note) => note.what)).toContain('not-swept');
    bench.chat.faults.clear();
    bench.clock.pass(2 * MINUTE);
    await sweeper.turn();
    expect(bench.bells).toHaveLength(1);
    bench.clock.pass(MINUTE);
    await sweeper.turn();
    expect(bench.bells).toHaveLength(2);
  });

  it('repeats what was in hand when it failed: the cursor moves only past what was dealt with', async () => {
    const bench = await installed();
    for (let n = 0; n < 4; n += 1) {
      bench.chat.write(photos, bench.clock.now());
      bench.clock.pass(SECOND);
    }
    const { rang } = bench.room;
    let rings = 0;
    Object.assign(bench.room, {
      rang: async (bell: Parameters<typeof rang>[0]) => {
        rings += 1;
        if (rings === 4) throw new SafelightError('ledger-unreachable', { transient: true });
        await rang(bell);
      },
    });
    const sweeper = await bench.startAndLook();
    expect(await bench.sets()).toHaveLength(3);
    bench.clock.pass(MINUTE);
    await sweeper.turn();
    expect(await bench.sets()).toHaveLength(4);
  });

  it('lets one process look at a time', async () => {
    const bench = await installed();
    bench.chat.write(photos, bench.clock.now());
    await bench.watching.alone(async () => {
      await bench.startAndLook();
    });
    expect(bench.chat.reads).toEqual([]);
  });
});

describe('People hear that the ear failed', () => {
  it('once, however much it missed', async () => {
    const bench = await installed();
    for (let n = 0; n < 5; n += 1) bench.chat.write(photos, bench.clock.now());
    bench.clock.pass(MINUTE);
    await bench.startAndLook();
    expect(alarms(bench)).toHaveLength(1);
  });

  it('but not while an ordinary activity may still be on its way', async () => {
    const bench = await installed();
    const sweeper = await bench.startAndLook();
    bench.clock.pass(6 * MINUTE);
    bench.chat.write(photos, bench.clock.now());
    bench.clock.pass(SECOND);
    await sweeper.turn();
    expect(await bench.sets()).toHaveLength(1);
    expect(alarms(bench)).toEqual([]);
  });
});

describe('The time before the installation', () => {
  const withHistory = async (): Promise<Bench> => {
    const bench = openBench();
    for (let n = 1; n <= 5; n += 1)
      bench.chat.write(photos, later(bench.clock.now(), -n * HOUR), { originals: n });
    bench.chat.write(photos, later(bench.clock.now(), -HOUR), { deleted: true });
    await bench.install(photos);
    bench.clock.pass(MINUTE);
    return bench;
  };
  const history = async (bench: Bench) =>
    (await bench.watching.watched(XHB)).find((one) => one.place.conversation === photos.conversation)
      ?.history;

  it('is counted in pictures and files when somebody asks, and nothing is taken', async () => {
    const bench = await withHistory();
    const sweeper = await bench.startAndLook();
    const askedAt = bench.clock.now();
    await bench.watching.ask(XHB, { dueAt: askedAt, history: { what: 'count', askedAt } });
    for (let n = 0; n < 3; n += 1) await sweeper.turn();
    expect(await history(bench)).toMatchObject({ found: 15, answeredAt: askedAt });
    expect(await bench.sets()).toEqual([]);
  });

  it('is taken when somebody asks for that, once', async () => {
    const bench = await withHistory();
    const sweeper = await bench.startAndLook();
    for (let times = 0; times < 2; times += 1) {
      const askedAt = bench.clock.now();
      await bench.watching.ask(XHB, { dueAt: askedAt, history: { what: 'take', askedAt } });
      for (let n = 0; n < 3; n += 1) await sweeper.turn();
      bench.clock.pass(SECOND);
    }
    expect(await bench.sets()).toHaveLength(5);
    expect(await history(bench)).toMatchObject({ what: 'take', found: 0 });
    expect(alarms(bench)).toEqual([]);
  });

  it('says why it could not be read, and does not try by itself for ever', async () => {
    const bench = await withHistory();
    const sweeper = await bench.startAndLook();
    const askedAt = bench.clock.now();
    bench.chat.faults.set(photos.conversation, new SafelightError('chat-forbidden'));
    await bench.watching.ask(XHB, { dueAt: askedAt, history: { what: 'count', askedAt } });
    for (let n = 0; n < 5; n += 1) await sweeper.turn();
    expect(await history(bench)).toMatchObject({ failed: 'chat-forbidden' });
    expect(bench.chat.reads.filter((one) => one === photos.conversation)).toHaveLength(3);
  });
});
