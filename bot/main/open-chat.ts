import { graphChat } from '../adapters/graph/graph-chat.ts';
import { openTeams, type Teams } from '../adapters/teams/open-teams.ts';
import { teamsPost } from '../adapters/teams/post.ts';
import { managedIdentity } from '../adapters/azure/managed-identity.ts';
import { managedTokens } from '../adapters/azure/managed-tokens.ts';
import { clientCredentials, type AppToken } from '../adapters/wire/client-credentials.ts';
import type { ChatConfig } from '../config.ts';
import type { ChatPost, ChatRead, ChatRemove } from '../ports/chat.ts';
import type { ChatCoverage, RemovalSignIns } from '../ports/chat-coverage.ts';
import type { ChatWatch } from '../ports/chat-watch.ts';
import type { PersonId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import type { Complete } from './start-stand-ins.ts';

export interface Chat {
  readonly teams: Teams;
  readonly read: ChatRead;
  readonly remove: ChatRemove;
  readonly watch: ChatWatch;
  readonly coverage: ChatCoverage;
  readonly signIns: RemovalSignIns;
  readonly post: ChatPost;
}

/** The Bot Connector's hosts, exactly (platform.md 1.2): a suffix can be registered by anyone. */
const CONNECTOR_HOSTS = ['smba.trafficmanager.net'];
/** The OAuth connection of the Azure Bot through which posters sign in. */
const CONNECTION = 'safelight-removal';

/** Microsoft Teams: the bot's side and Graph's, each token only to its own host. */
export const openChat = ({ chat, production }: Complete): Chat => {
  const loopback = !production;
  const standIn = chat.settings['OAuthUrl'] ?? '';
  const localHosts = loopback && URL.canParse(standIn) ? [new URL(standIn).host] : [];
  const connectorHosts = [...CONNECTOR_HOSTS, ...localHosts];
  const tenant = chat.settings['MicrosoftAppTenantId'] ?? '';
  const appId = chat.settings['MicrosoftAppId'] ?? '';
  const botToken = appToken(chat, 'https://api.botframework.com/.default', loopback);
  const teams = openTeams({
    settings: chat.settings,
    botToken,
    tenants: [tenant],
    connectorHosts,
    connectionName: CONNECTION,
    loopback,
  });
  const { read, remove, watch, coverage, findCard } = graphChat({
    graphUrl: chat.graphUrl,
    appToken: appToken(chat, 'https://graph.microsoft.com/.default', loopback),
    loopback,
    appId,
    personToken: (place, person) => teams.tokens.personToken(place, person),
    roster: teams.roster,
    teamName: (place) => teams.names.nameOf(place),
    botToken,
    connectorHosts,
    fileHosts: localHosts,
  });
  const signIns = { has: (place: Place, person: PersonId) => teams.tokens.has(place, person) };
  return { teams, read, remove, watch, coverage, signIns, post: teamsPost(teams, findCard) };
};

/** The app's own token: by its secret, or by the managed identity that was given the app's place. */
const appToken = (chat: ChatConfig, scope: string, loopback: boolean): AppToken => {
  const clientId = chat.settings['MicrosoftAppId'] ?? '';
  const tenant = chat.settings['MicrosoftAppTenantId'] ?? '';
  if (chat.password === undefined) return managedTokens(managedIdentity(clientId), scope);
  return clientCredentials({
    login: chat.settings['ToChannelFromBotLoginUrl'] ?? `https://login.microsoftonline.com/${tenant}`,
    clientId,
    clientSecret: chat.password.reveal(),
    scope,
    loopback,
  });
};
