import { graphChat } from '../adapters/graph/graph-chat.ts';
import { openTeams, type Teams } from '../adapters/teams/open-teams.ts';
import { teamsPost } from '../adapters/teams/post.ts';
import { clientCredentials } from '../adapters/wire/client-credentials.ts';
import type { ChatPost, ChatRead, ChatRemove } from '../ports/chat.ts';
import type { Complete } from './start-stand-ins.ts';

export interface Chat {
  readonly teams: Teams;
  readonly read: ChatRead;
  readonly remove: ChatRemove;
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
  const credentials = {
    login: chat.settings['ToChannelFromBotLoginUrl'] ?? `https://login.microsoftonline.com/${tenant}`,
    clientId: chat.settings['MicrosoftAppId'] ?? '',
    clientSecret: chat.settings['MicrosoftAppPassword'] ?? '',
    loopback,
  };
  const botToken = clientCredentials({ ...credentials, scope: 'https://api.botframework.com/.default' });
  const appToken = clientCredentials({ ...credentials, scope: 'https://graph.microsoft.com/.default' });
  const teams = openTeams({
    settings: chat.settings,
    botToken,
    tenants: [tenant],
    connectorHosts,
    connectionName: CONNECTION,
    loopback,
  });
  const { read, remove, findCard } = graphChat({
    graphUrl: chat.graphUrl,
    appToken,
    loopback,
    appId: credentials.clientId,
    personToken: (place, person) => teams.tokens.personToken(place, person),
    roster: teams.roster,
    botToken,
    connectorHosts,
    fileHosts: localHosts,
  });
  return { teams, read, remove, post: teamsPost(teams, findCard) };
};
