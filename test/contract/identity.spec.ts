import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oidcIdentity } from '../../bot/adapters/oidc/sign-in.ts';
import { startOidc } from '../../bot/local/oidc/start-oidc.ts';
import { browser } from '../local/oidc/browser.ts';
import { identityContract } from './identity.ts';

const redirectUri = 'http://127.0.0.1:3978/auth/callback';

identityContract('an OpenID Connect provider', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-oidc-'));
  const provider = await startOidc({ folder, port: 0, redirectUris: [redirectUri] });
  return {
    identity: oidcIdentity({ ...provider, allowInsecureLoopback: true }),
    redirectUri,
    signIn: async (address, person, factors) => {
      const { follow } = browser();
      const page = await follow(address, redirectUri);
      return (await follow(page.at, redirectUri, { person: person.oid, factors })).at;
    },
    close: async () => {
      await provider.close();
      rmSync(folder, { recursive: true });
    },
  };
});
