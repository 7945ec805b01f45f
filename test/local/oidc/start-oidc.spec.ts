import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../../bot/local/demonstration/people.ts';
import { startOidc } from '../../../bot/local/oidc/start-oidc.ts';
import type { LocalOidc } from '../../../bot/local/oidc/start-oidc.ts';
import { browser } from './browser.ts';

const redirectUri = 'http://127.0.0.1:3978/auth/callback';
let folder: string;
let provider: LocalOidc | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-oidc-'));
});
afterEach(async () => {
  await provider?.close();
  provider = undefined;
  rmSync(folder, { recursive: true });
});
const start = async () => (provider = await startOidc({ folder, port: 0, redirectUris: [redirectUri] }));

const authorise = (issuer: string, more: Record<string, string>): string => {
  const asked = {
    client_id: 'safelight-viewer',
    redirect_uri: redirectUri,
    scope: 'openid',
    response_type: 'code',
  };
  return `${issuer}/auth?${new URLSearchParams({ ...asked, ...more }).toString()}`;
};
const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

describe('The laptop’s sign-in', () => {
  it('shows everybody of the demonstration as a button, in words a screen reader can use', async () => {
    const { issuer } = await start();
    const page = await browser().follow(authorise(issuer, pkce), redirectUri);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="en-GB">');
    expect(page.text.match(/<button name="person"/g)).toHaveLength(people.length);
    for (const person of people) expect(page.text).toContain(person.name);
    expect(page.text).toContain('Signed in with a password only (no second factor)');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('asks who it is each time: nobody is remembered', async () => {
    const { issuer } = await start();
    const { follow } = browser();
    const [person] = people;
    const first = await follow(authorise(issuer, pkce), redirectUri);
    const back = await follow(first.at, redirectUri, { person: person?.oid ?? '' });
    expect(new URL(back.at).searchParams.get('code')).toBeTruthy();
    const again = await follow(authorise(issuer, pkce), redirectUri);
    expect(again.text).toContain('<button name="person"');
  });

  it('refuses a request without PKCE', async () => {
    const { issuer } = await start();
    const answer = await browser().follow(authorise(issuer, {}), redirectUri);
    expect(answer.at).toContain('error=invalid_request');
  });

  it('never sends anybody to an address that was not named at the start', async () => {
    const { issuer } = await start();
    const answer = await browser().follow(
      authorise(issuer, { ...pkce, redirect_uri: 'https://x.example/' }),
      'https://x',
    );
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Sign-in did not work');
  });

  it('says so where a sign-in has run out', async () => {
    const { issuer } = await start();
    const answer = await browser().go(`${issuer}/sign-in/long-gone`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Go back to the page you came from');
  });

  it('shows the list again where nobody on it was picked', async () => {
    const { issuer } = await start();
    const { follow } = browser();
    const page = await follow(authorise(issuer, pkce), redirectUri);
    const answer = await follow(page.at, redirectUri, { person: 'nobody' });
    expect(answer.text).toContain('<button name="person"');
  });

  it('keeps its keys and secret across restarts, for its owner’s eyes alone', async () => {
    const first = await start();
    const keys = (await browser().go(`${first.issuer}/jwks`)).text;
    await first.close();
    const second = await start();
    expect((await browser().go(`${second.issuer}/jwks`)).text).toBe(keys);
    expect(second.clientSecret).toBe(first.clientSecret);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  });

  it('names the port where it is in use', async () => {
    const { issuer } = await start();
    const port = Number(new URL(issuer).port);
    await expect(startOidc({ folder, port, redirectUris: [] })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
