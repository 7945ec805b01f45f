import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { frameIdentity } from '../../bot/adapters/oidc/frame-identity.ts';
import { nurse, TENANT_ID } from '../../bot/local/demonstration/people.ts';
import { personId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';
import type { FrameWorld, TokenChange } from './frame-identity.ts';
import { frameIdentityContract } from './frame-identity.ts';

const APP = '5afe0b07-0000-4000-8000-000000000001';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, other] = [pair(), pair()];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const keysAnswer: Answer = (_, response) => {
  const key = { ...own.publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig' };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ keys: [key] }));
};

/** A tenant's login that has its keys and nothing else. */
const openLogin = async (answer: Answer = keysAnswer) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    login: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const mint = async (login: string, change: TokenChange = {}): Promise<string> => {
  const now = NOW / 1000;
  const claims = {
    aud: `api://localhost:3978/botid-${APP}`,
    iss: `${login}/${TENANT_ID}/v2.0`,
    oid: nurse.oid,
    tid: TENANT_ID,
    name: nurse.name,
    preferred_username: nurse.upn,
    scp: 'access_as_user',
    ver: '2.0',
    iat: now,
    nbf: now,
    exp: now + 3_600,
    ...change.claims,
  };
  const header = { alg: 'RS256', typ: 'JWT', kid: 'key-1', ...change.header };
  if (change.unsigned === true || header.alg === 'none') return `${part(header)}.${part(claims)}.`;
  if (change.symmetric === true) {
    const signed = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
    const secret = createPublicKey(own.privateKey).export({ type: 'spki', format: 'pem' });
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
  return new SignJWT(claims)
    .setProtectedHeader(header)
    .sign(change.forged === true ? other.privateKey : own.privateKey);
};

const checker = (login: string) =>
  frameIdentity({
    login,
    tenants: [TENANT_ID],
    audiences: [APP, `api://localhost:3978/botid-${APP}`],
    clock: { now: () => instant(NOW) },
    loopback: true,
    timeoutMs: 500,
  });

frameIdentityContract('Microsoft Entra’s tokens, version 2.0', async (): Promise<FrameWorld> => {
  const { login, close } = await openLogin();
  return {
    identity: checker(login),
    now: NOW / 1000,
    account: {
      person: personId(TENANT_ID, nurse.oid),
      name: nurse.name,
      roles: [],
      mfa: false,
      guest: false,
    },
    mint: (change) => mint(login, change),
    close,
  };
});

describe('The keys of whoever vouches for the tab', () => {
  it('are asked for at the settings’ own host, once, and never where a token says', async () => {
    const own = await openLogin();
    const stranger = await openLogin();
    const identity = checker(own.login);
    for (let at = 0; at < 3; at += 1) await identity.whoHolds(await mint(own.login));
    const elsewhere = { iss: `${stranger.login}/${TENANT_ID}/v2.0` };
    const token = await mint(own.login, {
      claims: elsewhere,
      header: { jku: `${stranger.login}/keys`, x5u: `${stranger.login}/keys` },
    });
    await expect(identity.whoHolds(token)).rejects.toMatchObject({ code: 'sign-in-failed' });
    const pointing = await mint(own.login, { forged: true, header: { jku: `${stranger.login}/keys` } });
    await expect(identity.whoHolds(pointing)).rejects.toMatchObject({ code: 'sign-in-failed' });
    expect(own.asked).toEqual([`/${TENANT_ID}/discovery/v2.0/keys`]);
    expect(stranger.asked).toEqual([]);
    await Promise.all([own.close(), stranger.close()]);
  });

  it.each<[string, Answer]>([
    [
      'are in trouble',
      (_, response) => {
        response.writeHead(503);
        response.end();
      },
    ],
    [
      'send us elsewhere',
      (_, response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:9/keys' });
        response.end();
      },
    ],
    ['do not answer', () => undefined],
    ['hang up', (request) => request.socket.destroy()],
  ])('make nobody a stranger while they %s: it is said to try again', async (_, answer) => {
    const login = await openLogin(answer);
    try {
      const token = await mint(login.login);
      await expect(checker(login.login).whoHolds(token)).rejects.toMatchObject({
        code: 'sign-in-failed',
        transient: true,
      });
    } finally {
      await login.close();
    }
  });

  it.each([
    ['http://login.hospital.example', true],
    ['http://127.0.0.1:1', false],
    ['login.hospital.example', true],
  ])('are never asked for at %s (loopback allowed: %s)', (login, loopback) => {
    expect(() =>
      frameIdentity({
        login,
        loopback,
        tenants: [TENANT_ID],
        audiences: [APP],
        clock: { now: () => instant(NOW) },
      }),
    ).toThrow('config-invalid');
  });
});
