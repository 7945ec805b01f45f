import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { Beside, DriveItem, Message } from '../world/records.ts';
import { makeDownloadUrl } from '../world/download-url.ts';
import type { World } from '../world/world.ts';
import { shapeActivity } from './shape-activity.ts';

export type Occasion = 'posted' | 'edited' | 'undone' | 'deleted';

type Json = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<Occasion, { readonly type: string; readonly eventType?: string }>> = {
  posted: { type: 'message' },
  edited: { type: 'messageUpdate', eventType: 'editMessage' },
  undone: { type: 'messageUpdate', eventType: 'undeleteMessage' },
  deleted: { type: 'messageDelete', eventType: 'softDeleteMessage' },
};

/** Inline pictures ride on the activity in chats; in channels implementations differ (platform.md 1.2). */
const inlineAttachments = (world: World, place: Place, message: Message): Json[] => {
  if (place.kind === 'channel' && world.sky.now.inlineOnChannelActivity !== true) return [];
  return message.inline.map((one) => ({
    contentType: 'image/*',
    contentUrl: `${world.url}/connector/v3/attachments/${one.id}/views/original`,
  }));
};

const downloadCard = async (world: World, item: DriveItem): Promise<Json> => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: item.webUrl,
  name: item.name,
  content: {
    downloadUrl: await makeDownloadUrl(world, item),
    uniqueId: item.id,
    fileType: item.name.includes('.') ? item.name.split('.').at(-1) : '',
  },
});

/** Files are carried only in the personal chat with the bot; elsewhere the activity is silent about them. */
const fileAttachments = async (world: World, place: Place, message: Message): Promise<Json[]> => {
  if (place.kind !== 'personal') return [];
  const items = message.beside
    .filter((one: Beside) => one.kind === 'file')
    .flatMap((one) => world.files.get(one.item) ?? []);
  return Promise.all(items.map((item) => downloadCard(world, item)));
};

/** The composer's HTML. A message of files alone has none in a channel, and only marks in a chat. */
const htmlAttachments = (place: Place, message: Message): Json[] => {
  const pictures = message.inline
    .map(
      (one) =>
        `<p><img itemid="${one.id}" itemscope="" itemtype="http://schema.skype.com/AMSImage" ` +
        `src="https://eu-api.asm.skype.com/v1/objects/${one.id}/views/imgo" style="vertical-align:bottom"></p>`,
    )
    .join('');
  const marks =
    place.kind === 'groupChat'
      ? message.beside.map((one) => `<attachment id="${one.id}"></attachment>`).join('')
      : '';
  const content = `${message.html}${pictures}${marks}`;
  return content === '' ? [] : [{ contentType: 'text/html', content }];
};

const textOf = (message: Message): string =>
  message.html
    .replace(/<at id="\d+">/g, '<at>')
    .replace(/<\/p><p>/g, '\n')
    .replace(/<(?!\/?at>)[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const mentionEntities = (world: World, message: Message): Json[] =>
  message.mentions.map((one) => ({
    type: 'mention',
    text: `<at>${one.name}</at>`,
    mentioned: { id: world.places.connectorId(one.oid), name: one.name },
  }));

const clientEntity: Json = {
  type: 'clientInfo',
  locale: 'en-GB',
  country: 'GB',
  platform: 'Web',
  timezone: 'Europe/London',
};

const contentOf = async (world: World, place: Place, message: Message): Promise<Json> => {
  const attachments = [
    ...inlineAttachments(world, place, message),
    ...(await fileAttachments(world, place, message)),
    ...htmlAttachments(place, message),
  ];
  return {
    text: textOf(message),
    textFormat: 'plain',
    attachments,
    entities: [...mentionEntities(world, message), clientEntity],
  };
};

/** Rings the bot's bell for a person's message. The bot's own messages, and what the weather hides, are not told. */
export const tellOfMessage = async (world: World, message: Message, occasion: Occasion): Promise<void> => {
  const person = message.oid === undefined ? undefined : personByOid(message.oid);
  const place = world.places.byId(message.place);
  if (!person || !place || world.sky.now.deaf === true) return;
  const { type, eventType } = TYPES[occasion];
  const content = occasion === 'deleted' ? {} : await contentOf(world, place, message);
  world.bot.send(
    shapeActivity(
      world,
      type,
      {
        place,
        person,
        id: message.id,
        ...(place.kind === 'channel' ? { thread: message.replyTo ?? message.id } : {}),
        ...(eventType === undefined ? {} : { channelData: { eventType } }),
      },
      content,
    ),
  );
};
