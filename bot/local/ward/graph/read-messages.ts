import { refuseGraph } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import { messagesIn } from '../world/change-message.ts';
import type { Place } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { messageRoutes, notFound, placeRoutes } from './find-message.ts';
import { shapeMessage } from './shape-message.ts';

const MAX_TOP = 50;
const DEFAULT_TOP = 20;

export const topOf = (call: Call): number => {
  const top = Number(call.url.searchParams.get('$top') ?? DEFAULT_TOP);
  if (!Number.isInteger(top) || top < 1 || top > MAX_TOP) {
    throw refuseGraph(400, 'BadRequest', `Invalid $top: the maximum allowed is ${MAX_TOP}.`);
  }
  return top;
};

/** Latest change of a whole reply chain, as channel lists are sorted and filtered by it. */
export interface Chain {
  readonly root: Message;
  readonly replies: readonly Message[];
  readonly modifiedAt: number;
  readonly change: number;
}

export const chainsIn = (world: World, place: Place): Chain[] => {
  const threads = new Map<string, { root: Message; replies: Message[] }>();
  // Oldest first: a root comes before its replies.
  for (const one of messagesIn(world, place.id)) {
    if (one.replyTo === undefined) threads.set(one.id, { root: one, replies: [] });
    else threads.get(one.replyTo)?.replies.push(one);
  }
  return [...threads.values()].map((thread) => {
    const all = [thread.root, ...thread.replies];
    const modifiedAt = Math.max(...all.map((one) => one.modifiedAt));
    return { ...thread, modifiedAt, change: Math.max(...all.map((one) => one.change)) };
  });
};

export const shapeChain = (world: World, place: Place, chain: Chain, call: Call): unknown => {
  const root = shapeMessage(world, chain.root, place);
  if (call.url.searchParams.get('$expand') !== 'replies') return root;
  return { ...root, replies: chain.replies.map((one) => shapeMessage(world, one, place)) };
};

/** One page of a list, and the link to the next. */
const page = (call: Call, items: readonly unknown[]): Reply => {
  const from = Number(call.url.searchParams.get('$skiptoken') ?? 0) || 0;
  const top = topOf(call);
  const next = new URL(call.url);
  next.searchParams.set('$skiptoken', String(from + top));
  const more = from + top < items.length ? { '@odata.nextLink': next.href } : {};
  const shown = items.slice(from, from + top);
  return json(200, {
    '@odata.context': `${call.url.origin}/graph/v1.0/$metadata#Collection(chatMessage)`,
    '@odata.count': shown.length,
    ...more,
    value: shown,
  });
};

interface Range {
  readonly after: number;
  readonly before: number;
}

/** `property gt …` and `property lt …`, joined by `and`. */
export const readRange = (filter: string, property: string): Range => {
  let range: Range = { after: -Infinity, before: Infinity };
  for (const part of filter.split(' and ')) {
    const [name, operator, value, ...more] = part.trim().split(/\s+/);
    const at = Date.parse(value ?? '');
    if (
      name !== property ||
      (operator !== 'gt' && operator !== 'lt') ||
      Number.isNaN(at) ||
      more.length > 0
    ) {
      throw refuseGraph(400, 'BadRequest', 'Invalid $filter.');
    }
    range = operator === 'gt' ? { ...range, after: at } : { ...range, before: at };
  }
  return range;
};

const ORDERS = ['lastModifiedDateTime', 'createdDateTime'] as const;

/** Chats have no delta. A $filter counts only beside an $orderby of the same property: otherwise it is ignored. */
const listChat = (world: World, call: Call, place: Place): Reply => {
  const asked = (call.url.searchParams.get('$orderby') ?? '').split(' ')[0];
  const order = ORDERS.find((one) => one === asked);
  const timeOf = (one: Message): number => (order === 'createdDateTime' ? one.createdAt : one.modifiedAt);
  const filter = call.url.searchParams.get('$filter');
  const counts = filter !== null && order !== undefined && filter.includes(order);
  const range = counts ? readRange(filter, order) : { after: -Infinity, before: Infinity };
  const messages = messagesIn(world, place.id)
    .filter((one) => timeOf(one) > range.after && timeOf(one) < range.before)
    .sort((one, other) => timeOf(other) - timeOf(one));
  return page(
    call,
    messages.map((one) => shapeMessage(world, one, place)),
  );
};

const listChannel = (world: World, call: Call, place: Place): Reply => {
  const chains = chainsIn(world, place).sort((one, other) => other.modifiedAt - one.modifiedAt);
  return page(
    call,
    chains.map((chain) => shapeChain(world, place, chain, call)),
  );
};

const listReplies = (world: World, call: Call, place: Place): Reply => {
  const chain = chainsIn(world, place).find((one) => one.root.id === call.param('message'));
  if (!chain) throw notFound();
  return page(
    call,
    [...chain.replies].reverse().map((one) => shapeMessage(world, one, place)),
  );
};

const CHANNEL = ['channel'] as const;
const CHATS = ['chat', 'user-chat'] as const;

export const readMessageRoutes = (world: World, throttle: Throttle): Route[] => [
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.messages.list', method: 'GET', path: '/messages', families: CHANNEL },
    (call, _, place) => listChannel(world, call, place),
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.messages.list', method: 'GET', path: '/messages', families: CHATS },
    (call, _, place) => listChat(world, call, place),
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.replies.list', method: 'GET', path: '/messages/:message/replies', families: CHANNEL },
    (call, _, place) => listReplies(world, call, place),
  ),
  ...messageRoutes(
    world,
    throttle,
    { name: 'graph.message.get', method: 'GET', path: '', families: [...CHANNEL, ...CHATS] },
    (_call, _caller, message, place) => json(200, shapeMessage(world, message, place)),
  ),
];
