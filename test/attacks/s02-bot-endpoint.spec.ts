import { spawnSync } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, SignJWT } from 'jose';
import { teamsMessages } from '../../bot/adapters/teams/listen.ts';
import { openTeams } from '../../bot/adapters/teams/open-teams.ts';
import { loadConfig } from '../../bot/config.ts';
import type { ChatEvents } from '../../bot/ports/chat-events.ts';
import { OTHER_TENANT_ID, TENANT_ID, nurse } from '../../bot/local/demonstration/people.ts';

const APP = '5afe2222-0000-4000-8000-000000000001';
const ISSUER = 'https://api.botframework.com';
const SERVICE = 'https://smba.trafficmanager.net/uk/';
const HOUR = 3600;

const pair = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync('rsa', { modulusLength: 2048 });
const [genuine, stranger, unendorsed] = [pair(), pair(), pair()];

interface Token {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

const sign = ({ claims = {}, header = {}, key = genuine.privateKey }: Token = {}): Promise<string> =>
  new SignJWT({
    iss: ISSUER,
    aud: APP,
    serviceurl: SERVICE,
    nbf: nowSeconds() - 60,
    exp: nowSeconds() + HOUR,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'genuine', typ: 'JWT', ...header })
    .sign(key, { crit: { unheard: true } });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const goodClaims = () => ({ iss: ISSUER, aud: APP, serviceurl: SERVICE, exp: nowSeconds() + HOUR });

/** What was signed as RSA is claimed to be an HMAC, its key the public one that everybody can read. */
const asHmac = (secret: string | Buffer): string => {
  const signed = `${part({ alg: 'HS256', kid: 'genuine', typ: 'JWT' })}.${part(goodClaims())}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const activity = (more: object = {}): object => ({
  type: 'message',
  id: '1700000000000',
  channelId: 'msteams',
  serviceUrl: SERVICE,
  from: { id: '29:x', aadObjectId: nurse.oid },
  conversation: { id: '19:chat@thread.v2', conversationType: 'groupChat', tenantId: TENANT_ID },
  channelData: { tenant: { id: TENANT_ID } },
  ...more,
});

describe('The bot’s door (S2; ASVS 5.0 V9.1.1, V9.1.2, V9.1.3, V9.2.1, V9.2.3, V8.4.1)', () => {
  const heard: unknown[] = [];
  /** Whatever the bot might be told of, it is noted that something was. */
  const hearingAll = new Proxy(
    {},
    {
      get: (_target, name) => async () => {
        heard.push(name);
        return { kind: 'done' };
      },
    },
  ) as ChatEvents;
  /** botbuilder complains of each bad token by itself. */
  const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const lured: string[] = [];
  const servers: Server[] = [];
  let url = '';
  let lure = '';

  const start = async (openId: string): Promise<string> => {
    const teams = openTeams({
      settings: {
        MicrosoftAppId: APP,
        MicrosoftAppTenantId: TENANT_ID,
        ToBotFromChannelOpenIdMetadataUrl: openId,
        ToBotFromEmulatorOpenIdMetadataUrl: openId,
      },
      botToken: async () => 'BOT',
      tenants: [TENANT_ID],
      connectorHosts: ['smba.trafficmanager.net'],
      connectionName: 'c',
      loopback: false,
    });
    const take = teamsMessages(teams, hearingAll, { failed: (error) => heard.push(error) });
    const server = createServer((request, response) => void take(request, response));
    servers.push(server);
    return listen(server);
  };

  beforeAll(async () => {
    const keys = await Promise.all(
      (
        [
          ['genuine', genuine, ['msteams']],
          ['unendorsed', unendorsed, ['webchat']],
        ] as const
      ).map(async ([kid, key, endorsements]) => ({
        ...(await exportJWK(key.publicKey)),
        kid,
        use: 'sig',
        endorsements,
      })),
    );
    const openId = createServer((request, response) => {
      const host = request.headers.host ?? '';
      response.setHeader('content-type', 'application/json');
      if (request.url === '/keys') response.end(JSON.stringify({ keys }));
      else
        response.end(
          JSON.stringify({
            issuer: ISSUER,
            jwks_uri: `http://${host}/keys`,
            id_token_signing_alg_values_supported: ['RS256'],
          }),
        );
    });
    const trap = createServer((request, response) => {
      lured.push(request.url ?? '');
      response.end('{}');
    });
    servers.push(openId, trap);
    lure = await listen(trap);
    url = await start(`${await listen(openId)}/.well-known/openidconfiguration`);
  });
  beforeEach(() => {
    heard.length = 0;
  });
  afterAll(async () => {
    complaints.mockRestore();
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const knock = async (authorization: string | undefined, body: unknown = activity(), to = url) => {
    const answer = await fetch(to, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('opens to the platform’s own token', async () => {
    expect(await knock(`Bearer ${await sign()}`)).toEqual({ status: 200, text: '' });
    expect(heard).toHaveLength(1);
  });

  const bad: readonly (readonly [string, () => Promise<string | undefined> | string | undefined])[] = [
    ['no token', () => undefined],
    ['an empty one', () => ''],
    ['the word alone', () => 'Bearer '],
    ['another scheme', () => 'Basic eDp5'],
    ['three words', () => 'Bearer a.b.c'],
    ['a token twice', async () => `Bearer ${await sign()} ${await sign()}`],
    ['a very long one', () => `Bearer ${'a'.repeat(10_000)}.${'b'.repeat(3_000)}.c`],
    ['one for another bot', async () => `Bearer ${await sign({ claims: { aud: 'another' } })}`],
    ['one for nobody', async () => `Bearer ${await sign({ claims: { aud: undefined } })}`],
    [
      'one of another issuer',
      async () => `Bearer ${await sign({ claims: { iss: 'https://evil.example' } })}`,
    ],
    [
      'one of an emulator',
      async () => `Bearer ${await sign({ claims: { iss: `https://sts.windows.net/${TENANT_ID}/` } })}`,
    ],
    ['one of no issuer', async () => `Bearer ${await sign({ claims: { iss: undefined } })}`],
    ['one that is over', async () => `Bearer ${await sign({ claims: { exp: nowSeconds() - HOUR } })}`],
    ['one that has not begun', async () => `Bearer ${await sign({ claims: { nbf: nowSeconds() + HOUR } })}`],
    [
      'one for another service address',
      async () => `Bearer ${await sign({ claims: { serviceurl: 'https://smba.trafficmanager.net/de/' } })}`,
    ],
    ['one for no service address', async () => `Bearer ${await sign({ claims: { serviceurl: undefined } })}`],
    ['another key under the known name', async () => `Bearer ${await sign({ key: stranger.privateKey })}`],
    [
      'another key under its own name',
      async () => `Bearer ${await sign({ key: stranger.privateKey, header: { kid: 'mine' } })}`,
    ],
    [
      'a name that is a path',
      async () => `Bearer ${await sign({ key: stranger.privateKey, header: { kid: '../../dev/null' } })}`,
    ],
    [
      'a name that is SQL',
      async () => `Bearer ${await sign({ key: stranger.privateKey, header: { kid: "' or '1'='1" } })}`,
    ],
    [
      'a name that is an object’s own',
      async () => `Bearer ${await sign({ key: stranger.privateKey, header: { kid: '__proto__' } })}`,
    ],
    ['no name', async () => `Bearer ${await sign({ key: stranger.privateKey, header: { kid: undefined } })}`],
    [
      'a key that says where it lies',
      async () =>
        `Bearer ${await sign({ key: stranger.privateKey, header: { jku: `${lure}/jku`, x5u: `${lure}/x5u`, kid: 'x' } })}`,
    ],
    [
      'a key that brings itself',
      async () =>
        `Bearer ${await sign({ key: stranger.privateKey, header: { jwk: await exportJWK(stranger.publicKey) } })}`,
    ],
    [
      'a key not for Teams',
      async () => `Bearer ${await sign({ key: unendorsed.privateKey, header: { kid: 'unendorsed' } })}`,
    ],
    ['no algorithm', () => `Bearer ${part({ alg: 'none', kid: 'genuine' })}.${part(goodClaims())}.`],
    [
      'no algorithm, and something signed',
      () => `Bearer ${part({ alg: 'none', kid: 'genuine' })}.${part(goodClaims())}.AAAA`,
    ],
    [
      'the public key as a password',
      () => `Bearer ${asHmac(genuine.publicKey.export({ type: 'spki', format: 'pem' }))}`,
    ],
    [
      'the public key as a password, in its other form',
      () => `Bearer ${asHmac(genuine.publicKey.export({ type: 'pkcs1', format: 'pem' }))}`,
    ],
    [
      'changed claims under an old signature',
      async () => {
        const [head, , signature] = (await sign()).split('.');
        return `Bearer ${head ?? ''}.${part({ ...goodClaims(), extra: 1 })}.${signature ?? ''}`;
      },
    ],
    ['no signature', async () => `Bearer ${(await sign()).replace(/[^.]*$/, '')}`],
    ['half a signature', async () => `Bearer ${(await sign()).slice(0, -40)}`],
    ['a header that is no JSON', async () => `Bearer ${(await sign()).replace(/^[^.]*/, 'AAAA')}`],
  ];
  it.each(bad)('stays shut to %s, and never breaks', async (_what, make) => {
    const token = await make();
    const { status, text } = await knock(token);
    expect([401, 403]).toContain(status);
    expect(text).toBe('');
    expect(heard).toEqual([]);
    expect(lured).toEqual([]);
    // What a stranger sends must not reach the log by the library's way either.
    const said = complaints.mock.calls.flat().map(String).join();
    for (const piece of (token ?? '').split(/[ .]/).filter((one) => one.length > 20))
      expect(said).not.toContain(piece);
  });

  it('stays shut to the right token with another tenant, channel or service address', async () => {
    const elsewhere = { id: '19:x', conversationType: 'groupChat', tenantId: OTHER_TENANT_ID };
    const evil = 'https://evil.example/';
    const cases = [
      [await sign(), { conversation: elsewhere }],
      [await sign(), { conversation: { id: '19:x' }, channelData: { tenant: { id: OTHER_TENANT_ID } } }],
      [await sign(), { conversation: { id: '19:x' }, channelData: {} }],
      [await sign(), { channelId: 'emulator' }],
      [await sign(), { channelId: 'webchat' }],
      [await sign({ claims: { serviceurl: evil } }), { serviceUrl: evil }],
      [await sign({ claims: { serviceurl: lure } }), { serviceUrl: lure }],
      [await sign(), { serviceUrl: '' }],
      [await sign(), { serviceUrl: { toString: 'x' } }],
    ] as const;
    for (const [token, more] of cases) {
      const { status } = await knock(`Bearer ${token}`, activity(more));
      expect([JSON.stringify(more), [401, 403].includes(status)]).toEqual([JSON.stringify(more), true]);
    }
    expect([heard, lured]).toEqual([[], []]);
  });

  it('does not break on what is no activity, signed or not', async () => {
    const token = `Bearer ${await sign()}`;
    const deep = Array.from({ length: 50_000 }).reduceRight<string>((inner) => `[${inner}]`, '');
    for (const body of [
      null,
      [],
      'x',
      {},
      { type: 7 },
      { ...activity(), from: null, conversation: 'x' },
      { ...activity(), conversation: { id: 5, conversationType: {}, tenantId: TENANT_ID } },
      { ...activity(), attachments: { length: 9 }, value: null, id: null },
      { ...activity(), attachments: [null, 7, { contentType: 5 }] },
      { ...activity(), type: 'invoke', name: 'adaptiveCard/action', value: null },
      { ...activity(), type: 'invoke', name: '__proto__', value: { action: [] } },
      { ...activity(), type: 'constructor' },
    ]) {
      const { status } = await knock(token, body);
      expect([JSON.stringify(body), status < 500 || status === 501]).toEqual([JSON.stringify(body), true]);
    }
    const nested = await fetch(url, { method: 'POST', body: deep, headers: { authorization: token } });
    expect(nested.status).toBe(400);
    expect((await knock(token)).status).toBe(200);
  });

  it('asks the platform to send again, and lets nobody in, while the platform’s keys cannot be had', async () => {
    const other = await start('http://127.0.0.1:9/.well-known/openidconfiguration');
    expect((await knock(`Bearer ${await sign()}`, activity(), other)).status).toBe(503);
    expect((await knock(undefined, activity(), other)).status).toBe(401);
    expect(heard).toEqual([]);
  });

  it('does not exist without an app id: the bot refuses to be made, and a hospital’s Safelight to start', () => {
    expect(() =>
      openTeams({
        settings: {},
        botToken: async () => '',
        tenants: [],
        connectorHosts: [],
        connectionName: '',
        loopback: true,
      }),
    ).toThrow(TypeError);
    for (const MicrosoftAppId of [undefined, '', '  '])
      expect(() => loadConfig({ NODE_ENV: 'production', MicrosoftAppId })).toThrow(
        expect.objectContaining({
          faults: expect.arrayContaining([expect.stringMatching(/^MicrosoftAppId is empty/)]),
        }),
      );
    const started = spawnSync(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([started.status, started.stderr.includes('MicrosoftAppId is empty')]).toEqual([1, true]);
  });
});
