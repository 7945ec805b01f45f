import { fields, list, text, textOr } from '../http/read-json.ts';
import type { Fields } from '../http/read-json.ts';
import { connectorError, refuseConnector } from '../http/refuse.ts';
import { Refusal, json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { Throttle } from '../http/throttle.ts';
import { addMessage, deleteMessage, editMessage } from '../world/change-message.ts';
import { escapeHtml } from '../world/compose.ts';
import type { CardAttachment, Mention } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { botRoute } from './check-bot.ts';
import { findConversation, findOwnActivity } from './find-conversation.ts';

/** About 100 KB as UTF-16 (platform.md section 3). */
const MAX_ACTIVITY_BYTES = 100 * 1024;

/** Sending to one thread: 7 a second, 8 in two, 60 in thirty, 1800 an hour (platform.md section 4). */
const SEND_LIMITS = [
  { calls: 7, withinMs: 1000 },
  { calls: 8, withinMs: 2000 },
  { calls: 60, withinMs: 30_000 },
  { calls: 1800, withinMs: 3_600_000 },
];

const checkSize = (activity: Fields): void => {
  if (JSON.stringify(activity).length * 2 > MAX_ACTIVITY_BYTES) {
    throw refuseConnector(413, 'MessageSizeTooBig', 'Message size too large.');
  }
};

const checkPace = (world: World, throttle: Throttle, call: Call): void => {
  if (world.sky.now.throttles !== true) return;
  const wait = throttle.count([{ key: call.param('conversation'), limits: SEND_LIMITS }]);
  if (wait !== undefined) throw new Refusal(connectorError(429, 'TooManyRequests', 'Slow down.', wait));
};

const cardsOf = (activity: Fields): CardAttachment[] =>
  list(activity['attachments']).flatMap((one) => {
    const attachment = fields(one);
    const contentType = text(attachment?.['contentType']);
    return attachment && contentType !== undefined ? [{ contentType, content: attachment['content'] }] : [];
  });

/** Mentions named beside the text and inside the cards; those of nobody in this tenant are dropped. */
const mentionsOf = (world: World, activity: Fields, cards: readonly CardAttachment[]): Mention[] => {
  const inCards = cards.flatMap((card) => list(fields(fields(card.content)?.['msteams'])?.['entities']));
  return [...list(activity['entities']), ...inCards].flatMap((one) => {
    const entity = fields(one);
    const person = world.places.person(textOr(fields(entity?.['mentioned'])?.['id'], ''));
    return entity?.['type'] === 'mention' && person ? [{ oid: person.oid, name: person.name }] : [];
  });
};

/** What an activity of the bot shows. */
export const contentOf = (world: World, activity: Fields) => {
  const typed = textOr(activity['text'], '');
  const cards = cardsOf(activity);
  const isHtml = activity['textFormat'] === 'xml';
  const plain = escapeHtml(typed.replace(/<\/?at>/g, ''));
  return {
    text: typed,
    html: typed === '' ? '' : isHtml ? typed : `<p>${plain.replace(/\n/g, '<br>')}</p>`,
    mentions: mentionsOf(world, activity, cards),
    cards,
  };
};

/** Not idempotent, on purpose: what is sent twice stands twice. */
const post = (world: World, throttle: Throttle, call: Call): Reply => {
  const activity = call.json();
  checkSize(activity);
  checkPace(world, throttle, call);
  const { place, thread } = findConversation(world, call);
  if (activity['type'] !== 'message') return json(201, { id: String(world.tick()) });
  const message = addMessage(
    world,
    {
      place: place.id,
      ...(thread === undefined ? {} : { replyTo: thread }),
      ...contentOf(world, activity),
      inline: [],
      beside: [],
    },
    'card-posted',
  );
  return json(201, { id: message.id });
};

const put = (world: World, throttle: Throttle, call: Call): Reply => {
  const activity = call.json();
  checkSize(activity);
  checkPace(world, throttle, call);
  const message = findOwnActivity(world, call);
  for (const view of world.cardViews.values()) {
    if (view.message === message.id) world.cardViews.remove(`${view.message} ${view.oid}`);
  }
  editMessage(world, message, contentOf(world, activity));
  return json(200, { id: message.id });
};

const remove = (world: World, call: Call): Reply => {
  deleteMessage(world, findOwnActivity(world, call));
  return { status: 200 };
};

const ACTIVITIES = '/connector/v3/conversations/:conversation/activities';

/** What the bot says, changes and takes back. */
export const activityRoutes = (world: World): Route[] => {
  const throttle = new Throttle(world.now);
  const one = `${ACTIVITIES}/:activity`;
  return [
    botRoute(world, 'connector.activity.post', 'POST', ACTIVITIES, (call) => post(world, throttle, call)),
    botRoute(world, 'connector.activity.post', 'POST', one, (call) => post(world, throttle, call)),
    botRoute(world, 'connector.activity.put', 'PUT', one, (call) => put(world, throttle, call)),
    botRoute(world, 'connector.activity.delete', 'DELETE', one, (call) => remove(world, call)),
  ];
};
