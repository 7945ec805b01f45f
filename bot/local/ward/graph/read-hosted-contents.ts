import { json } from '../http/route.ts';
import type { Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import type { Inline, Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { messageRoutes, notFound } from './find-message.ts';
import { hostedContentId } from './shape-message.ts';

/** What a deleted message showed is listed no longer. */
const contentsOf = (message: Message): readonly Inline[] =>
  message.deletedAt === undefined ? message.inline : [];

const find = (message: Message, id: string): Inline => {
  const found = contentsOf(message).find((one) => hostedContentId(one) === id);
  if (!found) throw notFound();
  return found;
};

/** Listed and single contents never carry their bytes: those are at `$value` alone (platform.md 1.2). */
const describe = (inline: Inline) => ({ id: hostedContentId(inline), contentBytes: null, contentType: null });

const bytesOf = async (world: World, message: Message, id: string): Promise<Reply> => {
  const inline = find(message, id);
  const bytes = await world.bytes.read(inline.bytes);
  world.moments.note({ what: 'bytes-read', placeId: message.place, messageId: message.id });
  return { status: 200, bytes, headers: { 'content-type': inline.contentType } };
};

const EVERYWHERE = ['channel', 'chat', 'user-chat'] as const;

export const hostedContentRoutes = (world: World, throttle: Throttle): Route[] => [
  ...messageRoutes(
    world,
    throttle,
    { name: 'graph.hosted-contents.list', method: 'GET', path: '/hostedContents', families: EVERYWHERE },
    (_call, _caller, message) => json(200, { value: contentsOf(message).map(describe) }),
  ),
  ...messageRoutes(
    world,
    throttle,
    {
      name: 'graph.hosted-content.get',
      method: 'GET',
      path: '/hostedContents/:content',
      families: EVERYWHERE,
    },
    (call, _caller, message) => json(200, describe(find(message, call.param('content')))),
  ),
  ...messageRoutes(
    world,
    throttle,
    {
      name: 'graph.hosted-content.bytes',
      method: 'GET',
      path: '/hostedContents/:content/$value',
      families: EVERYWHERE,
    },
    (call, _caller, message) => bytesOf(world, message, call.param('content')),
  ),
];
