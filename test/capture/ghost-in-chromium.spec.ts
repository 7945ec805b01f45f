import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium } from 'playwright-core';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import { lookupOf } from '../../bot/sealed/look-up.ts';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { HOUR } from '../../bot/set/instant.ts';
import { sealTicket } from '../../bot/viewer/capture/ticket.ts';
import { typePatient } from '../e2e/capture-in-browser.ts';
import { faultsOf, inBrowser, openBrowser, photograph } from '../e2e/browser.ts';
import { until } from '../e2e/until.ts';
import { openWindow, PHONE } from '../viewer/chromium.ts';
import { photo } from '../viewer/photo.ts';
import { HEEL, photographed } from '../viewer/series/series-ward.ts';
import type { World } from '../viewer/world.ts';
import { HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';

const [patient] = patients;

const protecting = {
  organisations: policy.organisations.map((one) => ({
    ...one,
    conversations:
      one.id === HARBOURSIDE
        ? [
            {
              ...({ mode: 'protect', lapseAfterMs: 72 * HOUR } as const),
              where: { kind: 'team', team: 'ward-7', channels: ['*'], except: [] } as const,
            },
          ]
        : [],
  })),
};

inBrowser('The last photograph over the camera, in a real browser', () => {
  let chromium: Chromium;
  let world: World;
  const decoder = spawnDecoder({
    script: new URL('../../bot/inspect/decoder-child.ts', import.meta.url),
    execArgv: ['--import', 'tsx'],
  });
  beforeAll(async () => {
    chromium = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    // The page's script says where it is from, so that the server must know its own address beforehand.
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    world = await openWorld({ decoder, port, change: () => ({ policy: protecting, publicUrl }) });
    const lookup = await lookupOf(world.parts, HARBOURSIDE, patient?.nhsNumber ?? '');
    await photographed(world, 1, await photo(), { sited: HEEL, lookup });
  }, 120_000);
  const ticket = (): string =>
    sealTicket({ place: wardPhotos, person: idOf(nurse) }, world.clock.now(), world.parts.cookieKey);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  it('is off until asked, faint, hidden again at a press, and no part of what is taken', async () => {
    const { page, context } = await openWindow(chromium, await world.as(nurse), world.address, PHONE);
    await context.grantPermissions(['camera']);
    await page.goto(`/capture?to=${encodeURIComponent(ticket())}`);
    await typePatient(page, patient);
    await page.getByRole('button', { name: 'Yes, this is the patient' }).tap();
    const ghost = page.locator('[data-part="ghost"]');
    const ask = page.getByRole('button', { name: 'Show the last photograph faintly' });
    await ask.waitFor();
    expect(await ghost.isVisible()).toBe(false);
    await ask.tap();
    await page.getByRole('button', { name: /^Left heel/ }).tap();
    await until('the ghost', 30_000, () =>
      page.evaluate<boolean>(`document.querySelector('[data-part="ghost"]').naturalWidth > 0`),
    );
    expect(await ghost.isVisible()).toBe(true);
    await photograph(page, 'capture-21-ghost-of-the-last');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take the photograph' }).tap();
    await page.getByText('1 photograph taken', { exact: true }).waitFor();
    // The camera's picture has the camera's own size: the page, with the ghost on it, has another.
    const same = `(() => {
      const video = document.querySelector('[data-part="video"]');
      const taken = document.querySelector('[data-part="thumb-image"]');
      return taken.naturalWidth / taken.naturalHeight === video.videoWidth / video.videoHeight;
    })()`;
    await until('the picture taken', 30_000, () => page.evaluate<boolean>(same));
    await page.getByRole('button', { name: 'Hide it' }).tap();
    expect(await ghost.isVisible()).toBe(false);
    await context.close();
  }, 120_000);
});
