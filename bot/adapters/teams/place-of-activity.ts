import { SafelightError } from '../../set/errors.ts';
import { conversationId, messageId, personId, tenantId } from '../../set/ids.ts';
import type { MessageId, PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import type { Teams } from './open-teams.ts';
import { writeReference } from './reference.ts';

const kinds: Readonly<Record<string, Place['kind']>> = {
  channel: 'channel',
  groupChat: 'groupChat',
  personal: 'personal',
};

/** Whom an activity is from, in the tenant it came from. An empty oid where Teams does not say: Graph will. */
export const personOf = (activity: Fields): PersonId =>
  personId(
    text(at(activity, 'conversation', 'tenantId')) ?? text(at(activity, 'channelData', 'tenant', 'id')) ?? '',
    text(at(activity, 'from', 'aadObjectId')) ?? '',
  );

/** The root post of the thread, from `…;messageid=…`. */
export const rootOf = (activity: Fields): MessageId | undefined => {
  const root = /;messageid=(\d+)$/.exec(text(at(activity, 'conversation', 'id')) ?? '')?.[1];
  return root === undefined ? undefined : messageId(root);
};

const groups = new WeakMap<Teams, Map<string, string>>();

/** A team's Microsoft 365 group: on the activity, or asked once of the Bot Connector, which knows it by thread id. */
const groupOf = async (teams: Teams, activity: Fields, serviceUrl: string): Promise<string | undefined> => {
  const group = text(at(activity, 'channelData', 'team', 'aadGroupId'));
  const team = text(at(activity, 'channelData', 'team', 'id'));
  if (group !== undefined || team === undefined) return group;
  const known = groups.get(teams) ?? new Map<string, string>();
  groups.set(teams, known);
  const kept = known.get(team);
  if (kept !== undefined) return kept;
  const details = await teams.connector.call({
    method: 'GET',
    serviceUrl,
    path: `v3/teams/${encodeURIComponent(team)}`,
  });
  const found = text(at(details, 'aadGroupId'));
  if (found !== undefined) known.set(team, found);
  return found;
};

/** Graph's name for a person's chat with the bot; the Bot Connector's is another (platform.md 1.2). */
const personalChat = (oid: string, appId: string): string => `19:${oid}_${appId}@unq.gbl.spaces`;

/** The conversation an activity came from, and how to reach it again. */
export const placeOf = async (teams: Teams, activity: Fields): Promise<Place> => {
  const serviceUrl = text(activity['serviceUrl']) ?? '';
  const [conversation = ''] = (text(at(activity, 'conversation', 'id')) ?? '').split(';');
  const kind = kinds[text(at(activity, 'conversation', 'conversationType')) ?? ''];
  if (kind === undefined || conversation === '') throw new SafelightError('bad-request');
  const { tid, oid } = personOf(activity);
  const team = kind === 'channel' ? await groupOf(teams, activity, serviceUrl) : undefined;
  const thread = text(at(activity, 'channelData', 'team', 'id'));
  if (team !== undefined && thread !== undefined) teams.names.remember(team, thread, serviceUrl);
  return {
    tenant: tenantId(tid),
    kind,
    conversation: conversationId(kind === 'personal' ? personalChat(oid, teams.bot.appId) : conversation),
    reference: writeReference({ serviceUrl, conversation, bot: `28:${teams.bot.appId}` }),
    ...(team === undefined ? {} : { team }),
  };
};
