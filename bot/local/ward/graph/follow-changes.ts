import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';
import { placeRoutes } from './find-message.ts';
import { chainsIn, readRange, shapeChain, topOf } from './read-messages.ts';

/** Delta reaches back so far (platform.md 1.5). */
const REACH_MS = 8 * 30 * 24 * 3_600_000;

const link = (call: Call, token: '$skiptoken' | '$deltatoken', since: number): string => {
  const url = new URL(call.url);
  for (const other of ['$skiptoken', '$deltatoken']) url.searchParams.delete(other);
  if (token === '$deltatoken') url.searchParams.delete('$filter');
  url.searchParams.set(token, String(since));
  return url.href;
};

/** Root posts whose chain changed since the token; replies only where they are asked for by `$expand=replies`. */
const delta = (world: World, call: Call, place: Place): Reply => {
  const query = call.url.searchParams;
  const since = Number(query.get('$deltatoken') ?? query.get('$skiptoken') ?? 0) || 0;
  const filter = query.get('$filter');
  const after = filter === null ? -Infinity : readRange(filter, 'lastModifiedDateTime').after;
  const changed = chainsIn(world, place)
    .filter((chain) => chain.change > since && chain.modifiedAt > Math.max(after, world.now() - REACH_MS))
    .sort((one, other) => one.change - other.change);
  const top = topOf(call);
  const shown = changed.slice(0, top);
  const last = shown.at(-1)?.change ?? since;
  const next =
    changed.length > top
      ? { '@odata.nextLink': link(call, '$skiptoken', last) }
      : { '@odata.deltaLink': link(call, '$deltatoken', last) };
  return json(200, {
    '@odata.context': `${world.url}/graph/v1.0/$metadata#Collection(chatMessage)`,
    ...next,
    value: shown.map((chain) => shapeChain(world, place, chain, call)),
  });
};

export const deltaRoutes = (world: World, throttle: Throttle): Route[] =>
  placeRoutes(
    world,
    throttle,
    { name: 'graph.messages.delta', method: 'GET', path: '/messages/delta', families: ['channel'] },
    (call, _, place) => delta(world, call, place),
  );
