import { timingSafeEqual } from 'node:crypto';
import type { Subscription } from '../ports/watching.ts';
import { SafelightError } from '../set/errors.ts';
import { later, SECOND } from '../set/instant.ts';
import { hashOfSecret } from './keep-ears.ts';
import type { SweepRoom } from './room.ts';

/** A notification as the platform sends it; what it says of the message is not read: the sweep looks for itself. */
export interface Notification {
  readonly subscription: string;
  readonly secret: string;
  readonly lifecycle?: string;
}

/** The ordinary ear hears of the same message; only what it missed is left to find by then. */
const AFTER_THE_EAR = 15 * SECOND;

/**
 * What the platform says of its subscriptions becomes rows, and nothing else: the answer is due in three seconds. One
 * that does not know its subscription's secret is nobody's, and is told to the log alone. Throws where nothing could be
 * recorded, so that the platform says it again.
 */
export const hearNotifications =
  (room: SweepRoom, listSoon: () => void) =>
  async (notifications: readonly Notification[]): Promise<void> => {
    // A burst says the same of one conversation many times.
    const different = new Map(
      notifications.map((one) => [[one.subscription, one.secret, one.lifecycle].join('\n'), one]),
    );
    for (const { subscription: id, secret, lifecycle } of different.values()) {
      const subscription = await room.subscriptions.find(id);
      if (subscription === undefined || !isSecretOf(subscription, secret)) {
        room.tell({ what: 'not-told', error: new SafelightError('not-allowed') });
        continue;
      }
      await act(room, subscription, lifecycle);
      if (lifecycle !== undefined) listSoon();
    }
  };

const act = async (
  room: SweepRoom,
  subscription: Subscription,
  lifecycle: string | undefined,
): Promise<void> => {
  const now = room.clock.now();
  const { organisation, conversation } = subscription;
  switch (lifecycle) {
    case undefined:
      await room.watching.ask(organisation, { dueAt: later(now, AFTER_THE_EAR), conversation });
      return;
    case 'reauthorizationRequired':
      await room.subscriptions.keep({ ...subscription, renewAt: now });
      return;
    case 'subscriptionRemoved':
      await room.subscriptions.forget(subscription);
      await room.watching.ask(organisation, { dueAt: now, conversation });
      return;
    case 'missed':
      await room.watching.ask(organisation, { dueAt: now, conversation });
      return;
    default:
      room.tell({ what: 'not-told', error: new SafelightError('bad-request') });
  }
};

/** Compared as hashes of one length: the time it takes says nothing of the secret. */
const isSecretOf = ({ secretHash }: Subscription, secret: string): boolean => {
  const [kept, given] = [Buffer.from(secretHash, 'hex'), Buffer.from(hashOfSecret(secret), 'hex')];
  return kept.length === given.length && timingSafeEqual(kept, given);
};
