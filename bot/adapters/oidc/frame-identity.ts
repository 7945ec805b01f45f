import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../ports/clock.ts';
import type { FrameIdentity } from '../../ports/identity.ts';
import type { Account } from '../../set/account.ts';
import { SafelightError } from '../../set/errors.ts';
import { MINUTE, SECOND, millis } from '../../set/instant.ts';
import { onlyHosts } from '../wire/hosts.ts';
import { accountFromClaims } from './account-from-claims.ts';

export interface FrameIdentityOptions {
  /** Where the tenants' issuers and keys are, e.g. `https://login.microsoftonline.com`. Keys are asked for nowhere else. */
  readonly login: string;
  /** Tenants whose people are believed. */
  readonly tenants: readonly string[];
  /** The app's own id and its Application ID URI (`api://<host>/botid-<app id>`): a token for anybody else is refused. */
  readonly audiences: readonly string[];
  readonly clock: Clock;
  /** Whether the login may be on this machine: never in production. */
  readonly loopback: boolean;
  readonly timeoutMs?: number;
}

interface Issuer {
  readonly tenant: string;
  readonly keys: JWTVerifyGetKey;
}

/** The scope that a tab's token carries; an app's own token has none. */
const SCOPE = 'access_as_user';
const TIMEOUT_MS = 5 * SECOND;
/** The machines' clocks may differ by so much. */
const TOLERANCE_MS = MINUTE;

/**
 * Checks the access tokens (version 2.0) that Microsoft Entra issues for a Teams tab. Which keys are asked for follows
 * from the settings alone, never from what a token says of itself. Throws `config-invalid` for a login that is not one.
 */
export const frameIdentity = (options: FrameIdentityOptions): FrameIdentity => {
  const issuers = new Map(
    options.tenants.map((tenant) => [`${options.login}/${tenant}/v2.0`, issuerOf(options, tenant)]),
  );
  return {
    whoHolds: async (token) => {
      try {
        return await check(options, issuers, token);
      } catch (thrown) {
        // The library's errors hold claims: only their code is kept.
        throw new SafelightError('sign-in-failed', {
          transient: isPassing(thrown),
          facts: { reason: thrown instanceof errors.JOSEError ? thrown.code : 'not-as-expected' },
        });
      }
    },
  };
};

const issuerOf = ({ login, loopback, timeoutMs }: FrameIdentityOptions, tenant: string): Issuer => {
  const address = `${login}/${tenant}/discovery/v2.0/keys`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !onlyHosts([url.host], loopback)(url))
    throw new SafelightError('config-invalid', { facts: { setting: 'ToChannelFromBotLoginUrl' } });
  return { tenant, keys: createRemoteJWKSet(url, { timeoutDuration: timeoutMs ?? TIMEOUT_MS }) };
};

const check = async (
  { audiences, clock }: FrameIdentityOptions,
  issuers: ReadonlyMap<string, Issuer>,
  token: string,
): Promise<Account> => {
  const said = decodeJwt(token).iss;
  const issuer = said === undefined ? undefined : issuers.get(said);
  if (said === undefined || issuer === undefined) throw new NotAsExpected();
  const { payload } = await jwtVerify(token, issuer.keys, {
    algorithms: ['RS256'],
    issuer: said,
    audience: [...audiences],
    currentDate: new Date(millis(clock.now())),
    clockTolerance: TOLERANCE_MS / 1000,
    requiredClaims: ['exp', 'nbf', 'oid', 'tid', 'ver', 'scp'],
  });
  if (payload['tid'] !== issuer.tenant || payload['ver'] !== '2.0' || !isForPeople(payload))
    throw new NotAsExpected();
  return accountFromClaims(payload);
};

const isForPeople = ({ scp, idtyp }: JWTPayload): boolean =>
  typeof scp === 'string' && scp.split(' ').includes(SCOPE) && idtyp !== 'app';

class NotAsExpected extends Error {}

/** The keys could not be had: the token may well be good, and asking again may work. */
const isPassing = (thrown: unknown): boolean =>
  thrown instanceof errors.JWKSTimeout ||
  (thrown instanceof errors.JOSEError && thrown.code === errors.JOSEError.code) ||
  (thrown as { readonly message?: unknown }).message === 'fetch failed';
