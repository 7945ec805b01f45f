import { clientCredentials } from '../../../bot/adapters/wire/client-credentials.ts';
import { graphChat } from '../../../bot/adapters/graph/graph-chat.ts';
import type { GraphChat } from '../../../bot/adapters/graph/graph-chat.ts';
import type { Pace } from '../../../bot/adapters/graph/pace.ts';
import { openTeams } from '../../../bot/adapters/teams/open-teams.ts';
import type { Teams } from '../../../bot/adapters/teams/open-teams.ts';
import { teamsPost } from '../../../bot/adapters/teams/post.ts';
import { writeReference } from '../../../bot/adapters/teams/reference.ts';
import { TENANT_ID } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { WardOptions } from '../../../bot/local/ward/start-ward.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import type { Moment } from '../../../bot/local/ward/page-contract.ts';
import type { ChatPost } from '../../../bot/ports/chat.ts';
import { conversationId, tenantId } from '../../../bot/set/ids.ts';
import type { Place } from '../../../bot/set/place.ts';
import { ask, openWard } from '../../local/ward/open-ward.ts';

export interface WardChat extends GraphChat {
  readonly ward: Ward;
  readonly teams: Teams;
  readonly post: ChatPost;
  readonly channel: Place;
  readonly groupChat: Place;
  personal(oid: string): Place;
  /** Names of the calls the ward has answered since the last time this was asked. */
  calls(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const placesOf = (ward: Ward, appId: string) => {
  const to = (conversation: string): string =>
    writeReference({ serviceUrl: `${ward.url}/connector/`, conversation, bot: `28:${appId}` });
  const tenant = tenantId(TENANT_ID);
  const channel = wardSeven.channels[0]?.id ?? '';
  return {
    channel: {
      tenant,
      kind: 'channel' as const,
      team: wardSeven.groupId,
      conversation: conversationId(channel),
      reference: to(channel),
    },
    groupChat: {
      tenant,
      kind: 'groupChat' as const,
      conversation: conversationId(nightTeam.id),
      reference: to(nightTeam.id),
    },
    personal: (oid: string): Place => ({
      tenant,
      kind: 'personal',
      conversation: conversationId(`19:${oid}_${appId}@unq.gbl.spaces`),
      reference: to(`a:not-asked-for-${oid}`),
    }),
  };
};

export interface RoadToGraph {
  /** Where Graph is asked instead: a wire that leads there and can be told to fail. */
  readonly through?: (graphUrl: string) => Promise<string>;
  readonly timeoutMs?: number;
  readonly pace?: Pace;
}

/** Our adapters, speaking to a ward of their own. */
export const openWardChat = async (
  options: Partial<WardOptions> = {},
  now: () => number = Date.now,
  road: RoadToGraph = {},
): Promise<WardChat> => {
  const ward = await openWard(options);
  const { host } = new URL(ward.url);
  const setting = (name: string): string => ward.settings[name] ?? '';
  const tokenFor = (scope: string) =>
    clientCredentials({
      login: setting('ToChannelFromBotLoginUrl'),
      clientId: setting('MicrosoftAppId'),
      clientSecret: setting('MicrosoftAppPassword'),
      scope,
      loopback: true,
    });
  const botToken = tokenFor('https://api.botframework.com/.default');
  const teams = openTeams({
    settings: ward.settings,
    botToken,
    tenants: [TENANT_ID],
    connectorHosts: [host],
    connectionName: 'graph',
    loopback: true,
    timeoutMs: 3000,
  });
  const real = setting('SAFELIGHT_GRAPH_URL');
  const graph = graphChat({
    graphUrl: road.through === undefined ? real : await road.through(real),
    ...(road.pace === undefined ? {} : { pace: road.pace }),
    appToken: tokenFor('https://graph.microsoft.com/.default'),
    appId: setting('MicrosoftAppId'),
    personToken: (place, person) => teams.tokens.personToken(place, person),
    roster: teams.roster,
    teamName: (place) => teams.names.nameOf(place),
    botToken: () => botToken(),
    connectorHosts: [host],
    fileHosts: [host],
    loopback: true,
    timeoutMs: road.timeoutMs ?? 3000,
    now,
  });
  let seen = 0;
  return {
    ...graph,
    ward,
    teams,
    post: teamsPost(teams, graph.findCard),
    ...placesOf(ward, setting('MicrosoftAppId')),
    async calls() {
      const { body } = await ask<Moment[]>('GET', `${ward.url}/ward/api/clock`);
      const made = body.filter((one) => one.what === 'call').map((one) => one.route ?? '');
      const fresh = made.slice(seen);
      seen = made.length;
      return fresh;
    },
    close: () => ward.close(),
  };
};
