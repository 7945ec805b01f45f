import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Throttle } from '../../../bot/local/ward/http/throttle.ts';

const limits = [
  { calls: 3, withinMs: 1000 },
  { calls: 5, withinMs: 4000 },
];

describe('The throttle', () => {
  it('never lets more calls through in any window than the limit says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 }), (pauses) => {
        let now = 0;
        const throttle = new Throttle(() => now);
        const through: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (throttle.count([{ key: 'one', limits }]) === undefined) through.push(now);
        }
        for (const { calls, withinMs } of limits) {
          for (const end of through) {
            expect(through.filter((at) => at > end - withinMs && at <= end).length).toBeLessThanOrEqual(
              calls,
            );
          }
        }
      }),
    );
  });

  it('lets a call through after the time it named', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 }), (pauses) => {
        let now = 0;
        const throttle = new Throttle(() => now);
        for (const pause of pauses) {
          now += pause;
          const wait = throttle.count([{ key: 'one', limits }]);
          if (wait === undefined) continue;
          now += wait * 1000;
          expect(throttle.count([{ key: 'one', limits }])).toBeUndefined();
        }
      }),
    );
  });

  it('counts each conversation for itself', () => {
    const throttle = new Throttle(() => 0);
    for (const key of ['one', 'two', 'three', 'four']) {
      expect(throttle.count([{ key, limits: [{ calls: 1, withinMs: 1000 }] }])).toBeUndefined();
    }
    expect(throttle.count([{ key: 'one', limits: [{ calls: 1, withinMs: 1000 }] }])).toBe(1);
  });
});
