import { refuseConnector } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import type { Inline, Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { botRoute } from './check-bot.ts';

interface Found {
  readonly message: Message;
  readonly inline: Inline;
}

/** A picture inside a message that stands; after deletion the address leads nowhere. */
const findInline = (world: World, call: Call): Found => {
  const id = call.param('attachment');
  for (const message of world.messages.values()) {
    const inline = message.inline.find((one) => one.id === id);
    if (inline && message.deletedAt === undefined) return { message, inline };
  }
  throw refuseConnector(404, 'NotFound', 'Attachment not found.');
};

/** Inline pictures, for the bot's own token only. */
export const attachmentRoutes = (world: World): Route[] => [
  botRoute(world, 'connector.attachment.get', 'GET', '/connector/v3/attachments/:attachment', (call) => {
    const { inline } = findInline(world, call);
    return json(200, {
      name: inline.name,
      type: inline.contentType,
      views: [{ viewId: 'original', size: inline.size }],
    });
  }),
  botRoute(
    world,
    'connector.attachment.bytes',
    'GET',
    '/connector/v3/attachments/:attachment/views/original',
    async (call) => {
      const { message, inline } = findInline(world, call);
      const bytes = await world.bytes.read(inline.bytes);
      world.moments.note({ what: 'bytes-read', placeId: message.place, messageId: message.id });
      return { status: 200, bytes, headers: { 'content-type': inline.contentType } };
    },
  ),
];
