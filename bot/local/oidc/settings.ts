import type { Configuration, interactionPolicy } from 'oidc-provider';
import { claimsOf } from './account.ts';
import type { Secrets } from './keep-secrets.ts';
import { errorPage } from './pages.ts';

export const CLIENT_ID = 'safelight-viewer';

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/** The provider's settings: one client, code with PKCE alone, nobody asked for consent. */
export const settings = (
  secrets: Secrets,
  redirectUris: readonly string[],
  policy: typeof interactionPolicy,
): Configuration => ({
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: secrets.clientSecret,
      redirect_uris: redirectUris,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  responseTypes: ['code'],
  pkce: { required: () => true },
  jwks: { keys: [secrets.signingKey] },
  cookies: { keys: [secrets.cookieKey] },
  claims: {
    openid: ['sub', 'oid', 'tid', 'roles', 'acct', 'amr'],
    profile: ['name', 'preferred_username'],
  },
  // As Entra does: the claims stand in the ID token itself.
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({ accountId: id, claims: async () => claimsOf(id) }),
  interactions: {
    url: (_context, interaction) => `/sign-in/${interaction.uid}`,
    policy: askEveryTime(policy),
  },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client?.clientId ?? CLIENT_ID,
      accountId: oidc.session?.accountId ?? '',
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
  },
  renderError: (context, out) => {
    context.type = 'html';
    context.body = errorPage(out.error_description ?? out.error);
  },
  ttl: {
    AccessToken: 10 * MINUTES,
    AuthorizationCode: MINUTES,
    IdToken: 10 * MINUTES,
    Interaction: HOURS,
    Session: HOURS,
    Grant: HOURS,
  },
});

/** Remembers nobody: whoever shows the demonstration is a nurse now and a registrar a moment later. */
const askEveryTime = (policy: typeof interactionPolicy): interactionPolicy.DefaultPolicy => {
  const prompts = policy.base();
  prompts
    .get('login')
    ?.checks.add(
      new policy.Check('who_now', 'Pick who you are', ({ oidc }) =>
        oidc.result?.login === undefined ? policy.Check.REQUEST_PROMPT : policy.Check.NO_NEED_TO_PROMPT,
      ),
    );
  return prompts;
};
