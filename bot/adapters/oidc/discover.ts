import { None, allowInsecureRequests, discovery } from 'openid-client';
import type { Configuration } from 'openid-client';
import { SafelightError } from '../../set/errors.ts';

export interface Issuer {
  /** The issuer's address, as its discovery document names it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  /** Plain http where the issuer is on this machine: never in production. */
  readonly allowInsecureLoopback: boolean;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Reads the issuer's discovery document. Every address in it must be on the issuer's own host (`host-not-allowed`). */
export const discover = async (options: Issuer): Promise<Configuration> => {
  const issuer = issuerUrl(options);
  const insecure = issuer.protocol === 'http:';
  const configuration = await discovery(
    issuer,
    options.clientId,
    options.clientSecret,
    options.clientSecret === undefined ? None() : undefined,
    {
      timeout: (options.timeoutMs ?? TIMEOUT_MS) / 1000,
      execute: insecure ? [insecureLoopback] : [],
    },
  );
  const said = configuration.serverMetadata();
  for (const address of [said.authorization_endpoint, said.token_endpoint, said.jwks_uri])
    if (address === undefined || new URL(address).origin !== issuer.origin)
      throw new SafelightError('host-not-allowed', { facts: { what: 'sign-in' } });
  return configuration;
};

/** Throws `config-invalid` for an issuer that secrets may not be sent to. */
export const issuerUrl = ({ issuer, allowInsecureLoopback }: Issuer): URL => {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const loopback = url?.protocol === 'http:' && LOOPBACK.has(url.hostname) && allowInsecureLoopback;
  if (url === undefined || (url.protocol !== 'https:' && !loopback))
    throw new SafelightError('config-invalid', { facts: { setting: 'SAFELIGHT_OIDC_ISSUER' } });
  return url;
};

// Marked as deprecated only so that it is noticed: issuerUrl has made sure that this is loopback outside production.
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the library offers no other way to speak plain http
const insecureLoopback = allowInsecureRequests;
