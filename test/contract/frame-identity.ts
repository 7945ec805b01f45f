import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FrameIdentity } from '../../bot/ports/identity.ts';
import type { Account } from '../../bot/set/account.ts';

/** What a token says, and how it is signed: each left as it is unless a spec changes it. */
export interface TokenChange {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** A key of somebody else's, under the issuer's own key id. */
  readonly forged?: boolean;
  /** Not signed at all. */
  readonly unsigned?: boolean;
  /** Signed by a secret that anybody can know: the issuer's public key. */
  readonly symmetric?: boolean;
}

/** An issuer that signs tokens for the tab, and whoever checks them. */
export interface FrameWorld {
  readonly identity: FrameIdentity;
  /** Whom the tokens are about, as they must come out. */
  readonly account: Account;
  /** Seconds since 1970, as whoever checks has it. */
  readonly now: number;
  mint(change?: TokenChange): Promise<string>;
  close(): Promise<void>;
}

/** What FrameIdentity in bot/ports/identity.ts promises, whoever issues. */
export const frameIdentityContract = (name: string, open: () => Promise<FrameWorld>): void => {
  describe(`Who sits at the tab: ${name}`, () => {
    let world: FrameWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    const refusal = async (token: string): Promise<unknown> => {
      try {
        return await world.identity.whoHolds(token);
      } catch (thrown) {
        return thrown;
      }
    };
    const expectRefused = async (token: string): Promise<void> => {
      const thrown = await refusal(token);
      expect(thrown).toMatchObject({ code: 'sign-in-failed', message: 'sign-in-failed', transient: false });
      // Nothing of the token goes on in what is thrown, which may be logged.
      expect(thrown).not.toHaveProperty('cause');
      const said = JSON.stringify(thrown, Object.getOwnPropertyNames(thrown));
      for (const part of token.split('.').filter((one) => one.length > 8)) expect(said).not.toContain(part);
    };

    it('gives the person by tenant and object id, never by their e-mail address', async () => {
      expect(await world.identity.whoHolds(await world.mint())).toEqual(world.account);
    });

    it('says who is a guest', async () => {
      const token = await world.mint({ claims: { acct: 1 } });
      expect(await world.identity.whoHolds(token)).toMatchObject({ guest: true });
    });

    it.each([
      ['signed with another key', { forged: true }],
      ['not signed', { unsigned: true }],
      ['that says it needs no signature', { header: { alg: 'none' } }],
      ['signed with a secret that everybody knows', { symmetric: true }],
      ['of a key that the issuer does not have', { header: { kid: 'another' } }],
    ] satisfies [string, TokenChange][])('refuses a token %s', async (_, change) => {
      await expectRefused(await world.mint(change));
    });

    it.each([
      ['for another app', { aud: '00000000-0000-4000-8000-00000000abcd' }],
      ['for Microsoft Graph', { aud: 'https://graph.microsoft.com' }],
      ['for an app whose name begins like ours', { aud: 'api://localhost.evil.example/botid-1' }],
      ['for nobody', { aud: undefined }],
      ['from another issuer', { iss: 'https://login.microsoftonline.com/common/v2.0' }],
      [
        'from an issuer whose keys would have to be asked for elsewhere',
        { iss: 'https://evil.example/v2.0' },
      ],
      ['from nobody', { iss: undefined }],
      ['of another tenant', { tid: '00000000-0000-4000-8000-00000000abcd' }],
      ['of no tenant', { tid: undefined }],
      ['of nobody', { oid: undefined }],
      ['that names a person by e-mail address alone', { oid: undefined, preferred_username: 'a@b.example' }],
      ['of an older version', { ver: '1.0' }],
      ['of no version', { ver: undefined }],
      ['for something else than being who one is', { scp: 'Files.Read' }],
      ['of an app by itself', { scp: undefined, roles: ['access_as_user'] }],
      ['of an app that says so', { idtyp: 'app' }],
    ])('refuses a token %s', async (_, claims) => {
      await expectRefused(await world.mint({ claims }));
    });

    it('refuses a token whose time is over, has not come, or never ends', async () => {
      for (const claims of [
        { exp: world.now - 61 },
        { nbf: world.now + 120 },
        { exp: undefined },
        { nbf: undefined },
        { exp: 'tomorrow' },
      ])
        await expectRefused(await world.mint({ claims }));
    });

    it('refuses what is no token', async () => {
      const good = await world.mint();
      const [header = '', body = '', signature = ''] = good.split('.');
      for (const token of [
        '',
        '.',
        '..',
        'Bearer',
        `${header}.${body}`,
        `${header}.${body}.`,
        `${header}.${body}.${signature}.${signature}`,
        `${header}.${Buffer.from('{}').toString('base64url')}.${signature}`,
        `${header}.${body}.${signature.slice(0, -4)}AAAA`,
        '\u0000'.repeat(9),
        'a'.repeat(100_000),
      ])
        expect(await refusal(token)).toMatchObject({ code: 'sign-in-failed', transient: false });
    });
  });
};
