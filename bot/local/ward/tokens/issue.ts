import { personByOid } from '../world/places.ts';
import { TENANT_ID } from '../../demonstration/people.ts';
import type { World } from '../world/world.ts';

/** Audiences: whom a token may be shown to. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

export const TOKEN_SECONDS = 3599;
const DELEGATED_SCOPES = 'Chat.ReadWrite ChannelMessage.ReadWrite Files.ReadWrite';
/** Application permissions granted tenant-wide; whether they work is a matter of licence and site (weather). */
const APP_ROLES = [
  'ChannelMessage.UpdatePolicyViolation.All',
  'Chat.UpdatePolicyViolation.All',
  'Sites.Selected',
];

const tenantIssuer = `https://sts.windows.net/${TENANT_ID}/`;

/** What the bot shows the connector and the token service. */
export const issueConnectorToken = (world: World): Promise<string> =>
  world.tokens.sign(
    { aud: CONNECTOR_AUDIENCE, iss: tenantIssuer, appid: world.identity.appId, tid: TENANT_ID, idtyp: 'app' },
    TOKEN_SECONDS,
  );

/** What the app shows Graph on its own behalf. */
export const issueAppToken = (world: World): Promise<string> =>
  world.tokens.sign(
    {
      aud: GRAPH_AUDIENCE,
      iss: tenantIssuer,
      appid: world.identity.appId,
      tid: TENANT_ID,
      idtyp: 'app',
      roles: APP_ROLES,
    },
    TOKEN_SECONDS,
  );

/** What the app shows Graph on behalf of a person who signed in. */
export const issuePersonToken = (world: World, oid: string): Promise<string> =>
  world.tokens.sign(
    {
      aud: GRAPH_AUDIENCE,
      iss: tenantIssuer,
      appid: world.identity.appId,
      tid: TENANT_ID,
      idtyp: 'user',
      oid,
      scp: DELEGATED_SCOPES,
      name: personByOid(oid)?.name,
    },
    TOKEN_SECONDS,
  );

/** What the ward shows the bot with every activity. */
export const issueActivityToken = (world: World): Promise<string> =>
  world.tokens.sign(
    { iss: 'https://api.botframework.com', aud: world.identity.appId, serviceurl: `${world.url}/connector/` },
    TOKEN_SECONDS,
  );
