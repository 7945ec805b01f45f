import type { Card, Notice } from '../../../cards/model.ts';
import { ADAPTIVE_CARD } from '../../../cards/teams/adaptive.ts';
import type { AdaptiveCard } from '../../../cards/teams/adaptive.ts';
import { drawHeldCard } from '../../../cards/teams/draw-held-card.ts';
import { drawNotice } from '../../../cards/teams/draw-notice.ts';
import type { ChatPost } from '../../ports/chat.ts';
import { SafelightError } from '../../set/errors.ts';
import type { PersonId, SetId } from '../../set/ids.ts';
import type { MessagePlace, Place } from '../../set/place.ts';
import { isCaptureMessage } from '../../set/staged.ts';
import { at, text } from '../wire/read-json.ts';
import { conversationPath } from './connector.ts';
import type { ConnectorCall } from './connector.ts';
import { mentionLine } from './mention.ts';
import type { Mentionable } from './mention.ts';
import type { Teams } from './open-teams.ts';
import { readReference } from './reference.ts';

/** Finds the bot's own earlier post for a set in the thread; reading is the Graph adapter's work. */
export type FindCard = (at: MessagePlace, set: SetId) => Promise<string | undefined>;

/** Whatever will not get better by waiting means that no card can stand here. */
const asRefused = (error: unknown): unknown =>
  error instanceof SafelightError && !error.transient
    ? new SafelightError('card-refused', { cause: error, facts: error.facts })
    : error;

const call = async (teams: Teams, asked: ConnectorCall): Promise<unknown> => {
  try {
    return await teams.connector.call(asked);
  } catch (error) {
    throw asRefused(error);
  }
};

export const withCard = (card: AdaptiveCard): Readonly<Record<string, unknown>> => ({
  type: 'message',
  // What a notification shows instead of "sent a card".
  summary: card.fallbackText,
  attachmentLayout: 'list',
  attachments: [{ contentType: ADAPTIVE_CARD, content: card }],
});

/** The thread of a message: only channels have them, and what was captured outside one begins its own. */
export const threadOf = ({ place, message, root }: MessagePlace): string => {
  const { conversation } = readReference(place);
  const thread = root ?? (isCaptureMessage(message) ? undefined : message);
  return place.kind === 'channel' && thread !== undefined
    ? `${conversation};messageid=${thread}`
    : conversation;
};

const mentionable = async (
  teams: Teams,
  place: Place,
  people: Card['mentions'],
): Promise<readonly Mentionable[]> => {
  const found: Mentionable[] = [];
  for (const { oid, name } of people) {
    const userId = await teams.roster.userId(place, oid);
    if (userId !== undefined) found.push({ userId, name });
  }
  return found;
};

const cardActivity = async (
  teams: Teams,
  place: Place,
  card: Card,
): Promise<Readonly<Record<string, unknown>>> => ({
  ...withCard(drawHeldCard(card)),
  ...mentionLine(await mentionable(teams, place, card.mentions)),
});

const findEarlier = async (find: FindCard, place: MessagePlace, set: SetId): Promise<string | undefined> => {
  try {
    return await find(place, set);
  } catch (error) {
    // Where we may not read, a second card is better than none.
    if (error instanceof SafelightError && !error.transient) return undefined;
    throw error;
  }
};

const sent = (answer: unknown): string => {
  const id = text(at(answer, 'id'));
  // Whether it stands is unknown: the next try looks before it posts.
  if (id === undefined) throw new SafelightError('chat-unreachable', { transient: true });
  return id;
};

/** Says one thing in a conversation the Bot Connector knows by `conversation`. */
export const say = async (
  teams: Teams,
  where: { readonly serviceUrl: string; readonly conversation: string },
  activity: Readonly<Record<string, unknown>>,
): Promise<string> =>
  sent(
    await call(teams, {
      method: 'POST',
      serviceUrl: where.serviceUrl,
      path: `${conversationPath(where.conversation)}/activities`,
      json: activity,
    }),
  );

/** The bot's chat with one person: the same one however often it is asked for. */
const personalChat = async (teams: Teams, place: Place, person: PersonId): Promise<string> => {
  const { serviceUrl, conversation, bot } = readReference(place);
  if (place.kind === 'personal') return conversation;
  const answer = await call(teams, {
    method: 'POST',
    serviceUrl,
    path: 'v3/conversations',
    json: {
      bot: { id: bot },
      isGroup: false,
      members: [{ id: (await teams.roster.userId(place, person.oid)) ?? person.oid }],
      tenantId: place.tenant,
      channelData: { tenant: { id: place.tenant } },
    },
  });
  const id = text(at(answer, 'id'));
  if (id === undefined) throw new SafelightError('chat-unreachable', { transient: true });
  return id;
};

const tellOne = async (teams: Teams, place: Place, person: PersonId, notice: Notice): Promise<string> => {
  const conversation = await personalChat(teams, place, person);
  return say(
    teams,
    { serviceUrl: readReference(place).serviceUrl, conversation },
    withCard(drawNotice(notice)),
  );
};

/** Speaks as the bot. A post is never sent twice blindly: `again` looks for the first one before it posts. */
export const teamsPost = (teams: Teams, findCard: FindCard): ChatPost => ({
  async postCard(place, set, card, again) {
    const earlier = again ? await findEarlier(findCard, place, set) : undefined;
    if (earlier !== undefined) return { activity: earlier };
    const { serviceUrl } = readReference(place.place);
    const activity = await cardActivity(teams, place.place, card);
    return { activity: await say(teams, { serviceUrl, conversation: threadOf(place) }, activity) };
  },
  async redrawCard(place, activity, card) {
    await call(teams, {
      method: 'PUT',
      serviceUrl: readReference(place.place).serviceUrl,
      path: `${conversationPath(threadOf(place))}/activities/${encodeURIComponent(activity)}`,
      json: { id: activity, ...(await cardActivity(teams, place.place, card)) },
    });
  },
  async takeBackCard(place, activity) {
    try {
      await teams.connector.call({
        method: 'DELETE',
        serviceUrl: readReference(place.place).serviceUrl,
        path: `${conversationPath(threadOf(place))}/activities/${encodeURIComponent(activity)}`,
      });
    } catch (error) {
      if (!(error instanceof SafelightError) || error.code !== 'message-gone') throw error;
    }
  },
  async tellThread(place, notice) {
    const where = { serviceUrl: readReference(place.place).serviceUrl, conversation: threadOf(place) };
    await say(teams, where, withCard(drawNotice(notice)));
  },
  async tellAll(place, notice) {
    await say(teams, readReference(place), withCard(drawNotice(notice)));
  },
  async tell(place, person, notice) {
    await tellOne(teams, place, person, notice);
  },
  async ask(place, person, notice) {
    return { activity: await tellOne(teams, place, person, notice) };
  },
  async redrawAsk(place, person, activity, notice) {
    const conversation = await personalChat(teams, place, person);
    await call(teams, {
      method: 'PUT',
      serviceUrl: readReference(place).serviceUrl,
      path: `${conversationPath(conversation)}/activities/${encodeURIComponent(activity)}`,
      json: { id: activity, ...withCard(drawNotice(notice)) },
    });
  },
});
