import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import { oidcIdentity } from '../../bot/adapters/oidc/sign-in.ts';
import { guest, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { LocalOidc } from '../../bot/local/oidc/start-oidc.ts';
import { startOidc } from '../../bot/local/oidc/start-oidc.ts';
import { inBrowser, openBrowser } from '../e2e/browser.ts';
import { PHONE } from './chromium.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

inBrowser('Signing in with a real OpenID Connect provider', () => {
  let chromium: Chromium;
  let oidc: LocalOidc;
  let world: World;
  let folder: string;

  beforeAll(async () => {
    chromium = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), 'safelight-oidc-'));
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    oidc = await startOidc({ folder, port: 0, redirectUris: [`${publicUrl}/signed-in`] });
    const identity = oidcIdentity({
      issuer: oidc.issuer,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      allowInsecureLoopback: true,
    });
    world = await openWorld({ port, change: () => ({ publicUrl, identity }) });
  }, 60_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await oidc.close();
    await rm(folder, { recursive: true });
  });

  const signInAs = async (
    person: Person,
    path: string,
    see: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const context = await chromium.newContext({ viewport: PHONE, baseURL: world.address });
    const page = await context.newPage();
    await page.goto(path);
    await page.getByText(person.name, { exact: false }).first().click();
    await page.waitForURL((url) => url.origin === world.address);
    await see(page);
    await context.close();
  };

  it('a registrar comes back to the picture they pressed, with their own name in the corner', async () => {
    const set = await world.seed([await photo()]);
    await signInAs(registrar, `/sets/${set.id}`, async (page) => {
      expect(new URL(page.url()).pathname).toBe(`/sets/${set.id}`);
      await page.getByText('Not linked to a patient').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You are signed out').waitFor();
    });
  }, 60_000);

  it('a guest is refused at the door, and an outsider finds nothing behind it', async () => {
    const set = await world.seed([await photo()]);
    await signInAs(guest, `/sets/${set.id}`, async (page) => {
      await page.getByText('You are a guest in this organisation').waitFor();
    });
    await signInAs(outsider, `/sets/${set.id}`, async (page) => {
      await page.getByRole('heading', { name: 'You can’t open this' }).waitFor();
    });
  }, 60_000);
});
