import { randomUUID } from 'node:crypto';
import { text } from '../../http/read-json.ts';
import { refuseGraph } from '../../http/refuse.ts';
import { done, json } from '../../http/route.ts';
import type { Call, Reply, Route } from '../../http/route.ts';
import type { Place } from '../../world/places.ts';
import type { Subscription } from '../../world/records.ts';
import type { World } from '../../world/world.ts';
import { forbidden, graphRoute } from '../check-caller.ts';
import type { GraphAnswer } from '../check-caller.ts';
import { notFound } from '../find-message.ts';
import { isWilling } from './ask-endpoint.ts';
import { isLive, liveIn, pathOfPlace } from './name-resources.ts';

const MINUTE = 60_000;
/** Of a chatMessage; past an hour only with a lifecycle address (platform.md 1.4). */
const LONGEST_MS = 4_320 * MINUTE;
const LONGEST_ALONE_MS = 60 * MINUTE;
const CHANGES = ['created', 'updated', 'deleted'];

const bad = (words: string) => refuseGraph(400, 'InvalidRequest', words);

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
};

const placeOfResource = (world: World, resource: string): Place => {
  const bare = decoded(resource).replace(/^\//, '');
  const found = world.places.all.find((place) => bare === `${pathOfPlace(place)}/messages`);
  if (!found)
    throw refuseGraph(403, 'ExtensionError', 'Operation: Create; the resource cannot be subscribed to.');
  return found;
};

/** Plain http only on the computer itself, where the ward lives too. */
const addressIn = (value: unknown, name: string): string => {
  const address = text(value) ?? '';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const near = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !near))
    throw bad(`${name} must be an https address.`);
  return address;
};

const expiryIn = (world: World, value: unknown, withLifecycle: boolean): number => {
  const expiresAt = Date.parse(text(value) ?? '');
  const life = expiresAt - world.now();
  if (Number.isNaN(expiresAt) || life <= 0) throw bad('expirationDateTime must be in the future.');
  if (life > LONGEST_MS) throw bad('Subscription expiration can only be 4320 minutes in the future.');
  if (life > LONGEST_ALONE_MS && !withLifecycle)
    throw bad('lifecycleNotificationUrl is required for an expiration of more than 1 hour.');
  return expiresAt;
};

const shape = (world: World, one: Subscription) => ({
  '@odata.context': `${world.url}/graph/v1.0/$metadata#subscriptions/$entity`,
  id: one.id,
  resource: one.resource,
  applicationId: world.identity.appId,
  changeType: one.changeTypes.join(','),
  // Graph never says the secret again.
  clientState: null,
  notificationUrl: one.notificationUrl,
  lifecycleNotificationUrl: one.lifecycleUrl ?? null,
  expirationDateTime: new Date(one.expiresAt).toISOString(),
  includeResourceData: false,
  latestSupportedTlsVersion: 'v1_2',
});

const create = async (world: World, call: Call): Promise<Reply> => {
  const asked = call.json();
  const place = placeOfResource(world, text(asked['resource']) ?? '');
  const changeTypes = (text(asked['changeType']) ?? '').split(',');
  if (changeTypes.some((one) => !CHANGES.includes(one))) throw bad('changeType is not one of this resource.');
  if (asked['includeResourceData'] === true) throw bad('encryptionCertificate is missing.');
  const clientState = text(asked['clientState']);
  if (clientState !== undefined && clientState.length > 128) throw bad('clientState is too long.');
  const notificationUrl = addressIn(asked['notificationUrl'], 'notificationUrl');
  const lifecycle = asked['lifecycleNotificationUrl'];
  const lifecycleUrl = lifecycle === undefined ? undefined : addressIn(lifecycle, 'lifecycleNotificationUrl');
  const expiresAt = expiryIn(world, asked['expirationDateTime'], lifecycleUrl !== undefined);
  if (liveIn(world.subscriptions, place.id, world.now()).length > 0)
    throw refuseGraph(409, 'Conflict', 'A subscription of this application on this resource already exists.');
  for (const url of new Set([notificationUrl, lifecycleUrl ?? notificationUrl]))
    if (!(await isWilling(url)))
      throw refuseGraph(400, 'ValidationError', 'Subscription validation request failed.');
  const made: Subscription = {
    id: randomUUID(),
    place: place.id,
    resource: text(asked['resource']) ?? '',
    changeTypes,
    notificationUrl,
    ...(lifecycleUrl === undefined ? {} : { lifecycleUrl }),
    ...(clientState === undefined ? {} : { clientState }),
    expiresAt,
    missed: false,
  };
  world.subscriptions.put(made.id, made);
  return json(201, shape(world, made));
};

const findLive = (world: World, call: Call): Subscription => {
  const found = world.subscriptions.get(call.param('subscription'));
  if (!found || !isLive(found, world.now())) throw notFound();
  return found;
};

const renew = (world: World, call: Call): Reply => {
  const found = findLive(world, call);
  const expiresAt = expiryIn(world, call.json()['expirationDateTime'], found.lifecycleUrl !== undefined);
  const renewed = { ...found, expiresAt };
  world.subscriptions.put(found.id, renewed);
  return json(200, shape(world, renewed));
};

/** Only the app itself subscribes here: its resource-specific consent is the app's, not a person's. */
const appOnly =
  (answer: (call: Call) => Promise<Reply> | Reply): GraphAnswer =>
  (call, caller) => {
    if (caller.kind !== 'app') throw forbidden('The request requires application permissions.');
    return answer(call);
  };

export const subscriptionRoutes = (world: World): Route[] => {
  const one = '/subscriptions/:subscription';
  return [
    graphRoute(
      world,
      'graph.subscription.create',
      'POST',
      '/subscriptions',
      appOnly((call) => create(world, call)),
    ),
    graphRoute(
      world,
      'graph.subscription.list',
      'GET',
      '/subscriptions',
      appOnly(() => {
        const live = world.subscriptions.values().filter((kept) => isLive(kept, world.now()));
        return json(200, { value: live.map((kept) => shape(world, kept)) });
      }),
    ),
    graphRoute(
      world,
      'graph.subscription.get',
      'GET',
      one,
      appOnly((call) => json(200, shape(world, findLive(world, call)))),
    ),
    graphRoute(
      world,
      'graph.subscription.renew',
      'PATCH',
      one,
      appOnly((call) => renew(world, call)),
    ),
    graphRoute(
      world,
      'graph.subscription.delete',
      'DELETE',
      one,
      appOnly((call) => {
        world.subscriptions.remove(findLive(world, call).id);
        return done;
      }),
    ),
  ];
};
