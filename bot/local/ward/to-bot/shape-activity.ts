import { randomUUID } from 'node:crypto';
import { TENANT_ID } from '../../demonstration/people.ts';
import type { Person } from '../../demonstration/people.ts';
import type { Activity } from '../world/bot-line.ts';
import { BOT_NAME } from '../world/identity.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';

type Json = Readonly<Record<string, unknown>>;

/** Teams names a team when it tells of the team itself; on a message there are ids alone. */
const NAMES_TEAM = new Set(['installationUpdate', 'conversationUpdate']);

const conversationOf = (place: Place, thread: string | undefined): Json => {
  const common = { tenantId: TENANT_ID, conversationType: place.kind };
  if (place.kind === 'personal') return { ...common, id: place.conversation };
  if (place.kind === 'groupChat') return { ...common, isGroup: true, id: place.conversation };
  const id = thread === undefined ? place.conversation : `${place.conversation};messageid=${thread}`;
  return { ...common, isGroup: true, id };
};

const channelDataOf = (place: Place, type: string): Json => {
  const tenant = { tenant: { id: TENANT_ID } };
  const { team, channel } = place;
  if (!team || !channel) return tenant;
  return {
    ...tenant,
    teamsChannelId: channel.id,
    teamsTeamId: team.threadId,
    channel: { id: channel.id },
    team: {
      id: team.threadId,
      aadGroupId: team.groupId,
      ...(NAMES_TEAM.has(type) ? { name: team.name } : {}),
    },
  };
};

export interface Envelope {
  readonly place: Place;
  readonly person: Person;
  /** Channels: the root post of the thread. */
  readonly thread?: string;
  readonly id?: string;
  readonly channelData?: Json;
}

/** What every activity from Teams has: who, where, when, and where to answer. */
export const shapeActivity = (world: World, type: string, envelope: Envelope, rest: Json): Activity => {
  const { place, person } = envelope;
  const at = new Date(world.now());
  return {
    type,
    id: envelope.id ?? `f:${randomUUID()}`,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    localTimezone: 'Europe/London',
    locale: 'en-GB',
    serviceUrl: `${world.url}/connector/`,
    channelId: 'msteams',
    from: { id: world.places.connectorId(person.oid), name: person.name, aadObjectId: person.oid },
    recipient: { id: `28:${world.identity.appId}`, name: BOT_NAME },
    conversation: conversationOf(place, envelope.thread),
    channelData: { ...channelDataOf(place, type), ...envelope.channelData },
    ...rest,
  };
};
