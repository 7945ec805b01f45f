import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A, B } from '../../contract/ledger-samples.ts';
import { byteBudget } from '../../../bot/steps/ingest/admit-bytes.ts';

describe('the bytes held in memory', () => {
  it('never pass the limit, except for one original that is larger than the limit itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 40 }),
        async (sizes) => {
          const budget = byteBudget(100);
          const inside = new Map<number, number>();
          let worst = 0;
          const work = sizes.map(async (size, n) => {
            const release = await budget.reserve(A, size);
            inside.set(n, size);
            const held = [...inside.values()].reduce((sum, one) => sum + one, 0);
            if (inside.size > 1) worst = Math.max(worst, held);
            await Promise.resolve();
            inside.delete(n);
            release();
            release();
          });
          await Promise.all(work);
          return worst <= 100;
        },
      ),
    );
  });

  it('are given out first come, first served, so that a large original is not passed over for ever', async () => {
    const budget = byteBudget(10);
    const order: string[] = [];
    const first = await budget.reserve(A, 8);
    const large = budget.reserve(A, 9).then((release) => {
      order.push('large');
      release();
    });
    const small = budget.reserve(A, 1).then((release) => {
      order.push('small');
      release();
    });
    first();
    await Promise.all([large, small]);
    expect(order).toEqual(['large', 'small']);
  });

  it('go to whoever holds the fewest: one image of another organisation does not wait out a burst', async () => {
    const budget = byteBudget(100, 2);
    const order: string[] = [];
    const [one, other] = [await budget.reserve(A, 1), await budget.reserve(A, 1)];
    const queued = ['a1', 'a2', 'b1', 'a3'].map(async (name) => {
      const release = await budget.reserve(name.startsWith('a') ? A : B, 1);
      order.push(name);
      release();
    });
    one();
    other();
    await Promise.all(queued);
    expect(order).toEqual(['b1', 'a1', 'a2', 'a3']);
  });
});
