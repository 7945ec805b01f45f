import { describe, expect, it } from '@jest/globals';
import { SHORT_ASIDE_MS } from '../../bot/adapters/postgres/lanes.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { conversationId, lookupHash, setId, tenantId } from '../../bot/set/ids.ts';
import type { SetId } from '../../bot/set/ids.ts';
import type { Filing } from '../../bot/set/image.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { DAY, HOUR, later } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { auditContract } from './ledger-audit.ts';
import { code, ledgerBench } from './ledger-bench.ts';
import type { MakeLedger } from './ledger-bench.ts';
import { dutiesContract } from './ledger-duties.ts';
import * as sample from './ledger-samples.ts';
import { A, B, event, only, owed, received, START, stored } from './ledger-samples.ts';
import { closedQuestion, openQuestion } from '../memory/question.ts';

/** What every ledger must do (bot/ports/ledger.ts). */
export const ledgerContract = (name: string, make: MakeLedger): void => {
  const bench = ledgerBench(make);
  dutiesContract(name, bench);
  auditContract(name, bench);

  describe(`receiving a message: ${name}`, () => {
    it('makes one set of many deliveries of the same message at the same moment', async () => {
      const first = received();
      const deliveries = Array.from({ length: 20 }, () =>
        bench.ledger.receive({ ...first, id: received().id }, [owed('ingest')], [event('set-received')]),
      );
      const all = await Promise.all(deliveries);
      expect(all.filter((one) => one.isNew)).toHaveLength(1);
      expect(new Set(all.map((one) => one.set.id)).size).toBe(1);
      expect(await bench.claim(50)).toHaveLength(1);
      expect(await bench.rows(A)).toHaveLength(1);
    });

    it('makes one set of what is sent twice at once under the id it was given before', async () => {
      for (let round = 0; round < 100; round += 1) {
        const first = received();
        const answers = await Promise.all(
          Array.from({ length: 8 }, () =>
            bench.ledger.receive(first, [owed('ingest')], [event('set-received')]),
          ),
        );
        expect(answers.map(({ set }) => set.id)).toEqual(answers.map(() => first.id));
        expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
      }
    });

    it('keeps two messages, and the same message of two organisations, apart', async () => {
      const first = received();
      await bench.ledger.receive(first, [], []);
      const other = await bench.ledger.receive({ ...first, id: received().id, organisation: B }, [], []);
      const next = await bench.ledger.receive(received(), [], []);
      expect([other.isNew, next.isNew]).toEqual([true, true]);
      expect(await bench.ledger.find(A, { by: 'all' })).toHaveLength(2);
    });

    it('gives back what was kept, and hands out copies nobody else holds', async () => {
      const first = received();
      const { set } = await bench.ledger.receive(first, [], []);
      expect(set).toEqual(first);
      Object.assign(set.origin, { message: 'scribbled' });
      expect(await bench.ledger.read(A, first.id)).toEqual(first);
      expect(await bench.ledger.read(A, setId('no-such-set'))).toBeUndefined();
    });
  });

  describe(`changing a set: ${name}`, () => {
    it('changes the facts, the duties and the audit together', async () => {
      const set = await bench.begin();
      const ingest = only(await bench.claim());
      const changed = await bench.ledger.change(A, set.id, {
        claim: ingest,
        to: stored,
        owes: [owed('remove', START, 'copy-1'), owed('card')],
        events: [event('set-stored', set.id)],
        duty: 'done',
      });
      expect(changed.state).toBe('stored');
      expect(await bench.ledger.read(A, set.id)).toEqual(changed);
      expect(sample.verbs(await bench.claim())).toEqual(['remove']);
      bench.now = later(bench.now, SHORT_ASIDE_MS);
      expect(sample.verbs(await bench.claim())).toEqual(['card']);
      expect((await bench.rows(A)).map((row) => row.event.kind)).toEqual(['set-received', 'set-stored']);
    });

    it('leaves everything as it was when the change is refused', async () => {
      const set = await bench.begin();
      const ingest = only(await bench.claim());
      const refused = bench.ledger.change(A, set.id, {
        claim: ingest,
        to: () => {
          throw new SafelightError('change-refused');
        },
        owes: [owed('card')],
        settles: [{ verb: 'ingest' }],
        events: [event('set-stored')],
        duty: 'done',
      });
      await expect(refused).rejects.toEqual(code('change-refused'));
      expect(await bench.ledger.read(A, set.id)).toEqual(set);
      expect(await bench.rows(A)).toHaveLength(1);
      bench.now = later(bench.now, HOUR);
      expect(sample.verbs(await bench.claim())).toEqual(['ingest']);
    });

    it('leaves everything as it was when its audit event cannot be written', async () => {
      const set = await bench.begin();
      const ingest = only(await bench.claim());
      const unwritable = { ...event('set-stored', set.id), facts: { images: Number.NaN } };
      const change = { claim: ingest, to: stored, owes: [owed('card')], duty: 'done' } as const;
      await expect(bench.ledger.change(A, set.id, { ...change, events: [unwritable] })).rejects.toThrow();
      expect(await bench.ledger.read(A, set.id)).toEqual(set);
      bench.now = later(bench.now, HOUR);
      expect(sample.verbs(await bench.claim())).toEqual(['ingest']);
    });

    it('applies every change to the facts as they are, however many come at once', async () => {
      const set = await bench.begin();
      const raise = (was: ImageSet): ImageSet => ({
        ...was,
        alerts: [...was.alerts, { what: 'custody-late', since: bench.now, toldAt: bench.now }],
      });
      const changes = Array.from({ length: 25 }, () =>
        bench.ledger.change(A, set.id, { to: raise, events: [event('alert-raised', set.id)] }),
      );
      await Promise.all(changes);
      expect((await bench.ledger.read(A, set.id))?.alerts).toHaveLength(25);
    });

    it('does not know a set of another organisation, and never turns one set into another', async () => {
      const set = await bench.begin(A);
      await expect(bench.ledger.change(B, set.id, { events: [] })).rejects.toEqual(code('set-missing'));
      const stolen = bench.ledger.change(A, set.id, {
        to: (was) => ({ ...was, organisation: B }),
        events: [],
      });
      await expect(stolen).rejects.toEqual(code('change-refused'));
      expect(await bench.ledger.read(B, set.id)).toBeUndefined();
    });
  });

  describe(`finding sets: ${name}`, () => {
    it('finds by message, patient, conversation and what is still open', async () => {
      const set = await bench.begin(A, [], 'ward-4');
      await bench.ledger.receive(received(A, 'ward-9'), [], []);
      const ids = async (query: Parameters<Ledger['find']>[1]): Promise<number> =>
        (await bench.ledger.find(A, query)).length;
      expect(only(await bench.ledger.find(A, { by: 'message', at: set.origin })).id).toBe(set.id);
      expect(await ids({ by: 'unfiled' })).toBe(0);

      await bench.ledger.change(A, set.id, {
        to: (was) => stored(was, [sample.filedTo('p1'), sample.filedTo('p2'), { state: 'unfiled' }]),
        events: [],
      });
      expect(await ids({ by: 'patient', lookup: lookupHash('p2') })).toBe(1);
      expect(await ids({ by: 'unfiled' })).toBe(1);
      expect(await ids({ by: 'outstanding' })).toBe(2);

      await bench.ledger.change(A, set.id, {
        to: (was) => ({
          ...sample.removed(stored(was, [sample.filedTo('p1')])),
          alerts: [{ what: 'card-missing', since: START, toldAt: START }],
        }),
        events: [],
      });
      expect(await ids({ by: 'patient', lookup: lookupHash('p2') })).toBe(0);
      expect(await ids({ by: 'patient', lookup: lookupHash('p1') })).toBe(1);
      expect([await ids({ by: 'unfiled' }), await ids({ by: 'outstanding' })]).toEqual([0, 1]);
      expect(await ids({ by: 'alerting' })).toBe(1);

      const ward4 = { by: 'conversation', conversation: conversationId('ward-4') } as const;
      expect(await ids({ ...ward4, since: START })).toBe(1);
      expect(await ids({ ...ward4, since: later(START, 1) })).toBe(0);
      expect(await ids({ by: 'all' })).toBe(2);
      expect(await bench.ledger.find(B, { by: 'all' })).toEqual([]);
      expect(await bench.ledger.find(B, { by: 'patient', lookup: lookupHash('p1') })).toEqual([]);
    });

    it('finds what one person posted that is still to be dealt with, and nobody else’s', async () => {
      const post = async (oid: string, message: string) => {
        const one = { ...received(A, message), poster: { ...received().poster, oid } };
        await bench.ledger.receive(one, [], []);
        return one;
      };
      const [waiting, done] = [await post('mine', 'waiting'), await post('mine', 'done')];
      await post('theirs', 'theirs');
      await bench.ledger.change(A, done.id, {
        to: (row) => ({ ...stored(row), copies: [] }),
        events: [],
      });
      const mine = { by: 'outstanding-of', person: waiting.poster } as const;
      expect((await bench.ledger.find(A, mine)).map((set) => set.id)).toEqual([waiting.id]);
      expect(await bench.ledger.find(B, mine)).toEqual([]);
    });

    it('finds what one person posted, the newest alone, and nobody else’s', async () => {
      const person = (oid: string) => ({ ...received().poster, oid });
      const post = async (oid: string, minutes: number) => {
        const one = { ...received(), poster: person(oid), postedAt: later(START, minutes * 60_000) };
        await bench.ledger.receive(one, [], []);
        return one.id;
      };
      const posted = [await post('mine', 1), await post('mine', 2), await post('mine', 3)];
      await post('theirs', 4);
      const mine = { by: 'poster', person: person('mine') } as const;
      const ids = async (newest: number) =>
        (await bench.ledger.find(A, { ...mine, newest })).map((set) => set.id);
      expect(await ids(10)).toEqual([...posted].reverse());
      expect(await ids(2)).toEqual([posted[2], posted[1]]);
      expect(await bench.ledger.find(B, { ...mine, newest: 10 })).toEqual([]);
    });

    it('finds what one person was asked, by whoever and however often, and what they asked themselves', async () => {
      const person = (oid: string) => ({ ...received().poster, oid });
      const at = later(START, DAY);
      const told = (oid: string) => ({ person: person(oid), at, why: 'asked' as const });
      const keep = async (minutes: number, questions?: StoredSet['questions']) => {
        const first = { ...received(), postedAt: later(START, minutes * 60_000) };
        await bench.ledger.receive(first, [], []);
        const more = questions === undefined ? {} : { questions };
        const to = (was: ImageSet): ImageSet => ({ ...stored(was), ...more });
        await bench.ledger.change(A, first.id, { to, events: [] });
        return first.id;
      };
      const [asker, registrar] = [person('asker'), 'registrar'];
      const open = await keep(1, [openQuestion({ by: asker, toldTo: [told(registrar)] })]);
      const next = await keep(2, [
        closedQuestion(at, {
          by: person('other'),
          toldTo: [told('first'), told(registrar), told(registrar)],
        }),
      ]);
      await keep(3, [openQuestion({ by: person('other'), toldTo: [told('first')] })]);
      await keep(4);
      const ids = async (by: 'asked-of' | 'asked-by', whom: typeof asker, newest = 10) =>
        (await bench.ledger.find(A, { by, person: whom, newest })).map((set) => set.id);
      expect(await ids('asked-of', person(registrar))).toEqual([next, open]);
      expect(await ids('asked-of', person(registrar), 1)).toEqual([next]);
      expect(await ids('asked-by', asker)).toEqual([open]);
      expect(await ids('asked-of', asker)).toEqual([]);
      expect(await ids('asked-of', { ...person(registrar), tid: tenantId('another') })).toEqual([]);
      expect(await bench.ledger.find(B, { by: 'asked-by', person: asker, newest: 10 })).toEqual([]);
    });

    it('finds what nobody filed before the card’s time was over: those that have waited longest, and no more', async () => {
      const keep = async (days: number, more: Partial<StoredSet> = {}, filings?: readonly Filing[]) => {
        const first = { ...received(), postedAt: later(START, days * DAY) };
        await bench.ledger.receive(first, [], []);
        const to = (was: ImageSet): ImageSet => ({
          ...stored(was, filings),
          lapsesAt: later(first.postedAt, 3 * DAY),
          ...more,
        });
        await bench.ledger.change(A, first.id, { to, events: [] });
        return first.id;
      };
      const oldest = await keep(1);
      const half = await keep(2, {}, [sample.filedTo('p1'), { state: 'unfiled' }]);
      const answered = await keep(3, { questions: [closedQuestion(later(START, DAY))] });
      await keep(1, { lapsesAt: later(START, 30 * DAY) });
      await keep(1, { questions: [openQuestion(), closedQuestion(START)] });
      await keep(1, {}, [sample.filedTo('p1')]);
      await keep(1, { notClinical: { by: sample.POSTER, at: START } });
      await bench.ledger.receive({ ...received(), postedAt: START }, [], []);
      const found = async (at: Instant, most: number) =>
        (await bench.ledger.find(A, { by: 'lapsed-unfiled', at, oldest: most })).map((set) => set.id);
      expect(await found(later(START, 6 * DAY), 10)).toEqual([answered, half, oldest]);
      expect(await found(later(START, 6 * DAY), 2)).toEqual([half, oldest]);
      expect(await found(later(START, 4 * DAY), 10)).toEqual([oldest]);
      expect(await found(later(START, 4 * DAY - 1), 10)).toEqual([]);
      expect(
        await bench.ledger.find(B, { by: 'lapsed-unfiled', at: later(START, 6 * DAY), oldest: 10 }),
      ).toEqual([]);
    });

    it('finds what is marked and what is only watched, so many of them and no more, and counts without reading', async () => {
      const keep = async (minutes: number, more: Partial<StoredSet> = {}) => {
        const first = { ...received(), postedAt: later(START, minutes * 60_000) };
        await bench.ledger.receive(first, [], []);
        const to = (was: ImageSet): ImageSet => ({ ...stored(was), ...more });
        await bench.ledger.change(A, first.id, { to, events: [] });
        return first.id;
      };
      const notClinical = { by: sample.POSTER, at: START };
      const alert = (closedAt?: Instant) => ({
        ...{ what: 'card-missing', since: START, toldAt: START },
        ...(closedAt === undefined ? {} : { closedAt }),
      });
      const marked = [await keep(1, { notClinical }), await keep(2, { notClinical })];
      const left = { state: 'left', why: 'observe-mode' } as const;
      const copies = stored(received()).copies.map((copy) => ({ ...copy, outcome: left }));
      const watched = await keep(3, { mode: 'observe', copies });
      await keep(4, { alerts: [alert(), alert(START)] as ImageSet['alerts'] });
      await bench.ledger.receive(received(), [], []);
      const find = async (query: Parameters<Ledger['find']>[1], of = A) =>
        (await bench.ledger.find(of, query)).map((set) => set.id);
      expect(await find({ by: 'marked' })).toEqual([...marked].reverse());
      expect(await find({ by: 'marked', oldest: 1 })).toEqual([marked[0]]);
      expect(await find({ by: 'marked', newest: 1 })).toEqual([marked[1]]);
      expect(await find({ by: 'observed', newest: 9 })).toEqual([watched]);
      // What was left on purpose waits for nobody; what is not in custody yet does.
      expect(await find({ by: 'outstanding' })).not.toContain(watched);
      expect(await find({ by: 'outstanding' })).toHaveLength(4);
      expect(await find({ by: 'marked' }, B)).toEqual([]);
      expect(await bench.ledger.tally(A)).toEqual({
        sets: { unfiled: 2, outstanding: 3, alerting: 1, marked: 2, observed: 1, exceptional: 0 },
        alerts: new Map([['card-missing', 1]]),
      });
      expect((await bench.ledger.tally(B)).alerts).toEqual(new Map());
    });

    it('reads every set once, a page at a time', async () => {
      const begun = await Promise.all([1, 2, 3, 4, 5].map(() => bench.begin(A)));
      await bench.begin(B);
      const seen: SetId[] = [];
      for (let after: SetId | undefined; ; after = seen.at(-1)) {
        const page = await bench.ledger.find(A, {
          ...{ by: 'page', most: 2 },
          ...(after === undefined ? {} : { after }),
        });
        seen.push(...page.map((set) => set.id));
        expect(page.length).toBeLessThanOrEqual(2);
        if (page.length === 0) break;
      }
      expect(seen).toEqual(begun.map((set) => set.id).sort());
    });

    it('asks for an organisation’s look-up key once in its life', async () => {
      let made = 0;
      const make = async (): Promise<typeof sample.WRAPPED> => {
        made += 1;
        return sample.WRAPPED;
      };
      const failing = async (): Promise<never> => {
        throw new SafelightError('key-unreachable', { transient: true });
      };
      await expect(bench.ledger.lookupKey(A, failing)).rejects.toEqual(code('key-unreachable'));
      const keys = await Promise.all(Array.from({ length: 6 }, () => bench.ledger.lookupKey(A, make)));
      expect([made, keys[5]]).toEqual([1, sample.WRAPPED]);
      await bench.ledger.lookupKey(B, make);
      expect(made).toBe(2);
    });
  });
};
