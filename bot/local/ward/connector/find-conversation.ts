import { refuseConnector } from '../http/refuse.ts';
import type { Call } from '../http/route.ts';
import type { Place } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';

export interface Conversation {
  readonly place: Place;
  /** Channels: the thread named by `;messageid=`. */
  readonly thread?: string;
}

/** The conversation a call names; 404 where there is none, or the thread is not in it. */
export const findConversation = (world: World, call: Call): Conversation => {
  const id = call.param('conversation');
  const place = world.places.byConversation(id);
  if (!place) throw refuseConnector(404, 'ConversationNotFound', 'Conversation not found.');
  const thread = /;messageid=(\d+)$/.exec(id)?.[1];
  if (thread === undefined) return { place };
  if (place.kind !== 'channel' || world.messages.get(thread)?.place !== place.id) {
    throw refuseConnector(404, 'ConversationNotFound', 'Conversation not found.');
  }
  return { place, thread };
};

/** One of the bot's own messages there: a person's is 403, none at all 404. */
export const findOwnActivity = (world: World, call: Call): Message => {
  const { place } = findConversation(world, call);
  const message = world.messages.get(call.param('activity'));
  if (message?.place !== place.id || message.deletedAt !== undefined) {
    throw refuseConnector(404, 'ActivityNotFoundInConversation', 'Activity not found in the conversation.');
  }
  if (message.oid !== undefined) {
    throw refuseConnector(403, 'Forbidden', 'The bot is not the author of this message.');
  }
  return message;
};
