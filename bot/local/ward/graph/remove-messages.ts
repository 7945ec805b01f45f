import { done } from '../http/route.ts';
import type { Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import { tellOfMessage } from '../to-bot/tell-of-message.ts';
import { deleteMessage, undoDelete } from '../world/change-message.ts';
import type { Place } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { forbidden, personOnly } from './check-caller.ts';
import type { Caller } from './check-caller.ts';
import { messageRoutes } from './find-message.ts';

/** Delegated only, and only a person's own posts (platform.md 2a). */
export const ownOnly = (caller: Caller, message: Message, place: Place): void => {
  const oid = personOnly(caller, place.kind === 'channel' ? 'ChannelMessage.ReadWrite' : 'Chat.ReadWrite');
  if (message.oid !== oid) throw forbidden('The user may change only messages of their own.');
};

const softDelete = async (world: World, message: Message): Promise<Reply> => {
  if (message.deletedAt === undefined) await tellOfMessage(world, deleteMessage(world, message), 'deleted');
  return done;
};

const undoSoftDelete = async (world: World, message: Message): Promise<Reply> => {
  if (message.deletedAt !== undefined) await tellOfMessage(world, undoDelete(world, message), 'undone');
  return done;
};

/** In a chat these exist only under the person's own path. */
const WHERE = ['channel', 'user-chat'] as const;

export const removeMessageRoutes = (world: World, throttle: Throttle): Route[] => [
  ...messageRoutes(
    world,
    throttle,
    { name: 'graph.message.soft-delete', method: 'POST', path: '/softDelete', families: WHERE },
    (_call, caller, message, place) => {
      ownOnly(caller, message, place);
      return softDelete(world, message);
    },
  ),
  ...messageRoutes(
    world,
    throttle,
    { name: 'graph.message.undo-soft-delete', method: 'POST', path: '/undoSoftDelete', families: WHERE },
    (_call, caller, message, place) => {
      ownOnly(caller, message, place);
      return undoSoftDelete(world, message);
    },
  ),
];
