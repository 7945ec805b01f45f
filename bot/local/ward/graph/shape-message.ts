import { TENANT_ID } from '../../demonstration/people.ts';
import { BOT_NAME } from '../world/identity.ts';
import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { Inline, Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { GRAPH } from './check-caller.ts';

type Json = Readonly<Record<string, unknown>>;

/** Graph's id of an inline picture is the media service's address in base64. */
export const hostedContentId = (inline: Inline): string =>
  Buffer.from(
    `id=x_${inline.id},type=1,url=https://eu-api.asm.skype.com/v1/objects/${inline.id}/views/imgo`,
  ).toString('base64');

const pathOf = (message: Message, place: Place): string => {
  const own = message.replyTo === undefined ? message.id : `${message.replyTo}/replies/${message.id}`;
  const { team, channel } = place;
  return team && channel
    ? `/teams/${team.groupId}/channels/${channel.id}/messages/${own}`
    : `/chats/${place.chat ?? ''}/messages/${own}`;
};

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

const fromOf = (world: World, message: Message): Json => {
  const person = message.oid === undefined ? undefined : personByOid(message.oid);
  if (!person) {
    const application = { id: world.identity.appId, displayName: BOT_NAME, applicationIdentityType: 'bot' };
    return { application, device: null, user: null };
  }
  return {
    application: null,
    device: null,
    user: {
      '@odata.type': '#microsoft.graph.teamworkUserIdentity',
      id: person.oid,
      displayName: person.name,
      userIdentityType: 'aadUser',
      tenantId: person.tid,
    },
  };
};

const picturesOf = (world: World, message: Message, place: Place, shown: readonly Inline[]): string[] => {
  const base = `${world.url}${GRAPH}${pathOf(message, place)}`;
  return shown.map(
    (one) =>
      `<p><img src="${base}/hostedContents/${hostedContentId(one)}/$value" width="400" height="300" ` +
      `alt="image" itemid="${one.id}"></p>`,
  );
};

/** A forwarded message rides along as JSON; its pictures are hosted with the message that forwards them. */
const forwardedOf = (world: World, message: Message, place: Place): Json[] => {
  const { forwarded } = message;
  if (!forwarded) return [];
  const shown = message.inline.filter((one) => forwarded.inline.includes(one.id));
  const content = {
    originalMessageId: forwarded.message,
    originalMessageContent: [forwarded.html, ...picturesOf(world, message, place, shown)].join(''),
    originalConversationId: forwarded.place,
    originalSentDateTime: iso(forwarded.sentAt),
    originalMessageSender: { user: { id: forwarded.oid ?? null } },
  };
  return [{ id: forwarded.id, contentType: 'forwardedMessageReference', content: JSON.stringify(content) }];
};

const bodyOf = (world: World, message: Message, place: Place): string => {
  const { forwarded } = message;
  const own = message.inline.filter((one) => forwarded?.inline.includes(one.id) !== true);
  const pictures = picturesOf(world, message, place, own);
  const carried = forwarded ? [`<attachment id="${forwarded.id}"></attachment>`] : [];
  const marks = message.beside.map((one) => `<attachment id="${one.id}"></attachment>`);
  const cards = message.cards.map((_, at) => `<attachment id="card${at}"></attachment>`);
  return [message.html, ...pictures, ...marks, ...carried, ...cards].join('');
};

const attachmentsOf = (world: World, message: Message, place: Place): Json[] => {
  const common = { thumbnailUrl: null, teamsAppId: null, content: null };
  const files = message.beside.flatMap((one) => {
    const item = world.files.get(one.item);
    if (!item) return [];
    return [{ ...common, id: one.id, contentType: 'reference', contentUrl: item.webUrl, name: item.name }];
  });
  const cards = message.cards.map((one, at) => ({
    ...common,
    id: `card${at}`,
    contentType: one.contentType,
    contentUrl: null,
    name: null,
    content: JSON.stringify(one.content),
  }));
  return [...files, ...forwardedOf(world, message, place), ...cards];
};

const mentionsOf = (message: Message): Json[] =>
  message.mentions.map((one, at) => ({
    id: at,
    mentionText: one.name,
    mentioned: {
      application: null,
      device: null,
      conversation: null,
      user: { id: one.oid, displayName: one.name, userIdentityType: 'aadUser', tenantId: TENANT_ID },
    },
  }));

const contentOf = (world: World, message: Message, place: Place): Json =>
  message.deletedAt === undefined
    ? {
        body: { contentType: 'html', content: bodyOf(world, message, place) },
        attachments: attachmentsOf(world, message, place),
        mentions: mentionsOf(message),
      }
    : { body: { contentType: 'html', content: '' }, attachments: [], mentions: [] };

/** A chatMessage as Graph gives it. A deleted one is a tombstone: nothing of what it said is left. */
export const shapeMessage = (world: World, message: Message, place: Place): Json => {
  const { team, channel } = place;
  const thread = message.replyTo ?? message.id;
  return {
    id: message.id,
    replyToId: message.replyTo ?? null,
    etag: String(message.modifiedAt),
    messageType: 'message',
    createdDateTime: iso(message.createdAt),
    lastModifiedDateTime: iso(message.modifiedAt),
    lastEditedDateTime: iso(message.editedAt),
    deletedDateTime: iso(message.deletedAt),
    subject: team ? '' : null,
    summary: null,
    chatId: team ? null : (place.chat ?? null),
    importance: 'normal',
    locale: 'en-gb',
    webUrl: team
      ? `https://teams.microsoft.com/l/message/${encodeURIComponent(place.id)}/${message.id}?groupId=${team.groupId}&tenantId=${TENANT_ID}&parentMessageId=${thread}`
      : null,
    channelIdentity: team && channel ? { teamId: team.groupId, channelId: channel.id } : null,
    policyViolation: message.policyViolation ?? null,
    eventDetail: null,
    from: fromOf(world, message),
    reactions: [],
    messageHistory: [],
    ...contentOf(world, message, place),
  };
};
