import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { ask, botToken, openWard, personAt, personToken } from './open-ward.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

describe('Tokens of the tenant', () => {
  let ward: Ward;
  beforeAll(async () => {
    ward = await openWard();
  });
  afterAll(() => ward.close());

  const logInWith = async (changed: Record<string, string>, url?: string): Promise<number> => {
    const form = {
      grant_type: 'client_credentials',
      client_id: ward.settings['MicrosoftAppId'] ?? '',
      client_secret: ward.settings['MicrosoftAppPassword'] ?? '',
      scope: GRAPH_SCOPE,
      ...changed,
    };
    const login = url ?? ward.settings['ToChannelFromBotLoginUrl'] ?? '';
    const answer = await fetch(`${login}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    await answer.arrayBuffer();
    return answer.status;
  };

  it('are given for the secret of the app, and for nothing else', async () => {
    expect(await logInWith({})).toBe(200);
    expect(await logInWith({ client_secret: 'guessed' })).toBe(401);
    expect(await logInWith({ client_id: 'another' })).toBe(400);
    expect(await logInWith({ scope: 'https://elsewhere.example/.default' })).toBe(400);
    expect(await logInWith({ grant_type: 'password' })).toBe(400);
    expect(await logInWith({}, `${ward.url}/another-tenant`)).toBe(400);
  });

  it('of a person are given to the bot only, and only once the person has agreed', async () => {
    const url = `${ward.settings['OAuthUrl'] ?? ''}/api/usertoken/GetToken?userId=${nurse.oid}&connectionName=graph`;
    expect((await ask('GET', url)).status).toBe(401);
    expect(await personToken(ward, nurse)).toBeUndefined();
    await personAt(ward, nurse).signIn();
    expect(await personToken(ward, nurse)).toBeDefined();
    const out = `${ward.settings['OAuthUrl'] ?? ''}/api/usertoken/SignOut?userId=${nurse.oid}&connectionName=graph`;
    expect((await ask('DELETE', out, await botToken(ward))).status).toBe(200);
    expect(await personToken(ward, nurse)).toBeUndefined();
  });

  it('of a person are not given for a code that was guessed', async () => {
    const url = `${ward.settings['OAuthUrl'] ?? ''}/api/usertoken/GetToken?userId=${nurse.oid}&connectionName=graph&code=000000`;
    expect((await ask('GET', url, await botToken(ward))).status).toBe(404);
  });
});
