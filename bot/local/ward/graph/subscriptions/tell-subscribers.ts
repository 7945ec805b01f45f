import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { TENANT_ID } from '../../../demonstration/people.ts';
import { messagesIn } from '../../world/change-message.ts';
import type { Message, Subscription } from '../../world/records.ts';
import type { World } from '../../world/world.ts';
import { tell } from './ask-endpoint.ts';
import { isLive, liveIn, resourceOfMessage } from './name-resources.ts';

/** Graph tries for four hours; the ward is less patient. */
const RETRY_AFTER_MS = [250, 1_000, 4_000] as const;

export const LIFECYCLE_EVENTS = ['missed', 'reauthorizationRequired', 'subscriptionRemoved'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

const changeOf = (message: Message): string => {
  if (message.deletedAt !== undefined) return 'deleted';
  return message.modifiedAt === message.createdAt ? 'created' : 'updated';
};

/** Tells applications of changes, without saying what was written; the line is cut with `close`. */
export class Subscribers {
  readonly #world: World;
  readonly #hangUp = new AbortController();
  readonly #open = new Set<Promise<unknown>>();
  #told: number;

  constructor(world: World) {
    this.#world = world;
    setMaxListeners(0, this.#hangUp.signal);
    this.#told = Math.max(0, ...world.messages.values().map((one) => one.change));
    world.changes.on('change', this.#changed);
  }

  async close(): Promise<void> {
    this.#world.changes.off('change', this.#changed);
    this.#hangUp.abort();
    await Promise.allSettled(this.#open);
  }

  /** Says a lifecycle event to every application that subscribed; `subscriptionRemoved` is true when it is said. */
  async sayLifecycle(event: LifecycleEvent): Promise<void> {
    const { subscriptions, now } = this.#world;
    for (const one of subscriptions.values().filter((kept) => isLive(kept, now()))) {
      if (event === 'subscriptionRemoved') subscriptions.remove(one.id);
      await this.#lifecycle(one, event);
    }
  }

  readonly #changed = (placeId: string): void => {
    const fresh = messagesIn(this.#world, placeId).filter((one) => one.change > this.#told);
    if (fresh.length === 0) return;
    this.#told = Math.max(...fresh.map((one) => one.change));
    const subscriptions = liveIn(this.#world.subscriptions, placeId, this.#world.now());
    for (const subscription of subscriptions)
      for (const message of fresh)
        if (subscription.changeTypes.includes(changeOf(message)))
          this.#track(this.#notify(subscription, message));
  };

  #track(telling: Promise<unknown>): void {
    this.#open.add(telling);
    void telling.finally(() => this.#open.delete(telling));
  }

  async #notify(subscription: Subscription, message: Message): Promise<void> {
    const place = this.#world.places.byId(message.place);
    if (!place) return;
    const resource = resourceOfMessage(place, message.id, message.replyTo);
    const told = await this.#persist(subscription.notificationUrl, {
      ...this.#signed(subscription),
      changeType: changeOf(message),
      resource,
      resourceData: {
        id: message.id,
        '@odata.type': '#Microsoft.Graph.chatMessage',
        '@odata.id': resource,
      },
    });
    const now = this.#world.subscriptions.get(subscription.id);
    if (!now || told !== now.missed) return;
    this.#world.subscriptions.put(now.id, { ...now, missed: !told });
    if (told) await this.#lifecycle(now, 'missed');
  }

  #lifecycle(subscription: Subscription, lifecycleEvent: LifecycleEvent): Promise<boolean> {
    return this.#persist(subscription.lifecycleUrl ?? subscription.notificationUrl, {
      ...this.#signed(subscription),
      lifecycleEvent,
    });
  }

  /** What every notification carries: whose it is, and the secret that only its subscriber knows. */
  #signed({ id, clientState, expiresAt }: Subscription): object {
    return {
      subscriptionId: id,
      clientState: clientState ?? null,
      subscriptionExpirationDateTime: new Date(expiresAt).toISOString(),
      tenantId: TENANT_ID,
    };
  }

  /** True when it was accepted, at once or later; false when it was given up. */
  async #persist(url: string, notification: object): Promise<boolean> {
    if (this.#world.sky.now.mute === true) return false;
    for (const pause of [...RETRY_AFTER_MS, undefined]) {
      const accepted = await tell(url, notification);
      this.#world.moments.note({ what: 'call', route: 'subscriber', status: accepted ? 202 : 0 });
      if (accepted) return true;
      if (pause === undefined || !(await this.#pause(pause))) return false;
    }
    return false;
  }

  async #pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.#hangUp;
    try {
      await wait(milliseconds, undefined, { signal });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}
