import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import { HOUR } from '../../bot/set/instant.ts';
import { sealTicket } from '../../bot/viewer/capture/ticket.ts';
import { inBrowser, openBrowser } from '../e2e/browser.ts';
import { look, typePatient } from '../e2e/capture-in-browser.ts';
import { openWindow, PHONE } from '../viewer/chromium.ts';
import type { World } from '../viewer/world.ts';
import { HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';

jest.setTimeout(120_000);

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
const blurred = (): Promise<Buffer> =>
  sharp('test/corpus/forearm.jpg').resize(1600).blur(9).jpeg().toBuffer();

inBrowser('What helps before and beside the shutter', () => {
  let browser: Browser;
  let world: World;
  beforeAll(async () => {
    browser = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    const port = await freePort();
    world = await openWorld({
      port,
      change: () => ({ policy: protecting, publicUrl: `http://127.0.0.1:${port}` }),
    });
  });
  afterEach(async () => {
    for (const one of browser.contexts()) await one.close();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  const tap = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name }).first().tap();
  const open = async (camera = true) => {
    const phone = await openWindow(browser, await world.as(nurse), world.address, PHONE);
    if (!camera)
      await phone.page.addInitScript(
        `navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))`,
      );
    else await phone.context.grantPermissions(['camera']);
    const ticket = sealTicket(
      { place: wardPhotos, person: idOf(nurse) },
      world.clock.now(),
      world.parts.cookieKey,
    );
    await phone.page.goto(`/capture?to=${encodeURIComponent(ticket)}`);
    await phone.page.getByRole('button', { name: 'Type the number' }).waitFor();
    return phone;
  };
  const atCamera = async (camera = true) => {
    const phone = await open(camera);
    await typePatient(phone.page, patient);
    await tap(phone.page, 'Yes, this is the patient');
    await phone.page.locator('[data-step=photograph]').waitFor();
    return phone;
  };
  const choose = (page: Page, bytes: Buffer): Promise<void> =>
    page
      .locator('[data-files=choose]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: bytes });
  const tips = (page: Page) => page.locator('[data-part=tips] li:visible');

  it('the gates stand beside the search for the band, with nothing to press, and say what the page knows of the device (RISK-11)', async () => {
    const { page } = await open();
    const gates = page.getByRole('region', { name: 'Before you take it' });
    const said = await gates.locator('li:visible').allInnerTexts();
    expect(said.map((one) => one.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Ask yourself: Does this patient’s care need a picture?'),
      expect.stringContaining('Ask yourself: Does the patient agree?'),
      expect.stringContaining('In order: Device: the picture is taken in this page'),
      expect.stringContaining('In order: Way: encrypted, straight to Safelight'),
    ]);
    expect(await gates.locator('button, input, a').count()).toBe(0);
    await look(page, '26-before-you-take-it');
    const without = await open(false);
    await without.page.getByText('Device: this phone may keep a copy.').waitFor();
    expect(await without.page.getByText('Device: the picture is taken in this page').isVisible()).toBe(false);
    await look(without.page, '27-before-you-take-it-without-camera');
  });

  it('the tips are folded until asked for, at most six, are there without a network, and are put away by the same press (QUAL-08)', async () => {
    const { page, context } = await atCamera();
    expect(await tips(page).count()).toBe(0);
    // In nobody's way: the shutter and the patient's answer are on the screen beside it.
    for (const name of ['Take the photograph', /^Agreed aloud before I took it/, 'Patient said no'] as const)
      expect(await isOnScreen(page, name)).toBe(true);
    await look(page, '28-tips-folded');
    await context.setOffline(true);
    await page.getByText('Tips', { exact: true }).tap();
    expect(await tips(page).count()).toBe(6);
    await look(page, '29-tips');
    expect(await isOnScreen(page, 'Take the photograph')).toBe(true);
    await page.getByText('Tips', { exact: true }).press('Enter');
    expect(await tips(page).count()).toBe(0);
    await context.setOffline(false);
  });

  it('of skin that is not sharp a small ruler is advised beside the sentence, and taking it again is one press (QUAL-09)', async () => {
    const { page } = await atCamera(false);
    await choose(page, await blurred());
    await page.getByText(/^Retake\? Not sharp: hold still/).waitFor();
    await page.getByText(/^Close to skin, a small ruler beside it helps/).waitFor();
    await look(page, '30-small-ruler');
    await page.locator('[data-press=retake-last]').tap();
    await page.locator('[data-part=quality]').waitFor({ state: 'hidden' });
  });

  it('of paper or a screen it is asked to be read, the tips are its own, and nothing of a body is asked (QUAL-10)', async () => {
    const { page } = await atCamera(false);
    await tap(page, 'Not a photograph of a patient’s body');
    await page
      .getByText('Now take the photograph: straight above it, and with nothing shining in it.')
      .waitFor();
    await page.getByText('Tips', { exact: true }).tap();
    expect((await tips(page).allInnerTexts())[0]).toMatch(/^Hold the phone straight above paper/);
    await look(page, '31-tips-for-paper');
    await choose(page, await blurred());
    await page.getByText(/^Retake\? Not sharp enough to read/).waitFor();
    expect(await page.getByText(/a small ruler beside it helps/).isVisible()).toBe(false);
    await look(page, '32-not-sharp-enough-to-read');
    await tap(page, 'Use it anyway');
    await tap(page, 'Go on');
    await page.getByText('What, where, side').tap();
    expect(await page.getByRole('radio', { name: 'Part of the body' }).isVisible()).toBe(false);
    expect(await page.getByText('Where on the body?').isVisible()).toBe(false);
    await look(page, '33-paper-is-asked-nothing-of-a-body');
  });
});

const isOnScreen = async (page: Page, name: string | RegExp): Promise<boolean> => {
  const box = await page.getByRole('button', { name }).first().boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= PHONE.height;
};
