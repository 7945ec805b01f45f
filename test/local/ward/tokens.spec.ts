import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { nurse, registrar } from '../../../bot/local/demonstration/people.ts';
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

describe('The token a tab is given', () => {
  let ward: Ward;
  beforeAll(async () => {
    ward = await openWard({ tab: { name: 'My photographs', contentUrl: 'http://localhost:4999/tab' } });
  });
  afterAll(() => ward.close());

  it('is the tenant’s own, for the app, about whoever sits at the page', async () => {
    const { body } = await personAt(ward, nurse).call<{ token: string }>('POST', 'tab-token', {
      oid: registrar.oid,
      person: registrar.oid,
    });
    const keys = createRemoteJWKSet(
      new URL(`${ward.settings['ToChannelFromBotLoginUrl'] ?? ''}/discovery/v2.0/keys`),
    );
    const { payload, protectedHeader } = await jwtVerify(body.token, keys, { algorithms: ['RS256'] });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      aud: `api://localhost:4999/botid-${ward.settings['MicrosoftAppId'] ?? ''}`,
      iss: `${ward.settings['ToChannelFromBotLoginUrl'] ?? ''}/v2.0`,
      oid: nurse.oid,
      tid: nurse.tid,
      preferred_username: nurse.upn,
      scp: 'access_as_user',
      ver: '2.0',
    });
  });

  it('is given to nobody who does not say who they are, nor by an address alone', async () => {
    const url = `${ward.url}/ward/api/tab-token`;
    expect((await ask('POST', url)).status).toBe(401);
    expect((await ask('POST', `${url}?person=${nurse.oid}`)).status).toBe(401);
    expect((await ask('POST', url, undefined, {}, { 'x-ward-person': 'nobody' })).status).toBe(401);
    expect((await ask('GET', url, undefined, undefined, { 'x-ward-person': nurse.oid })).status).toBe(404);
  });

  it('is none where the app has no tab', async () => {
    const without = await openWard();
    expect((await personAt(without, nurse).call('POST', 'tab-token')).status).toBe(404);
    expect(await personAt(without, nurse).world()).not.toHaveProperty('tab');
    await without.close();
  });
});
