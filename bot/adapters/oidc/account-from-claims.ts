import type { Account } from '../../set/account.ts';
import { SafelightError } from '../../set/errors.ts';
import { personId } from '../../set/ids.ts';

/** Where Microsoft keeps personal accounts: nobody of it is anybody's member of staff. */
const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const GUEST = 1;

/**
 * Who an ID token says signed in. Throws `sign-in-failed` where it names no person of a tenant: an e-mail address is
 * never an identity (design.md section 1). Whether the tenant is welcome is the policy's question, not this one's.
 *
 * @param mfaContexts Entra authentication contexts (`acrs`) that the tenant grants only after a second factor
 */
export const accountFromClaims = (
  claims: Readonly<Record<string, unknown>>,
  mfaContexts: readonly string[] = [],
): Account => {
  const tid = text(claims['tid']);
  const oid = text(claims['oid']);
  if (tid === undefined || oid === undefined)
    throw new SafelightError('sign-in-failed', { facts: { reason: 'no-person-in-token' } });
  const contexts = texts(claims['acrs']);
  return {
    person: personId(tid, oid),
    name: text(claims['name']) ?? text(claims['preferred_username']) ?? oid,
    roles: texts(claims['roles']),
    mfa: texts(claims['amr']).includes('mfa') || mfaContexts.some((context) => contexts.includes(context)),
    guest: claims['acct'] === GUEST || tid === PERSONAL_ACCOUNTS || signedInElsewhere(claims, tid),
  };
};

/**
 * `acct` is an optional claim a tenant may not have switched on; `idp` is there whenever somebody other than the
 * tenant itself signed the person in, which is what a guest is.
 */
const signedInElsewhere = (claims: Readonly<Record<string, unknown>>, tid: string): boolean => {
  const provider = text(claims['idp']);
  return provider !== undefined && provider !== claims['iss'] && !provider.includes(tid);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const texts = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(text).filter((one) => one !== undefined);
  const one = text(value);
  return one === undefined ? [] : [one];
};
