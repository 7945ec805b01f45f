import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consultant, guest, nurse } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Identity } from '../../bot/ports/identity.ts';
import { personId } from '../../bot/set/ids.ts';

/** A provider that knows the demonstration's people, and a browser to sign in with. */
export interface IdentityWorld {
  readonly identity: Identity;
  readonly redirectUri: string;
  /** Signs in as this person; the address the browser is sent back to. */
  signIn(address: string, person: Person, factors: 'two' | 'password-only'): Promise<string>;
  close(): Promise<void>;
}

/** What bot/ports/identity.ts promises, whoever vouches. */
export const identityContract = (name: string, open: () => Promise<IdentityWorld>): void => {
  describe(`Signing in: ${name}`, () => {
    let world: IdentityWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(async () => {
      await world.close();
    });

    const come = async (person: Person, factors: 'two' | 'password-only' = 'two') => {
      const { address, pending } = await world.identity.begin(world.redirectUri);
      return { callback: await world.signIn(address, person, factors), pending };
    };
    const signedIn = async (person: Person, factors?: 'two' | 'password-only') => {
      const { callback, pending } = await come(person, factors);
      return world.identity.complete(callback, pending);
    };

    it('is ready', async () => {
      await expect(world.identity.ready()).resolves.toBeUndefined();
    });

    it('gives the person by tenant and object id, with name and roles', async () => {
      expect(await signedIn(consultant)).toEqual({
        person: personId(consultant.tid, consultant.oid),
        name: 'Helen Marsh',
        roles: ['Clinician', 'PatientRecord'],
        mfa: true,
        guest: false,
      });
    });

    it('says when only a password was used', async () => {
      expect(await signedIn(nurse, 'password-only')).toMatchObject({ name: 'Asha Nair', mfa: false });
    });

    it('says who is a guest', async () => {
      expect(await signedIn(guest)).toMatchObject({ guest: true, roles: [] });
    });

    it('asks with PKCE, a state and a nonce that are new each time', async () => {
      const [one, other] = [
        await world.identity.begin(world.redirectUri),
        await world.identity.begin(world.redirectUri),
      ];
      const asked = new URL(one.address).searchParams;
      expect(asked.get('response_type')).toBe('code');
      expect(asked.get('code_challenge_method')).toBe('S256');
      for (const part of ['state', 'nonce', 'codeVerifier'] as const)
        expect(one.pending[part]).not.toBe(other.pending[part]);
      expect(one.address).not.toContain(one.pending.codeVerifier);
    });

    it.each(['state', 'nonce', 'codeVerifier'] as const)(
      'fails where the %s is not the one begun with',
      async (part) => {
        const { callback, pending } = await come(nurse);
        const other = (await world.identity.begin(world.redirectUri)).pending;
        await expect(
          world.identity.complete(callback, { ...pending, [part]: other[part] }),
        ).rejects.toMatchObject({
          code: 'sign-in-failed',
          transient: false,
        });
      },
    );

    it('fails where a code is used twice', async () => {
      const { callback, pending } = await come(nurse);
      await world.identity.complete(callback, pending);
      await expect(world.identity.complete(callback, pending)).rejects.toMatchObject({
        code: 'sign-in-failed',
      });
    });

    it('fails where the browser comes back by another address', async () => {
      const { callback, pending } = await come(nurse);
      const elsewhere = callback.replace(new URL(callback).pathname, '/elsewhere');
      await expect(world.identity.complete(elsewhere, pending)).rejects.toMatchObject({
        code: 'sign-in-failed',
      });
    });

    it('fails where the provider said no', async () => {
      const { pending } = await world.identity.begin(world.redirectUri);
      const callback = `${world.redirectUri}?error=access_denied&state=${pending.state}`;
      await expect(world.identity.complete(callback, pending)).rejects.toMatchObject({
        code: 'sign-in-failed',
      });
    });
  });
};
