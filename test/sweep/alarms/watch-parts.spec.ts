import { describe, expect, it } from '@jest/globals';
import type { Coverage } from '../../../bot/set/coverage.ts';
import { DAY, HOUR, later, MINUTE } from '../../../bot/set/instant.ts';
import { A, received, stored } from '../../contract/ledger-samples.ts';
import { openWatch } from './open-watch.ts';

const coverageOf = (more: Partial<Coverage>): Coverage => ({
  place: received(A).origin.place,
  mode: 'protect',
  checkedAt: received(A).postedAt,
  gaps: [],
  notSignedIn: [],
  outsiders: [],
  ...more,
});

describe('a part that does not answer', () => {
  it('for a moment wakes nobody', async () => {
    const watch = openWatch();
    watch.down.add('blobs');
    await watch.pass(45_000);
    watch.down.clear();
    await watch.pass(HOUR);
    expect(watch.raised).toEqual([]);
    const kinds: string[] = [];
    for await (const { event } of watch.ledger.audit.rows(A)) kinds.push(event.kind);
    expect(kinds).toEqual([]);
  });

  it('is told after a minute, again at growing intervals, and when it is mended; each is in the audit', async () => {
    const watch = openWatch();
    watch.down.add('blobs');
    await watch.pass(2 * MINUTE);
    expect(watch.said()).toEqual(['store-down raised']);
    expect(watch.openNow()).toEqual({ 'store-down': 1 });
    await watch.pass(2 * HOUR);
    expect(watch.said()).toEqual([
      'store-down raised',
      'store-down still-open',
      'store-down still-open',
      'store-down still-open',
    ]);
    watch.down.clear();
    await watch.pass(2 * MINUTE);
    expect(watch.said().at(-1)).toBe('store-down closed');
    expect(watch.openNow()).toEqual({});
    const kinds: string[] = [];
    for await (const { event } of watch.ledger.audit.rows(A)) kinds.push(event.kind);
    expect(kinds).toEqual(['alert-raised', 'alert-closed']);
  });

  it('is told once however many processes see it, and not closed while one of them still sees it', async () => {
    const watch = openWatch();
    const blind = new Set<string>();
    const watchers = [watch.startProcess(() => blind), watch.startProcess(() => watch.down)];
    watch.down.add('keys');
    await watch.pass(3 * MINUTE, watchers);
    expect(watch.said()).toEqual(['key-service-down raised']);
    watch.down.clear();
    await watch.pass(2 * MINUTE, watchers);
    expect(watch.said()).toEqual(['key-service-down raised', 'key-service-down closed']);
  });

  it('is told again and again where nobody could be reached, until somebody was', async () => {
    const watch = openWatch();
    watch.down.add('sign-in');
    watch.state.deaf = true;
    await watch.pass(3 * MINUTE);
    expect(watch.said()).toEqual([]);
    watch.state.deaf = false;
    await watch.pass(MINUTE);
    expect(watch.said()).toEqual(['sign-in-down raised']);
  });

  it('is told even where it is the ledger itself, which keeps every other alert', async () => {
    const watch = openWatch();
    watch.down.add('ledger');
    await watch.pass(10 * MINUTE);
    expect(watch.said()).toEqual(['ledger-down raised', 'ledger-down still-open']);
    expect(watch.openNow()).toEqual({ 'ledger-down': 1 });
    watch.down.clear();
    await watch.pass(MINUTE);
    expect(watch.said().at(-1)).toBe('ledger-down closed');
    expect(watch.openNow()).toEqual({});
  });

  it('carries no more than what, whose and since when', async () => {
    const watch = openWatch();
    watch.down.add('record');
    await watch.pass(10 * MINUTE);
    expect(Object.keys(watch.raised[0] ?? {}).sort()).toEqual(['organisation', 'since', 'state', 'what']);
  });
});

