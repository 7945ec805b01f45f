import type { SeenAttachment, SeenMessage } from '../page-contract.ts';
import { escapeHtml } from '../world/compose.ts';
import { isBlocked, messagesIn } from '../world/change-message.ts';
import { fields, textOr } from '../http/read-json.ts';
import { BOT_NAME } from '../world/identity.ts';
import { personByOid } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

const cardFor = (world: World, message: Message, oid: string, at: number, content: unknown): unknown =>
  at === 0 ? (world.cardViews.get(`${message.id} ${oid}`)?.card ?? content) : content;

const attachmentsOf = (world: World, message: Message, oid: string): SeenAttachment[] => {
  const inline = message.inline.map((one) => ({
    kind: 'inline' as const,
    name: one.name,
    contentType: one.contentType,
    key: one.id,
  }));
  const files = message.beside.flatMap((one) => {
    const item = world.files.get(one.item);
    return item ? [{ kind: one.kind, name: item.name, contentType: item.contentType, key: item.id }] : [];
  });
  const cards = message.cards
    .filter((one) => one.contentType === ADAPTIVE)
    .map((one, at) => ({
      kind: 'card' as const,
      contentType: one.contentType,
      card: cardFor(world, message, oid, at, one.content),
      activityId: message.id,
    }));
  return [...inline, ...files, ...cards];
};

const stateOf = (message: Message): SeenMessage['state'] => {
  if (message.deletedAt !== undefined) return 'deleted';
  return isBlocked(message) ? 'blocked' : 'shown';
};

/** A blocked message tells its author why, and nobody what it said. */
const noticeFor = (message: Message, oid: string): string => {
  if (message.oid !== oid) return '';
  const tip = fields(message.policyViolation?.['policyTip']);
  return `<p>${escapeHtml(textOr(tip?.['generalText'], 'Your message was blocked by your organisation.'))}</p>`;
};

const htmlFor = (message: Message, oid: string): string => {
  const state = stateOf(message);
  if (state === 'shown') return message.html;
  return state === 'blocked' ? noticeFor(message, oid) : '';
};

const iso = (at: number): string => new Date(at).toISOString();

const seeMessage = (world: World, message: Message, oid: string): SeenMessage => {
  const author = message.oid === undefined ? undefined : personByOid(message.oid);
  const state = stateOf(message);
  return {
    id: message.id,
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    from: {
      name: author?.name ?? BOT_NAME,
      ...(message.oid === undefined ? {} : { oid: message.oid }),
      bot: message.oid === undefined,
    },
    at: iso(message.createdAt),
    ...(message.editedAt === undefined ? {} : { editedAt: iso(message.editedAt) }),
    state,
    canUndo: state === 'deleted' && message.oid === oid,
    html: htmlFor(message, oid),
    attachments: state === 'shown' ? attachmentsOf(world, message, oid) : [],
  };
};

/** What one person would see in a place now, oldest first. */
export const seePlace = (world: World, place: string, oid: string): SeenMessage[] =>
  messagesIn(world, place).map((message) => seeMessage(world, message, oid));
