import { describe, expect, it } from '@jest/globals';
import { accountFromClaims } from '../../../bot/adapters/oidc/account-from-claims.ts';

const TENANT = '5afe1194-0000-4000-8000-000000000001';
const claims = {
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  tid: TENANT,
  oid: 'person-1',
  name: 'Asha Nair',
  roles: ['Clinician'],
  amr: ['pwd', 'mfa'],
};

describe('An account read from an ID token', () => {
  it('is the tenant’s person, never an e-mail address', () => {
    expect(accountFromClaims({ ...claims, email: 'someone@hospital.example' })).toEqual({
      person: { tid: TENANT, oid: 'person-1' },
      name: 'Asha Nair',
      roles: ['Clinician'],
      mfa: true,
      guest: false,
    });
  });

  it.each(['tid', 'oid'] as const)('is refused without %s', (missing) => {
    for (const value of [undefined, '', 7])
      expect(() => accountFromClaims({ ...claims, [missing]: value })).toThrow('sign-in-failed');
  });

  it('has a second factor only where the token says so', () => {
    for (const amr of [undefined, [], ['pwd'], ['pwd', 'notmfa'], { mfa: true }])
      expect(accountFromClaims({ ...claims, amr }).mfa).toBe(false);
    expect(accountFromClaims({ ...claims, amr: 'mfa' }).mfa).toBe(true);
  });

  it('has a second factor by an authentication context that the tenant gives only for one', () => {
    const context = { ...claims, amr: undefined, acrs: ['c2'] };
    expect(accountFromClaims(context).mfa).toBe(false);
    expect(accountFromClaims(context, ['c1']).mfa).toBe(false);
    expect(accountFromClaims(context, ['c1', 'c2']).mfa).toBe(true);
  });

  it.each([
    ['the tenant marks as one', { acct: 1 }],
    ['another tenant signed in', { idp: 'https://sts.windows.net/5afe1194-0000-4000-8000-000000000002/' }],
    ['of a personal account', { idp: 'live.com' }],
    ['of Microsoft’s tenant for personal accounts', { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }],
  ])('is a guest’s: one %s', (_, more) => {
    expect(accountFromClaims({ ...claims, ...more }).guest).toBe(true);
  });

  it.each([
    ['a member', { acct: 0 }],
    ['signed in by the issuer', { idp: claims.iss }],
    ['signed in by the tenant’s older address', { idp: `https://sts.windows.net/${TENANT}/` }],
  ])('is not a guest’s: %s', (_, more) => {
    expect(accountFromClaims({ ...claims, ...more }).guest).toBe(false);
  });

  it('has no roles where the token’s are not a list of names', () => {
    expect(accountFromClaims({ ...claims, roles: undefined }).roles).toEqual([]);
    expect(accountFromClaims({ ...claims, roles: [7, 'Clinician'] }).roles).toEqual(['Clinician']);
  });
});
