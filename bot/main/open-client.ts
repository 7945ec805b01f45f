import { frameIdentity } from '../adapters/oidc/frame-identity.ts';
import type { Room } from '../viewer/room.ts';
import { systemClock } from './open-stores.ts';
import type { Complete } from './start-stand-ins.ts';

/**
 * Where Teams shows an app's tab, in a browser and beneath its desktop program: the rows of Microsoft's table that are
 * Teams' (learn.microsoft.com, "Prerequisites" of tabs, tab-requirements). Outlook and Microsoft 365 are left out: the
 * list belongs beside the chat.
 */
const TEAMS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://teams.cloud.microsoft',
];
const LOGIN = 'https://login.microsoftonline.com';

/** The Teams client around the personal tab: who may frame it, and whose tokens are believed. */
export const openClient = ({
  chat,
  publicUrl,
  production,
}: Pick<Complete, 'chat' | 'publicUrl' | 'production'>): Room['client'] => {
  const { settings } = chat;
  const appId = settings['MicrosoftAppId'] ?? '';
  const login = settings['ToChannelFromBotLoginUrl'] ?? LOGIN;
  const standIns = production ? [] : loopbackOrigins(settings['OAuthUrl'] ?? '');
  return {
    ancestors: [...TEAMS, ...standIns],
    standIns,
    identity: frameIdentity({
      login: URL.canParse(login) ? new URL(login).origin : LOGIN,
      tenants: [settings['MicrosoftAppTenantId'] ?? ''],
      // Version 2.0 tokens name the app by its id, unless its registration says to name it by its address.
      audiences: [appId, `api://${new URL(publicUrl).host}/botid-${appId}`],
      clock: systemClock,
      loopback: !production,
    }),
  };
};

/** The ward's page, under both names of this machine; no origin for a token service that is not on it. */
const loopbackOrigins = (tokenService: string): readonly string[] => {
  if (!URL.canParse(tokenService)) return [];
  const { protocol, hostname, port } = new URL(tokenService);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return [];
  return ['127.0.0.1', 'localhost'].map((name) => `${protocol}//${name}:${port}`);
};
