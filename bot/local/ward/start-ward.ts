import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TENANT_ID } from '../demonstration/people.ts';
import { activityRoutes } from './connector/write-activities.ts';
import { conversationRoutes } from './connector/create-conversation.ts';
import { memberRoutes } from './connector/list-members.ts';
import { attachmentRoutes } from './connector/read-attachments.ts';
import { graphRoutes } from './graph/routes.ts';
import { Subscribers } from './graph/subscriptions/tell-subscribers.ts';
import { serveWorld } from './http/serve.ts';
import type { Route } from './http/route.ts';
import type { Witness } from './http/witness.ts';
import { openWorld } from './open-world.ts';
import { messageRoutes } from './page-api/act-on-messages.ts';
import { lookRoutes } from './page-api/look.ts';
import { cardRoutes } from './page-api/press-card.ts';
import { commandRoutes } from './page-api/press-command.ts';
import { lifecycleRoutes } from './page-api/say-lifecycle.ts';
import { pageRoutes } from './page-api/serve-page.ts';
import { signInRoutes } from './page-api/sign-in.ts';
import { tabRoutes } from './page-api/give-tab-token.ts';
import { eventRoutes } from './page-api/tell-of-changes.ts';
import type { Weather } from './page-contract.ts';
import { installEverywhere } from './to-bot/install.ts';
import { CONNECTOR_AUDIENCE } from './tokens/issue.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userTokenRoutes } from './token-service/routes.ts';
import type { AppCommand, PersonalTab, World } from './world/world.ts';

export interface WardOptions {
  /** The folder the ward keeps its world in. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** Where activities go, e.g. `http://127.0.0.1:3978/api/messages`. Empty: nowhere until `setBotEndpoint`. */
  readonly botEndpoint: string;
  /** The ward's clock, milliseconds since 1970. Tokens go by real time all the same. */
  readonly now?: () => number;
  /** The weather a new world begins with; a kept world has its own. */
  readonly weather?: Weather;
  /** People (oids) who have signed in to the bot's OAuth connection before the story begins. */
  readonly signedIn?: readonly string[];
  /** How long the bot may take to answer an activity; 15 seconds, as Teams. */
  readonly patienceMs?: number;
  /** What the app shows in a tab beside its personal chat; none where its manifest names none. */
  readonly tab?: PersonalTab;
  /** The app's message extension; none where its manifest names none. */
  readonly commands?: readonly AppCommand[];
  /** For crash tests: told of every call before anything comes of it, and before its answer leaves. */
  readonly witness?: Witness;
}

export interface Ward {
  readonly url: string;
  readonly pageUrl: string;
  /** The settings of a bot registered in this tenant (components.md B2). */
  readonly settings: Record<string, string>;
  setBotEndpoint(url: string): void;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

const everyRoute = (world: World, subscribers: Subscribers): Route[] => [
  ...pageRoutes(),
  ...lookRoutes(world),
  ...messageRoutes(world),
  ...cardRoutes(world),
  ...commandRoutes(world),
  ...signInRoutes(world),
  ...tabRoutes(world),
  ...eventRoutes(world),
  ...lifecycleRoutes(subscribers),
  ...activityRoutes(world),
  ...conversationRoutes(world),
  ...memberRoutes(world),
  ...attachmentRoutes(world),
  ...userTokenRoutes(world),
  ...graphRoutes(world),
  ...tokenRoutes(world),
];

/**
 * What a bot of this tenant is configured with; names are botbuilder's own. `SAFELIGHT_GRAPH_URL` stands for
 * https://graph.microsoft.com, without a version.
 */
const settingsOf = (world: World): Record<string, string> => ({
  MicrosoftAppId: world.identity.appId,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT_ID,
  MicrosoftAppPassword: world.identity.password,
  ChannelService: '',
  ValidateAuthority: 'false',
  ToChannelFromBotLoginUrl: `${world.url}/${TENANT_ID}`,
  ToChannelFromBotOAuthScope: CONNECTOR_AUDIENCE,
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: `${world.url}/token-service`,
  ToBotFromChannelOpenIdMetadataUrl: `${world.url}/openid/.well-known/openidconfiguration`,
  ToBotFromEmulatorOpenIdMetadataUrl: `${world.url}/openid/.well-known/openidconfiguration`,
  CallerId: 'urn:botframework:azure',
  SAFELIGHT_GRAPH_URL: `${world.url}/graph`,
});

/** Starts the ward: a small Teams tenant on loopback, with the world kept in `folder`. */
export const startWard = async (options: WardOptions): Promise<Ward> => {
  const host = options.host ?? '127.0.0.1';
  const server = createServer();
  // Before the world is opened: a second ward on the same port must not touch the first one's folder.
  server.listen(options.port, host);
  await once(server, 'listening');
  const world = openWorld({
    folder: options.folder,
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    now: options.now ?? Date.now,
    weather: options.weather,
    signedIn: options.signedIn ?? [],
    botEndpoint: options.botEndpoint,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    tab: options.tab,
    commands: options.commands ?? [],
  });
  const subscribers = new Subscribers(world);
  serveWorld(server, world, everyRoute(world, subscribers), options.witness);
  const leave = new AbortController();
  const installing = installEverywhere(world, leave.signal);
  return {
    url: world.url,
    pageUrl: `${world.url}/ward`,
    settings: settingsOf(world),
    setBotEndpoint(url) {
      world.bot.moveTo(url);
    },
    async close() {
      leave.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, world.bot.close(), subscribers.close(), installing]);
      await world.close();
    },
  };
};
