import type { Ear, Subscribed } from '../../../ports/chat-watch.ts';
import { SafelightError } from '../../../set/errors.ts';
import type { Instant } from '../../../set/instant.ts';
import { instant } from '../../../set/instant.ts';
import type { Place } from '../../../set/place.ts';
import { at, list, text } from '../../wire/read-json.ts';
import type { GraphClient } from '../graph-client.ts';
import { placePath } from '../paths.ts';

const subscribed = (answer: unknown): Subscribed => {
  const [id, expires] = [text(at(answer, 'id')), text(at(answer, 'expirationDateTime'))];
  if (id === undefined || expires === undefined)
    throw new SafelightError('chat-unreachable', { transient: true });
  return { id, expiresAt: instant(expires) };
};

const hasStatus = (thrown: unknown, status: number): boolean =>
  thrown instanceof SafelightError && thrown.facts['status'] === status;

const resourceOf = (place: Place): string => `${placePath(place)}/messages`;

/** Graph gives an app one subscription a resource: one that we have lost sight of is in the way. */
const removeOld = async (graph: GraphClient, place: Place): Promise<void> => {
  const sameAs = (resource: string): string => decodeURIComponent(resource).replace(/^\//, '').toLowerCase();
  const wanted = sameAs(resourceOf(place));
  let path: string | undefined = '/subscriptions';
  while (path !== undefined) {
    const page = await graph.json({ method: 'GET', path, as: 'app' });
    for (const one of list(at(page, 'value'))) {
      const [id, resource] = [text(at(one, 'id')), text(at(one, 'resource')) ?? ''];
      if (id === undefined || sameAs(resource) !== wanted) continue;
      await graph.act({ method: 'DELETE', path: `/subscriptions/${encodeURIComponent(id)}`, as: 'app' });
    }
    const next = text(at(page, '@odata.nextLink'));
    path = next === undefined ? undefined : graph.pathOf(next);
  }
};

/**
 * Change notifications of one conversation, by the consent given there (platform.md 1.4). They carry no message: what
 * happened is looked up, so nothing of a patient comes to the address.
 */
export const subscribe = async (graph: GraphClient, place: Place, to: Ear): Promise<Subscribed> => {
  const ask = async (): Promise<Subscribed> =>
    subscribed(
      await graph.json({
        method: 'POST',
        path: '/subscriptions',
        as: 'app',
        json: {
          changeType: 'created,updated',
          resource: resourceOf(place),
          notificationUrl: to.address,
          lifecycleNotificationUrl: to.address,
          expirationDateTime: to.until,
          clientState: to.secret,
          includeResourceData: false,
          latestSupportedTlsVersion: 'v1_2',
        },
      }),
    );
  try {
    return await ask();
  } catch (thrown) {
    if (!hasStatus(thrown, 409)) throw thrown;
    await removeOld(graph, place);
    return ask();
  }
};

export const renew = async (graph: GraphClient, id: string, until: Instant): Promise<Subscribed | 'gone'> => {
  try {
    return subscribed(
      await graph.json({
        method: 'PATCH',
        path: `/subscriptions/${encodeURIComponent(id)}`,
        as: 'app',
        json: { expirationDateTime: until },
      }),
    );
  } catch (thrown) {
    if (hasStatus(thrown, 404)) return 'gone';
    throw thrown;
  }
};
