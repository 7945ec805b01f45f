import { beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, later, millis, SECOND } from '../../bot/set/instant.ts';
import { hearNotifications } from '../../bot/sweep/hear-notifications.ts';
import { createSweeper } from '../../bot/sweep/keep-sweeping.ts';
import type { Sweeper } from '../../bot/sweep/keep-sweeping.ts';
import { openBench, photos, wounds, XHB } from './sweep-bench.ts';
import type { Bench } from './sweep-bench.ts';

const ADDRESS = 'https://safelight.example/api/notifications';

describe('The second ear', () => {
  let bench: Bench;
  let sweeper: Sweeper;
  let hear: ReturnType<typeof hearNotifications>;

  beforeEach(async () => {
    bench = openBench();
    Object.assign(bench.room, { ear: ADDRESS });
    await bench.install(photos);
    sweeper = createSweeper(bench.room);
    hear = hearNotifications(bench.room, sweeper.listSoon);
    await sweeper.turn();
    await sweeper.turn();
    bench.clock.pass(SECOND);
    bench.chat.reads.length = 0;
  });
  /** Subscription, and the secret that the platform was given with it. */
  const earOf = (place: typeof photos) => {
    const [found] = [...bench.chat.ears].filter(([, ear]) => ear.conversation === place.conversation);
    if (found === undefined) throw new Error('nobody listens there');
    return { subscription: found[0], ...found[1] };
  };
  const dueOf = async (place: typeof photos) =>
    (await bench.watching.watched(XHB)).find((one) => one.place.conversation === place.conversation)?.dueAt;

  it('listens in every watched conversation, with a secret of its own that the ledger does not hold', async () => {
    const ears = [...bench.chat.ears.values()];
    expect(ears.map((ear) => ear.conversation).toSorted()).toEqual(
      [photos.conversation, wounds.conversation].toSorted(),
    );
    expect(new Set(ears.map((ear) => ear.secret)).size).toBe(2);
    const kept = JSON.stringify(await bench.subscriptions.all(XHB));
    for (const { secret, address } of ears) {
      expect(kept).not.toContain(secret);
      expect(secret.length).toBeGreaterThanOrEqual(43);
      expect(address).toBe(ADDRESS);
    }
  });

  it('is renewed at half its life, and made again when it is gone', async () => {
    const { until, subscription } = earOf(photos);
    const half = (millis(until) - millis(bench.clock.now())) / 2;
    bench.clock.pass(half - HOUR);
    await sweeper.turn();
    expect(earOf(photos).until).toBe(until);
    bench.clock.pass(2 * HOUR);
    await sweeper.turn();
    expect(millis(earOf(photos).until)).toBeGreaterThan(millis(until));
    bench.chat.ears.delete(subscription);
    bench.clock.pass(2 * DAY);
    await sweeper.turn();
    expect(earOf(photos).subscription).not.toBe(subscription);
  });

  it('makes a conversation due a little after the ordinary ear had its turn, and the look finds the rest', async () => {
    const now = bench.clock.now();
    bench.chat.write(photos, now);
    await hear([earOf(photos), earOf(photos)]);
    expect(await dueOf(photos)).toBe(later(now, 15 * SECOND));
    await sweeper.turn();
    expect(bench.chat.reads).toEqual([]);
    bench.clock.pass(15 * SECOND);
    await sweeper.turn();
    expect(bench.chat.reads).toEqual([photos.conversation]);
    expect(await bench.sets()).toHaveLength(1);
  });

  it.each([
    ['with a wrong secret', (ear: ReturnType<typeof earOf>) => ({ ...ear, secret: 'guessed' })],
    [
      'with the secret of another',
      (ear: ReturnType<typeof earOf>) => ({ ...ear, secret: earOf(wounds).secret }),
    ],
    ['of a subscription nobody made', (ear: ReturnType<typeof earOf>) => ({ ...ear, subscription: 'mine' })],
    [
      'of its end, with a wrong secret',
      (ear: ReturnType<typeof earOf>) => ({ ...ear, secret: '', lifecycle: 'subscriptionRemoved' }),
    ],
  ])('does nothing for a notification %s, and tells the log', async (_, forge) => {
    const due = await dueOf(photos);
    await hear([forge(earOf(photos))]);
    expect(await dueOf(photos)).toBe(due);
    expect(await bench.subscriptions.all(XHB)).toHaveLength(2);
    expect(bench.notes.at(-1)).toMatchObject({ what: 'not-told' });
    expect(JSON.stringify(bench.notes)).not.toContain('guessed');
  });

  it('looks at once where the platform says that it missed something', async () => {
    await hear([{ ...earOf(photos), lifecycle: 'missed' }]);
    await sweeper.turn();
    expect(bench.chat.reads).toEqual([photos.conversation]);
  });

  it('renews at once where the platform asks for it', async () => {
    const { until } = earOf(photos);
    bench.clock.pass(HOUR);
    await hear([{ ...earOf(photos), lifecycle: 'reauthorizationRequired' }]);
    await sweeper.turn();
    expect(earOf(photos).until).toBe(later(until, HOUR + SECOND));
  });

  it('listens again, and looks, where the platform took the subscription away', async () => {
    const ear = earOf(photos);
    bench.chat.ears.delete(ear.subscription);
    await hear([{ ...ear, lifecycle: 'subscriptionRemoved' }]);
    await sweeper.turn();
    expect(earOf(photos).subscription).not.toBe(ear.subscription);
    expect(bench.chat.reads).toContain(photos.conversation);
  });
});
