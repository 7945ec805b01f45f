import type { AppToken } from '../wire/client-credentials.ts';

/** Everything the Teams adapter needs to know; nothing is read from the environment. */
export interface TeamsOptions {
  /** botbuilder's own names (components.md B2); where one is empty the public cloud's value is used. */
  readonly settings: Readonly<Record<string, string>>;
  /** The bot's token for the Bot Connector and the token service. */
  readonly botToken: AppToken;
  /** Tenants whose activities are taken; the rest are refused. */
  readonly tenants: readonly string[];
  /** Hosts a service address may name, exactly, e.g. `smba.trafficmanager.net`. The bot's token goes nowhere else. */
  readonly connectorHosts: readonly string[];
  /** The OAuth connection of the Azure Bot through which people sign in. */
  readonly connectionName: string;
  /** Whether loopback addresses may be asked: never in production. */
  readonly loopback: boolean;
  readonly timeoutMs?: number;
}

/** The public cloud's values. */
const PUBLIC = {
  scope: 'https://api.botframework.com',
  issuer: 'https://api.botframework.com',
  openId: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  emulatorOpenId: 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
  tokenService: 'https://europe.token.botframework.com',
  callerId: 'urn:botframework:azure',
} as const;

export interface BotSettings {
  readonly appId: string;
  readonly tenant: string;
  readonly login: string;
  readonly scope: string;
  readonly issuer: string;
  readonly openId: string;
  readonly emulatorOpenId: string;
  readonly tokenService: string;
  readonly callerId: string;
}

/** Reads botbuilder's names. An app id is a must: without one botbuilder lets everybody in. */
export const readSettings = (settings: Readonly<Record<string, string>>): BotSettings => {
  const or = (name: string, otherwise: string): string => {
    const value = settings[name];
    return value === undefined || value === '' ? otherwise : value;
  };
  const appId = or('MicrosoftAppId', '');
  if (appId === '') throw new TypeError('the bot has no app id');
  const tenant = or('MicrosoftAppTenantId', '');
  return {
    appId,
    tenant,
    login: or('ToChannelFromBotLoginUrl', `https://login.microsoftonline.com/${tenant}`),
    scope: or('ToChannelFromBotOAuthScope', PUBLIC.scope),
    issuer: or('ToBotFromChannelTokenIssuer', PUBLIC.issuer),
    openId: or('ToBotFromChannelOpenIdMetadataUrl', PUBLIC.openId),
    emulatorOpenId: or('ToBotFromEmulatorOpenIdMetadataUrl', PUBLIC.emulatorOpenId),
    tokenService: or('OAuthUrl', PUBLIC.tokenService).replace(/\/+$/, ''),
    callerId: or('CallerId', PUBLIC.callerId),
  };
};
