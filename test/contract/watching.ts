import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Subscription, Subscriptions, Watching } from '../../bot/ports/watching.ts';
import { conversationId, tenantId } from '../../bot/set/ids.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import { A, B, START } from './ledger-samples.ts';

export interface MadeWatching {
  readonly watching: Watching;
  readonly subscriptions: Subscriptions;
  readonly close: () => Promise<void>;
}

const channel = (team: string, conversation: string, reference = 'there'): Place => ({
  tenant: tenantId('tenant-1'),
  kind: 'channel',
  team,
  conversation: conversationId(conversation),
  reference,
});
const photos = channel('team-1', '19:photos@thread.tacv2');
const wounds = channel('team-1', '19:wounds@thread.tacv2');
const subscription: Subscription = {
  id: 'subscription-1',
  organisation: A,
  conversation: photos.conversation,
  secretHash: 'ab'.repeat(32),
  expiresAt: later(START, 48 * HOUR),
  renewAt: later(START, 24 * HOUR),
};

/** What every keeper of the watch must do (bot/ports/watching.ts). */
export const watchingContract = (name: string, make: () => Promise<MadeWatching>): void => {
  describe(`the watch: ${name}`, () => {
    let made: MadeWatching;
    let watching: Watching;
    beforeAll(async () => {
      made = await make();
      ({ watching } = made);
    });
    afterAll(() => made.close());

    it('remembers the first installation of a team and the newest way to reach it', async () => {
      await watching.installed(A, photos, later(START, HOUR));
      await watching.installed(A, channel('team-1', '19:wounds@thread.tacv2', 'moved'), START);
      await watching.installed(A, { ...photos, reference: 'newest' }, later(START, 2 * HOUR));
      expect(await watching.installations(A)).toEqual([
        { place: { ...photos, reference: 'newest' }, since: START },
      ]);
    });

    it('begins to watch a conversation once, and keeps how far it was read', async () => {
      await watching.watch(A, photos, START, START);
      await watching.watch(A, wounds, START, later(START, MINUTE));
      await watching.save(A, photos, { cursor: 'here', sweptAt: START, dueAt: later(START, HOUR) });
      await watching.watch(A, photos, later(START, HOUR), START);
      expect(await watching.watched(A)).toEqual([
        { place: wounds, since: START, dueAt: later(START, MINUTE) },
        { place: photos, since: START, cursor: 'here', sweptAt: START, dueAt: later(START, HOUR) },
      ]);
    });

    it('is due sooner when it is asked, never later', async () => {
      await watching.ask(A, { dueAt: later(START, 2 * HOUR) });
      await watching.ask(A, { dueAt: later(START, 5 * MINUTE), conversation: photos.conversation });
      const due = (await watching.watched(A)).map((one) => one.dueAt);
      expect(due).toEqual([later(START, MINUTE), later(START, 5 * MINUTE)]);
    });

    it('keeps one question about the time before, and its newest answer', async () => {
      await watching.ask(A, { dueAt: START, history: { what: 'count', askedAt: START } });
      const answeredAt = later(START, MINUTE);
      await watching.save(A, photos, { history: { found: 7, answeredAt, failed: 'chat-forbidden' } });
      const history = async () =>
        (await watching.watched(A)).find((one) => one.place.conversation === photos.conversation)?.history;
      expect(await history()).toEqual({
        what: 'count',
        askedAt: START,
        found: 7,
        answeredAt,
        failed: 'chat-forbidden',
      });
      await watching.ask(A, { dueAt: START, history: { what: 'take', askedAt: answeredAt } });
      expect(await history()).toEqual({ what: 'take', askedAt: answeredAt });
      await watching.ask(A, { dueAt: START });
      expect(await history()).toEqual({ what: 'take', askedAt: answeredAt });
    });

    it('keeps organisations apart', async () => {
      expect(await watching.installations(B)).toEqual([]);
      expect(await watching.watched(B)).toEqual([]);
      await watching.watch(B, photos, later(START, HOUR), START);
      expect(await watching.watched(B)).toHaveLength(1);
      expect(await watching.watched(A)).toHaveLength(2);
    });

    it('lets one process sweep at a time, and the next one after it, even after a failure', async () => {
      const order: string[] = [];
      await watching.alone(async () => {
        order.push('first');
        expect(await watching.alone(async () => void order.push('second'))).toBe(false);
      });
      const failing = watching.alone(async () => {
        throw new Error('the network');
      });
      await expect(failing).rejects.toThrow('the network');
      expect(await watching.alone(async () => void order.push('third'))).toBe(true);
      expect(order).toEqual(['first', 'third']);
    });

    it('finds a subscription by its id alone, and forgets it when it is over', async () => {
      const { subscriptions } = made;
      await subscriptions.keep(subscription);
      const renewed = { ...subscription, expiresAt: later(START, 72 * HOUR) };
      await subscriptions.keep(renewed);
      expect(await subscriptions.find(subscription.id)).toEqual(renewed);
      expect(await subscriptions.all(A)).toEqual([renewed]);
      expect(await subscriptions.all(B)).toEqual([]);
      const next = { ...subscription, id: 'subscription-2' };
      await subscriptions.keep(next);
      expect(await subscriptions.all(A)).toEqual([next]);
      await subscriptions.forget(next);
      expect(await subscriptions.find(next.id)).toBeUndefined();
    });
  });
};