describe('what is wrong with a conversation', () => {
  it('is told at once: that it is not covered, and that an outsider is in it', async () => {
    const watch = openWatch();
    await watch.coverage.save(A, coverageOf({ gaps: ['grant-missing'], outsiders: [received(A).poster] }));
    await watch.turn();
    expect(watch.raised).toMatchObject([
      { what: 'not-covered', state: 'raised' },
      { what: 'outsider-present', state: 'raised', conversation: 'ward-4' },
    ]);
    await watch.coverage.save(A, coverageOf({}));
    await watch.pass(MINUTE);
    expect(watch.said().slice(2)).toEqual(['not-covered closed', 'outsider-present closed']);
  });
});

describe('the audit', () => {
  it('is walked every hour, and a row that was altered is told', async () => {
    const watch = openWatch();
    await watch.posted('ward-4');
    await watch.ledger.audit.append(A, [
      { kind: 'signed-in', at: watch.clock.now(), by: received(A).poster },
    ]);
    await watch.pass(2 * HOUR);
    expect(watch.said()).toEqual([]);
    const asItWas = { ...watch.ledger.audit };
    watch.ledger.audit.rows = async function* (organisation, set) {
      for await (const row of asItWas.rows(organisation, set)) yield { ...row, hash: 'f'.repeat(64) };
    };
    await watch.pass(HOUR);
    expect(watch.said()[0]).toBe('chain-broken raised');
    Object.assign(watch.ledger.audit, asItWas);
    await watch.pass(HOUR + MINUTE);
    expect(watch.said().at(-1)).toBe('chain-broken closed');
  });
});

describe('while pictures cannot be opened', () => {
  const announced = (watch: ReturnType<typeof openWatch>): readonly unknown[] =>
    watch.chat.announced.map(({ place, notice }) => [
      place.conversation,
      notice.kind === 'pictures' ? notice.open : notice.kind,
    ]);

  it.each(['blobs', 'keys', 'sign-in'])(
    'because of %s, each conversation with something recent is told once, and when they can be again',
    async (part) => {
      const watch = openWatch();
      await watch.posted('ward-4');
      await watch.posted('ward-4', HOUR);
      await watch.posted('ward-5', 20 * HOUR);
      await watch.posted('ward-6', 2 * DAY);
      watch.down.add(part);
      await watch.pass(30 * MINUTE);
      expect(announced(watch)).toEqual(
        expect.arrayContaining([
          ['ward-4', false],
          ['ward-5', false],
        ]),
      );
      expect(announced(watch)).toHaveLength(2);
      watch.down.clear();
      await watch.pass(10 * MINUTE);
      expect(announced(watch).slice(2)).toEqual(
        expect.arrayContaining([
          ['ward-4', true],
          ['ward-5', true],
        ]),
      );
      expect(announced(watch)).toHaveLength(4);
    },
  );

  it('nobody is told of a patient record that is away: pictures open all the same', async () => {
    const watch = openWatch();
    await watch.posted('ward-4');
    watch.down.add('record');
    await watch.pass(30 * MINUTE);
    expect(announced(watch)).toEqual([]);
  });

  it('a conversation that cannot be reached for the moment is told later', async () => {
    const watch = openWatch();
    await watch.posted('ward-4');
    watch.down.add('keys');
    const asItWas = { ...watch.chat.post };
    watch.chat.post.tellAll = async () => {
      throw new Error('away');
    };
    await watch.pass(5 * MINUTE);
    Object.assign(watch.chat.post, asItWas);
    await watch.pass(MINUTE);
    expect(announced(watch)).toEqual([['ward-4', false]]);
  });
});

describe('the number of open alerts', () => {
  it('counts sets and parts alike', async () => {
    const watch = openWatch();
    const set = received(A);
    await watch.ledger.receive(set, [], []);
    const since = later(watch.clock.now(), -HOUR);
    await watch.ledger.change(A, set.id, {
      to: () => ({ ...stored(set), alerts: [{ what: 'removal-late', since, toldAt: since }] }),
      events: [],
    });
    watch.down.add('blobs');
    await watch.pass(2 * MINUTE);
    expect(watch.openNow()).toEqual({ 'removal-late': 1, 'store-down': 1 });
  });
});
