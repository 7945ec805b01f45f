import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Configuration } from 'openid-client';
import type { Identity, PendingSignIn } from '../../ports/identity.ts';
import type { Account } from '../../set/account.ts';
import { SafelightError } from '../../set/errors.ts';
import { accountFromClaims } from './account-from-claims.ts';
import { discover, issuerUrl } from './discover.ts';
import type { Issuer } from './discover.ts';

export interface SignInOptions extends Issuer {
  /** Entra authentication contexts that stand for a second factor; asked for at sign-in where set. */
  readonly mfaContexts?: readonly string[];
}

/** OpenID Connect code flow with PKCE, state and nonce. Throws `config-invalid` at once for an unsafe issuer. */
export const oidcIdentity = (options: SignInOptions): Identity => {
  issuerUrl(options);
  let known: Configuration | undefined;
  /** Asked when first needed and again after a failure: the sign-in may start after Safelight does. */
  const issuer = async (): Promise<Configuration> => (known ??= await discover(options));
  return {
    begin: (redirectUri) => failing(async () => begin(await issuer(), redirectUri, options.mfaContexts)),
    complete: (callbackUrl, pending) =>
      failing(async () => complete(await issuer(), callbackUrl, pending, options.mfaContexts)),
    ready: () =>
      failing(async () => {
        known = await discover(options);
      }),
  };
};

const begin = async (
  issuer: Configuration,
  redirectUri: string,
  mfaContexts: readonly string[] | undefined,
): Promise<{ readonly address: string; readonly pending: PendingSignIn }> => {
  const pending = {
    state: randomState(),
    nonce: randomNonce(),
    codeVerifier: randomPKCECodeVerifier(),
    redirectUri,
  };
  const address = buildAuthorizationUrl(issuer, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: 'S256',
    ...(mfaContexts === undefined ? {} : { claims: requireContext(mfaContexts) }),
  });
  return { address: address.href, pending };
};

const requireContext = (values: readonly string[]): string =>
  JSON.stringify({ id_token: { acrs: { essential: true, values } } });

const complete = async (
  issuer: Configuration,
  callbackUrl: string,
  pending: PendingSignIn,
  mfaContexts: readonly string[] | undefined,
): Promise<Account> => {
  const callback = new URL(callbackUrl);
  if (`${callback.origin}${callback.pathname}` !== pending.redirectUri)
    throw new SafelightError('sign-in-failed', { facts: { reason: 'another-callback' } });
  const tokens = await authorizationCodeGrant(issuer, callback, {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.codeVerifier,
    idTokenExpected: true,
  });
  return accountFromClaims(tokens.claims() ?? {}, mfaContexts);
};

/** The library's errors hold claims and answers of the provider: only its code is kept, never the cause. */
const failing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof SafelightError) throw thrown;
    const failure = thrown as Failure;
    const reason = typeof failure.code === 'string' ? failure.code : (failure.name ?? 'unknown');
    throw new SafelightError('sign-in-failed', { facts: { reason }, transient: isPassing(failure) });
  }
};

interface Failure {
  readonly code?: unknown;
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
  readonly cause?: Failure;
}

/** The provider could not be reached, was not in time or had a fault of its own: signing in again may work. */
const isPassing = ({ code, message, status = 0, cause }: Failure): boolean =>
  code === 'OAUTH_TIMEOUT' ||
  message === 'fetch failed' ||
  status >= 500 ||
  (cause !== undefined && isPassing(cause));
