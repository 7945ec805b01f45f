import { people, TENANT_ID } from '../../demonstration/people.ts';
import type { Person } from '../../demonstration/people.ts';
import { chats, teams } from '../../demonstration/places.ts';
import type { Channel, Team } from '../../demonstration/places.ts';
import { connectorUserId, personalChatId, personalConversationId } from './identity.ts';

/** A conversation under all its names: the page's, the Bot Connector's and Graph's. */
export interface Place {
  readonly id: string;
  readonly kind: 'channel' | 'groupChat' | 'personal';
  readonly name: string;
  readonly organisation: string;
  readonly members: readonly string[];
  /** The Bot Connector's conversation id, without `;messageid=`. */
  readonly conversation: string;
  /** Graph's chat id; absent for a channel. */
  readonly chat?: string;
  readonly team?: Team;
  readonly channel?: Channel;
}

/** Where the bot is installed once: a whole team, or a chat. */
export interface Installation {
  readonly conversation: string;
  readonly place: Place;
  readonly team?: Team;
}

const channelPlaces = (): Place[] =>
  teams.flatMap((team) =>
    team.channels.map((channel) => ({
      id: channel.id,
      kind: 'channel' as const,
      name: channel.name,
      organisation: team.organisation,
      members: team.members,
      conversation: channel.id,
      team,
      channel,
    })),
  );

const chatPlaces = (): Place[] =>
  chats.map((chat) => ({
    id: chat.id,
    kind: 'groupChat',
    name: chat.name,
    organisation: chat.organisation,
    members: chat.members,
    conversation: chat.id,
    chat: chat.id,
  }));

const personalPlaces = (appId: string): Place[] =>
  people
    .filter((one) => one.tid === TENANT_ID)
    .map((one) => ({
      id: `bot:${one.oid}`,
      kind: 'personal',
      name: 'Safelight',
      organisation: one.organisation,
      members: [one.oid],
      conversation: personalConversationId(appId, one.oid),
      chat: personalChatId(appId, one.oid),
    }));

type Joined = Readonly<Record<string, readonly string[]>>;

export class Places {
  readonly #appId: string;
  readonly #first: readonly Place[];
  readonly #joined: () => Joined;

  /** `joined`: who has been added to which place, at that moment. */
  constructor(appId: string, joined: () => Joined = () => ({})) {
    this.#appId = appId;
    this.#joined = joined;
    this.#first = [...channelPlaces(), ...chatPlaces(), ...personalPlaces(appId)];
  }

  get all(): readonly Place[] {
    const joined = this.#joined();
    return this.#first.map((place) => {
      const more = (joined[place.id] ?? []).filter((oid) => !place.members.includes(oid));
      return more.length === 0 ? place : { ...place, members: [...place.members, ...more] };
    });
  }

  byId(id: string): Place | undefined {
    return this.all.find((place) => place.id === id);
  }
  /** By the Bot Connector's conversation id, with or without `;messageid=`. A team's own id is its first channel. */
  byConversation(conversation: string): Place | undefined {
    const [bare] = conversation.split(';');
    return (
      this.all.find((place) => place.conversation === bare) ??
      this.all.find((place) => place.team?.threadId === bare)
    );
  }
  byChannel(team: string, channel: string): Place | undefined {
    return this.all.find((place) => place.team?.groupId === team && place.channel?.id === channel);
  }
  byChat(chat: string): Place | undefined {
    return this.all.find((place) => place.chat === chat);
  }
  personalOf(oid: string): Place | undefined {
    return this.byId(`bot:${oid}`);
  }
  installations(): Installation[] {
    const chatsOnly = this.all.filter((place) => place.kind !== 'channel');
    const inTeams = teams.flatMap((team) => {
      const place = this.all.find((one) => one.team === team);
      return place ? [{ conversation: team.threadId, place, team }] : [];
    });
    return [...inTeams, ...chatsOnly.map((place) => ({ conversation: place.conversation, place }))];
  }
  /** A person by directory id or by the Bot Connector's `29:` id. */
  person(id: string): Person | undefined {
    return people.find((one) => one.oid === id || connectorUserId(this.#appId, one.oid) === id);
  }
  connectorId(oid: string): string {
    return connectorUserId(this.#appId, oid);
  }
}

export const teamOf = (groupId: string): Team | undefined => teams.find((team) => team.groupId === groupId);
export const personByOid = (oid: string): Person | undefined => people.find((one) => one.oid === oid);
