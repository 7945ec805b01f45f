import { graphError, refuseGraph } from '../http/refuse.ts';
import { Refusal } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import type { Place } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { forbidden, graphRoute, mustBeGranted } from './check-caller.ts';
import type { Caller } from './check-caller.ts';

export const notFound = (): Refusal => refuseGraph(404, 'NotFound', 'NotFound');

/** Graph's limits for Teams, per app: 1 a second a channel or chat, 4 a team, 30 the tenant (platform.md section 4). */
const pace = (world: World, throttle: Throttle, place: Place): void => {
  if (world.sky.now.throttles !== true) return;
  const wait = throttle.count([
    { key: `place ${place.id}`, limits: [{ calls: 1, withinMs: 1000 }] },
    ...(place.team ? [{ key: `team ${place.team.groupId}`, limits: [{ calls: 4, withinMs: 1000 }] }] : []),
    { key: 'tenant', limits: [{ calls: 30, withinMs: 1000 }] },
  ]);
  if (wait !== undefined) throw new Refusal(graphError(429, 'TooManyRequests', 'Too many requests.', wait));
};

/** The place a caller may look into: the app by its resource-specific consent, a person as a member. */
const enter = (place: Place | undefined, caller: Caller): Place => {
  if (!place) throw notFound();
  if (caller.kind === 'person' && !place.members.includes(caller.oid)) {
    throw forbidden('The user is not a member of the conversation.');
  }
  return place;
};

/** Reading messages needs consent; private and shared channels are closed to the app. */
const mayRead = (world: World, caller: Caller, place: Place): void => {
  if (place.team === undefined || place.channel === undefined) {
    mustBeGranted(world, caller, place.id, 'ChatMessage.Read.Chat');
    return;
  }
  mustBeGranted(world, caller, place.team.groupId, 'ChannelMessage.Read.Group');
  const kind = world.sky.now.channelKinds?.[place.channel.id];
  if (caller.kind === 'app' && kind !== undefined) throw forbidden(`'${kind}' channel is not supported.`);
};

export type InPlace = (call: Call, caller: Caller, place: Place) => Promise<Reply> | Reply;
export type OnMessage = (
  call: Call,
  caller: Caller,
  message: Message,
  place: Place,
) => Promise<Reply> | Reply;

type Family = 'channel' | 'chat' | 'user-chat';
const PATHS: Readonly<Record<Family, string>> = {
  channel: '/teams/:team/channels/:channel',
  chat: '/chats/:chat',
  'user-chat': '/users/:user/chats/:chat',
};

const placeOf = (world: World, family: Family, call: Call, caller: Caller): Place => {
  if (family === 'channel')
    return enter(world.places.byChannel(call.param('team'), call.param('channel')), caller);
  if (family === 'user-chat' && (caller.kind === 'app' || caller.oid !== call.param('user'))) {
    throw forbidden("The user in the path is not the token's.");
  }
  return enter(world.places.byChat(call.param('chat')), caller);
};

export interface Asked {
  readonly name: string;
  readonly method: Route['method'];
  /** What follows the path of the place or message. */
  readonly path: string;
  readonly families: readonly Family[];
}

/** Routes of one channel or chat. */
export const placeRoutes = (world: World, throttle: Throttle, asked: Asked, answer: InPlace): Route[] =>
  asked.families.map((family) =>
    graphRoute(world, asked.name, asked.method, `${PATHS[family]}${asked.path}`, (call, caller) => {
      const place = placeOf(world, family, call, caller);
      pace(world, throttle, place);
      if (asked.path.startsWith('/messages')) mayRead(world, caller, place);
      return answer(call, caller, place);
    }),
  );

const findMessage = (world: World, call: Call, place: Place, reply: boolean): Message => {
  const root = world.messages.get(call.param('message'));
  const message = reply ? world.messages.get(call.param('reply')) : root;
  if (root?.place !== place.id || message?.place !== place.id) throw notFound();
  if (message.replyTo !== (reply ? root.id : undefined)) throw notFound();
  return message;
};

/** Routes of one message: in channels a root post and a reply have paths of their own. */
export const messageRoutes = (world: World, throttle: Throttle, asked: Asked, answer: OnMessage): Route[] => {
  const at = (path: string, families: readonly Family[], reply: boolean): Route[] =>
    placeRoutes(
      world,
      throttle,
      { ...asked, path: `${path}${asked.path}`, families },
      (call, caller, place) => answer(call, caller, findMessage(world, call, place, reply), place),
    );
  const replies = asked.families.filter((family) => family === 'channel');
  return [
    ...at('/messages/:message', asked.families, false),
    ...at('/messages/:message/replies/:reply', replies, true),
  ];
};
