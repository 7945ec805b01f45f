import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oidcIdentity } from '../../../bot/adapters/oidc/sign-in.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

/** A provider that has a discovery document and nothing else. */
const provider = async (said: (issuer: string) => object, port = 0): Promise<string> => {
  const started = createServer((request, response) => {
    const issuer = `http://${String(request.headers.host)}`;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said(issuer)));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
};
const document = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});
const identity = (issuer: string, allowInsecureLoopback = true) =>
  oidcIdentity({
    issuer,
    clientId: 'safelight',
    clientSecret: 'secret',
    allowInsecureLoopback,
    timeoutMs: 500,
  });

describe('The sign-in’s provider', () => {
  it.each([
    ['http://login.hospital.example', true],
    ['http://127.0.0.1:1', false],
    ['login.hospital.example', true],
  ])('is never %s (loopback allowed: %s)', (issuer, loopback) => {
    expect(() => identity(issuer, loopback)).toThrow('config-invalid');
  });

  it('is never sent a secret on another host, whatever its document says', async () => {
    const issuer = await provider((own) => ({
      ...document(own),
      token_endpoint: 'https://elsewhere.example/token',
    }));
    await expect(identity(issuer).ready()).rejects.toMatchObject({ code: 'host-not-allowed' });
  });

  it('is refused where it is not the issuer it was asked for', async () => {
    const issuer = await provider((own) => ({ ...document(own), issuer: 'https://elsewhere.example' }));
    await expect(identity(issuer).ready()).rejects.toMatchObject({
      code: 'sign-in-failed',
      transient: false,
    });
  });

  it('may start later than Safelight: a sign-in works as soon as it is there', async () => {
    const issuer = await provider(document);
    server?.close();
    server?.closeAllConnections();
    const late = identity(issuer);
    await expect(late.begin('http://127.0.0.1/callback')).rejects.toMatchObject({
      code: 'sign-in-failed',
      transient: true,
    });
    await provider(document, Number(new URL(issuer).port));
    const { address } = await late.begin('http://127.0.0.1/callback');
    expect(address).toContain(`${issuer}/auth?`);
  });

  it('is asked for the authentication context that stands for a second factor', async () => {
    const issuer = await provider(document);
    const asking = oidcIdentity({ issuer, clientId: 'c', allowInsecureLoopback: true, mfaContexts: ['c1'] });
    const { address } = await asking.begin('http://127.0.0.1/callback');
    expect(JSON.parse(new URL(address).searchParams.get('claims') ?? '')).toEqual({
      id_token: { acrs: { essential: true, values: ['c1'] } },
    });
  });
});
