import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../../bot/adapters/graph/pace.ts';
import { SafelightError } from '../../../bot/set/errors.ts';

/** Time that passes only when somebody waits for it. */
const openPace = () => {
  let now = 0;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const pace = new Pace({
    now: () => now,
    wait: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ until: now + milliseconds, wake });
      }),
  });
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 30; n += 1) await Promise.resolve();
  };
  /** Lets everything run that time allows, waking sleepers in their order. */
  const finish = async <T>(all: Promise<T>): Promise<T> => {
    let done = false;
    const marked = all.finally(() => {
      done = true;
    });
    for (let n = 0; n < 10_000 && !(done as boolean); n += 1) {
      await settle();
      const next = sleepers.sort((a, b) => a.until - b.until).shift();
      if (next === undefined) continue;
      now = Math.max(now, next.until);
      next.wake();
    }
    return marked;
  };
  return { pace, finish, now: () => now };
};
const ward = { conversation: 'ward', team: 'team' };
const throttled = (retryAfterMs: number) =>
  new SafelightError('chat-throttled', { transient: true, retryAfterMs });

const refuseOnce = async (pace: Pace): Promise<void> => {
  let refused = false;
  await pace.run(ward, 0, async () => {
    if (refused) return;
    refused = true;
    throw throttled(1_000);
  });
};

describe('calls to Graph in one conversation', () => {
  it('pass at once until one is refused, and then one a second', async () => {
    const { pace, finish, now } = openPace();
    const times: number[] = [];
    const run = () => pace.run(ward, 1, async () => times.push(now()));
    await finish(Promise.all(Array.from({ length: 20 }, run)));
    expect(times).toEqual(Array.from({ length: 20 }, () => 0));
    await finish(refuseOnce(pace));
    times.length = 0;
    const began = now();
    await finish(Promise.all(Array.from({ length: 6 }, run)));
    for (const [n, at] of times.entries()) expect(at - began).toBeGreaterThanOrEqual(n * 1000);
    expect((times.at(-1) ?? 0) - began).toBeLessThan(7_000);
  });

  it('never go on for ever above the published rate, even unrefused', async () => {
    const { pace, finish, now } = openPace();
    await finish(Promise.all(Array.from({ length: 660 }, () => pace.run(ward, 1, async () => now()))));
    expect(now()).toBeGreaterThan(50_000);
  });

  it('let a removal go before what is only read, and both before what looks again', async () => {
    const { pace, finish } = openPace();
    await finish(refuseOnce(pace));
    const order: string[] = [];
    const call = (name: string, urgency: 0 | 1 | 2) => pace.run(ward, urgency, async () => order.push(name));
    const busy = Array.from({ length: 2 }, () => call('earlier', 1));
    await finish(Promise.all([...busy, call('look', 2), call('read', 1), call('remove', 0)]));
    // The call already at the head of the line keeps its place.
    expect(order.slice(0, 2)).toEqual(['earlier', 'remove']);
    expect(order.slice(-2)).toEqual(['read', 'look']);
  });

  it('do not delay another conversation', async () => {
    const { pace, finish, now } = openPace();
    const burst = Promise.all(Array.from({ length: 20 }, () => pace.run(ward, 1, async () => now())));
    const other = pace.run({ conversation: 'elsewhere', team: 'other' }, 1, async () => now());
    const [, at] = await finish(Promise.all([burst, other]));
    expect(at).toBe(0);
  });

  it('wait as long as Graph asks after a refusal, and the refused call is made again', async () => {
    const { pace, finish, now } = openPace();
    let tries = 0;
    const answer = pace.run(ward, 0, async () => {
      tries += 1;
      if (tries === 1) throw throttled(3_000);
      return now();
    });
    expect(await finish(answer)).toBeGreaterThanOrEqual(3_000);
    expect(tries).toBe(2);
  });

  it('are spaced wider where they still come too close, so that few of many are refused', async () => {
    const { pace, finish, now } = openPace();
    await finish(refuseOnce(pace));
    let [last, refused] = [Number.NEGATIVE_INFINITY, 0];
    // Every other call is counted a while after it was sent: the next seems to follow it too soon.
    const call = (n: number) => async (): Promise<void> => {
      const counted = now() + (n % 2 === 0 ? 120 : 0);
      if (counted - last < 1_000) {
        refused += 1;
        throw throttled(1_000);
      }
      last = counted;
    };
    const began = now();
    await finish(Promise.all(Array.from({ length: 60 }, (_, n) => pace.run(ward, 1, call(n)))));
    expect(refused).toBeLessThanOrEqual(4);
    expect(now() - began).toBeLessThan(60_000 * 1.25);
  });

  it('come back as a duty when Graph asks for a long wait', async () => {
    const { pace, finish } = openPace();
    const answer = pace.run(ward, 0, async () => {
      throw throttled(60_000);
    });
    await expect(finish(answer)).rejects.toMatchObject({ code: 'chat-throttled', retryAfterMs: 60_000 });
  });

  it('that fail for another reason fail at once and hold up nobody', async () => {
    const { pace, finish } = openPace();
    const failing = pace.run(ward, 0, async () => {
      throw new SafelightError('message-gone');
    });
    await expect(finish(failing)).rejects.toMatchObject({ code: 'message-gone' });
    expect(await finish(pace.run(ward, 0, async () => 'next'))).toBe('next');
  });
});
