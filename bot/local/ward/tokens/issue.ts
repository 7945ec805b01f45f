import { personByOid } from '../world/places.ts';
import { TENANT_ID } from '../../demonstration/people.ts';
import type { Person } from '../../demonstration/people.ts';
import type { PersonalTab, World } from '../world/world.ts';

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

/** Microsoft's own id for Teams on the web: whom the tenant's login gives a tab's token to. */
const TEAMS_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

/** What a tab of the app is given when it asks who sits at it: an access token, version 2.0, for the app itself. */
export const issueTabToken = (world: World, tab: PersonalTab, person: Person): Promise<string> =>
  world.tokens.sign(
    {
      aud: `api://${new URL(tab.contentUrl).host}/botid-${world.identity.appId}`,
      iss: `${world.url}/${TENANT_ID}/v2.0`,
      azp: TEAMS_CLIENT,
      oid: person.oid,
      tid: TENANT_ID,
      name: person.name,
      preferred_username: person.upn,
      ...(person.roles.length === 0 ? {} : { roles: person.roles }),
      // Who is a guest was signed in by the tenant they come from.
      ...(person.guest ? { acct: 1, idp: `${world.url}/${person.tid}/` } : {}),
      scp: 'access_as_user',
      ver: '2.0',
    },
    TOKEN_SECONDS,
  );
