import { describe, expect, it } from '@jest/globals';
import { dutyId } from '../../bot/set/ids.ts';
import { HOUR, later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { ABREAST, LONGEST_ASIDE_MS, SHORT_ASIDE_MS, WIDE } from '../../bot/adapters/postgres/lanes.ts';
import { code } from './ledger-bench.ts';
import type { LedgerBench } from './ledger-bench.ts';
import * as sample from './ledger-samples.ts';
import { A, B, event, only, owed, START, stored } from './ledger-samples.ts';

/** What every ledger must do with duties (bot/set/duty.ts): leases, fences, turns. */
export const dutiesContract = (name: string, bench: LedgerBench): void => {
  describe(`duties: ${name}`, () => {
    it('hands a duty to one worker only, however many ask', async () => {
      for (let made = 0; made < 5; made += 1) await bench.begin();
      const asked = await Promise.all(
        Array.from({ length: 8 }, (_, worker) =>
          bench.ledger.claim(`worker-${worker}`, bench.now, later(bench.now, MINUTE), 3),
        ),
      );
      const ids = asked.flat().map((one) => one.id);
      expect(ids).toHaveLength(5);
      expect(new Set(ids).size).toBe(5);
    });

    it('is not due before its time', async () => {
      await bench.begin(A, [owed('remind', later(START, HOUR))]);
      expect(await bench.claim()).toEqual([]);
      bench.now = later(START, HOUR);
      expect(only(await bench.claim())).toMatchObject({ verb: 'remind', attempts: 0, owedSince: START });
    });

    it('goes to another worker when the lease is over, and the late worker is refused', async () => {
      const set = await bench.begin();
      const late = only(await bench.claim(1, 30 * SECOND));
      bench.now = later(bench.now, 29 * SECOND);
      expect(await bench.claim()).toEqual([]);
      bench.now = later(bench.now, SECOND);
      const newest = only(await bench.claim());
      expect([newest.id, newest.fence]).toEqual([late.id, late.fence + 1]);
      const save = { to: stored, events: [event('set-stored', set.id)], duty: 'done' } as const;
      await expect(bench.ledger.change(A, set.id, { ...save, claim: late })).rejects.toEqual(
        code('stale-claim'),
      );
      expect((await bench.ledger.read(A, set.id))?.state).toBe('received');
      await bench.ledger.change(A, set.id, { ...save, claim: newest });
      await expect(bench.ledger.change(A, set.id, { ...save, claim: newest })).rejects.toEqual(
        code('stale-claim'),
      );
    });

    it('is dropped by whoever holds it, and by nobody else', async () => {
      const set = await bench.begin();
      const late = only(await bench.claim(1, SECOND));
      bench.now = later(bench.now, SECOND);
      const newest = only(await bench.claim());
      await expect(bench.ledger.drop(late)).rejects.toEqual(code('stale-claim'));
      await bench.ledger.drop(newest);
      bench.now = later(bench.now, HOUR);
      expect(await bench.claim()).toEqual([]);
      expect((await bench.ledger.read(A, set.id))?.state).toBe('received');
    });

    it('lets a worker record an intent and stay at it', async () => {
      const set = await bench.begin();
      const held = only(await bench.claim());
      await bench.ledger.change(A, set.id, { claim: held, events: [event('removal-intended', set.id)] });
      expect(await bench.claim()).toEqual([]);
      await bench.ledger.change(A, set.id, { claim: held, events: [], duty: 'done' });
      bench.now = later(bench.now, HOUR);
      expect(await bench.claim()).toEqual([]);
    });

    it('comes again at the time the worker named, with its attempts, and that claim is spent', async () => {
      const set = await bench.begin();
      const held = only(await bench.claim());
      const again = { claim: held, events: [], duty: { againAt: later(bench.now, MINUTE), attempts: 3 } };
      await bench.ledger.change(A, set.id, again);
      expect(await bench.claim()).toEqual([]);
      await expect(bench.ledger.change(A, set.id, again)).rejects.toEqual(code('stale-claim'));
      bench.now = later(bench.now, MINUTE);
      expect(only(await bench.claim())).toMatchObject({ id: held.id, attempts: 3, owedSince: START });
    });

    it('stays with a worker who says that it is still at it', async () => {
      const set = await bench.begin();
      const claim = only(await bench.claim(1, 30 * SECOND));
      const leaseUntil = later(bench.now, 60 * SECOND);
      await bench.ledger.change(A, set.id, { claim, leaseUntil, events: [] });
      bench.now = later(bench.now, 45 * SECOND);
      expect(await bench.claim()).toEqual([]);
      bench.now = leaseUntil;
      expect(await bench.claim()).toHaveLength(1);
    });

    it('is owed once, at the earlier time, with attempts anew', async () => {
      const set = await bench.begin(A, [owed('reread', later(START, MINUTE), 'copy-1')]);
      bench.now = later(bench.now, MINUTE);
      const held = only(await bench.claim());
      const duty = { againAt: later(bench.now, HOUR), attempts: 4 };
      await bench.ledger.change(A, set.id, { claim: held, events: [], duty });
      const sooner = later(bench.now, SECOND);
      const twice = [owed('reread', later(bench.now, 2 * HOUR), 'copy-1'), owed('reread', sooner, 'copy-1')];
      await bench.ledger.change(A, set.id, { owes: twice, events: [] });
      bench.now = sooner;
      expect(only(await bench.claim())).toMatchObject({ dueAt: sooner, attempts: 0, owedSince: START });
    });

    it('stays owed when it was asked for once more while a worker was at it', async () => {
      const set = await bench.begin();
      const held = only(await bench.claim());
      bench.now = later(bench.now, SECOND);
      await bench.ledger.change(A, set.id, { owes: [owed('ingest', bench.now)], events: [] });
      expect(await bench.claim()).toEqual([]);
      await bench.ledger.change(A, set.id, { claim: held, events: [], duty: 'done' });
      const again = only(await bench.claim());
      expect(again).toMatchObject({ verb: 'ingest', attempts: 0, owedSince: bench.now });
      expect(again.fence).toBeGreaterThan(held.fence);
      await bench.ledger.change(A, set.id, { claim: again, events: [], duty: 'done' });
      bench.now = later(bench.now, HOUR);
      expect(await bench.claim()).toEqual([]);
    });

    it('can be done and owed anew in one change', async () => {
      const set = await bench.begin(A, [owed('reread', START, 'copy-1')]);
      const held = only(await bench.claim());
      const next = later(START, HOUR);
      await bench.ledger.change(A, set.id, {
        claim: held,
        owes: [owed('reread', next, 'copy-1')],
        events: [],
        duty: 'done',
      });
      expect(await bench.claim()).toEqual([]);
      bench.now = next;
      expect(only(await bench.claim())).toMatchObject({ subject: 'copy-1', attempts: 0, owedSince: START });
    });

    it('can be owed and claimed in one change, and goes to another worker when that lease is over', async () => {
      const set = await bench.begin();
      const held = only(await bench.claim());
      const until = later(bench.now, 20 * SECOND);
      const leased = { id: dutyId('followed-1'), worker: 'worker-1', until };
      const owes = [{ ...owed('remove', bench.now, 'copy-1'), leased }, owed('card', bench.now)];
      await bench.ledger.change(A, set.id, { claim: held, to: stored, owes, events: [], duty: 'done' });
      expect(await bench.claim()).toEqual([]);
      const own = { ...held, id: leased.id, verb: 'remove', subject: 'copy-1', fence: 1 } as const;
      const intent = { claim: own, events: [event('removal-intended', set.id)] };
      await bench.ledger.change(A, set.id, intent);
      bench.now = until;
      const [taken, ...others] = await bench.claim();
      expect(sample.verbs(others)).toEqual(['card']);
      expect(taken).toMatchObject({ id: leased.id, fence: 2, attempts: 0 });
      await expect(bench.ledger.change(A, set.id, intent)).rejects.toEqual(code('stale-claim'));
    });

    it('is not claimed by being owed once more: whoever holds it, or comes next, keeps it', async () => {
      const set = await bench.begin(A, [owed('ingest'), owed('remove', START, 'copy-1')]);
      const claims = await bench.claim();
      const [ingest, remove] = [
        claims.find((one) => one.verb === 'ingest'),
        claims.find((one) => one.verb === 'remove'),
      ];
      if (ingest === undefined || remove === undefined) throw new Error('both were due');
      const leased = { id: dutyId('followed-2'), worker: 'worker-1', until: later(bench.now, MINUTE) };
      const owes = [{ ...owed('remove', bench.now, 'copy-1'), leased }];
      await bench.ledger.change(A, set.id, { claim: ingest, owes, events: [], duty: 'done' });
      const own = { ...remove, id: leased.id, fence: 1 };
      const save = bench.ledger.change(A, set.id, { claim: own, events: [], duty: 'done' });
      await expect(save).rejects.toEqual(code('stale-claim'));
      await bench.ledger.change(A, set.id, { claim: remove, events: [], duty: 'done' });
      expect(sample.verbs(await bench.claim())).toEqual(['remove']);
    });

    it('is settled by verb, or by verb and subject, whoever is at it', async () => {
      const set = await bench.begin(A, [
        owed('remove', START, 'copy-1'),
        owed('remove', START, 'copy-2'),
        owed('reread', START, 'copy-1'),
        owed('reread', START, 'copy-2'),
        owed('card'),
      ]);
      const held = (await bench.claim(1))[0];
      if (held === undefined) throw new Error('nothing was due');
      const settles = [{ verb: 'remove' }, { verb: 'reread', subject: 'copy-2' }] as const;
      await bench.ledger.change(A, set.id, { settles, events: [] });
      bench.now = later(bench.now, SHORT_ASIDE_MS);
      expect(sample.verbs(await bench.claim())).toEqual(['reread', 'card']);
      const save = bench.ledger.change(A, set.id, { claim: held, events: [], duty: 'done' });
      await expect(save).rejects.toEqual(code('stale-claim'));
    });
  });

  describe(`fairness: ${name}`, () => {
    it('does what is visible first and what must be looked at, then the cards, then the renditions', async () => {
      const mixed = (['render', 'card', 'ingest', 'remove', 'reread'] as const).map((verb, at) =>
        owed(verb, later(START, at)),
      );
      await bench.begin(A, mixed);
      bench.now = later(bench.now, SECOND);
      expect(sample.verbs(await bench.claim())).toEqual(['remove', 'ingest', 'reread']);
      bench.now = later(bench.now, SHORT_ASIDE_MS);
      expect(sample.verbs(await bench.claim())).toEqual(['card']);
      bench.now = later(bench.now, LONGEST_ASIDE_MS);
      expect(sample.verbs(await bench.claim())).toEqual(['render']);
    });

    it('makes no rendition while a picture of the organisation may still be visible, but never waits longer than ten seconds', async () => {
      for (let post = 0; post <= ABREAST; post += 1) await bench.begin(A, [owed('ingest', START)], 'burst');
      await bench.begin(A, [owed('render', START)], 'elsewhere');
      await bench.begin(B, [owed('render', START)], 'there');
      bench.now = later(bench.now, SECOND);
      const first = await bench.claim(ABREAST + 10);
      expect(sample.verbs(first.filter((one) => one.organisation === A))).toEqual(
        Array.from({ length: ABREAST }, () => 'ingest'),
      );
      expect(sample.verbs(first.filter((one) => one.organisation === B))).toEqual(['render']);
      expect(await bench.claim(ABREAST + 10)).toEqual([]);
      bench.now = later(bench.now, LONGEST_ASIDE_MS - SECOND);
      expect(sample.verbs(await bench.claim(ABREAST + 10))).toEqual(['render']);
    });

    it("never lets one organisation's burst of a thousand delay another's next duty", async () => {
      const burst = Array.from({ length: 100 }, (_, at) => owed('remove', START, `copy-${at}`));
      for (let set = 0; set < 10; set += 1) await bench.begin(A, burst);
      bench.now = later(bench.now, MINUTE);
      await bench.begin(B, [owed('render', bench.now), owed('card', bench.now)]);
      const first = await bench.claim(10);
      expect(first.filter((one) => one.organisation === B).map((one) => one.verb)).toEqual([
        'card',
        'render',
      ]);
    });

    it('leaves a lane for everybody else, however many conversations of one organisation are busy', async () => {
      const count = async (worker: string): Promise<readonly number[]> => {
        const claims = await bench.claim(200, 30 * SECOND, worker);
        return [A, B].map((one) => claims.filter(({ organisation }) => organisation === one).length);
      };
      for (let post = 0; post < 2 * WIDE; post += 1) await bench.begin(A, [owed('ingest', START)]);
      bench.now = later(bench.now, SECOND);
      expect(await count('worker-1')).toEqual([WIDE, 0]);
      await bench.begin(B, [owed('ingest', bench.now)]);
      expect(await count('worker-1')).toEqual([0, 1]);
      expect(await count('worker-2')).toEqual([WIDE, 0]);
    });

    it('has only a few duties of one conversation under way at once, and no other conversation waits for them', async () => {
      for (let post = 0; post < ABREAST + 6; post += 1)
        await bench.begin(A, [owed('ingest', START)], 'burst');
      bench.now = later(bench.now, SECOND);
      const apart = await bench.begin(A, [owed('ingest', bench.now)], 'elsewhere');
      const first = await bench.claim(ABREAST + 6);
      expect(first.filter((one) => one.set !== apart.id)).toHaveLength(ABREAST);
      expect(first.filter((one) => one.set === apart.id)).toHaveLength(1);
      expect(await bench.claim(ABREAST)).toEqual([]);
      bench.now = later(bench.now, MINUTE);
      expect(await bench.claim(ABREAST + 6)).toHaveLength(ABREAST + 1);
    });

    it('sets cards aside while a picture of the organisation may still be visible, and never longer than two seconds', async () => {
      await bench.begin(A, [owed('ingest', START)]);
      await bench.begin(A, [owed('card', START)], 'elsewhere');
      await bench.begin(B, [owed('card', START)]);
      expect(sample.verbs(await bench.claim()).sort()).toEqual(['card', 'ingest']);
      bench.now = later(bench.now, SHORT_ASIDE_MS - 1);
      expect(await bench.claim()).toEqual([]);
      bench.now = later(bench.now, 1);
      expect(sample.verbs(await bench.claim())).toEqual(['card']);
    });

    it('takes turns even when only one duty is asked for at a time', async () => {
      await bench.begin(A, [
        owed('remove', START, '1'),
        owed('remove', START, '2'),
        owed('remove', START, '3'),
      ]);
      bench.now = later(bench.now, MINUTE);
      await bench.begin(B, [owed('card', bench.now), owed('render', bench.now)]);
      const turns: string[] = [];
      for (let asked = 0; asked < 4; asked += 1) turns.push(only(await bench.claim(1)).organisation);
      expect(turns.filter((one) => one === B)).toHaveLength(2);
      expect(turns.slice(0, 2).sort()).toEqual([A, B]);
    });
  });
};
