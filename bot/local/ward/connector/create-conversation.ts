import { TENANT_ID } from '../../demonstration/people.ts';
import { fields, list, text, textOr } from '../http/read-json.ts';
import type { Fields } from '../http/read-json.ts';
import { refuseConnector } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { addMessage } from '../world/change-message.ts';
import type { World } from '../world/world.ts';
import { botRoute } from './check-bot.ts';
import { contentOf } from './write-activities.ts';

const tenantOf = (asked: Fields): string | undefined =>
  text(asked['tenantId']) ?? text(fields(fields(asked['channelData'])?.['tenant'])?.['id']);

/** A new thread in a channel, begun by the bot. */
const beginThread = (world: World, channel: string, asked: Fields): Reply => {
  const place = world.places.byConversation(channel);
  if (place?.kind !== 'channel')
    throw refuseConnector(404, 'ConversationNotFound', 'Conversation not found.');
  const content = contentOf(world, fields(asked['activity']) ?? {});
  const message = addMessage(world, { place: place.id, ...content, inline: [], beside: [] }, 'card-posted');
  return json(201, { id: `${place.conversation};messageid=${message.id}`, activityId: message.id });
};

/** The chat with one person: the same one however often it is asked for. */
const personalChat = (world: World, asked: Fields): Reply => {
  const person = world.places.person(textOr(fields(list(asked['members'])[0])?.['id'], ''));
  if (tenantOf(asked) !== TENANT_ID) throw refuseConnector(400, 'BadArgument', 'A tenant id is needed.');
  if (!person) throw refuseConnector(400, 'BadArgument', 'Failed to decrypt conversation id.');
  const place = world.places.personalOf(person.oid);
  if (!place)
    throw refuseConnector(403, 'ForbiddenOperationException', 'The bot is not installed for this person.');
  return json(201, { id: place.conversation });
};

const create = (world: World, call: Call): Reply => {
  const asked = call.json();
  const channel = text(fields(fields(asked['channelData'])?.['channel'])?.['id']);
  return channel === undefined ? personalChat(world, asked) : beginThread(world, channel, asked);
};

export const conversationRoutes = (world: World): Route[] => [
  botRoute(world, 'connector.conversation.create', 'POST', '/connector/v3/conversations', (call) =>
    create(world, call),
  ),
];
