import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { look, pasteFile, phoneAt, photoAddress, typePatient } from './capture-in-browser.ts';
import { sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { atWard, cardSaying, CLINICAL } from './ward-api.ts';

jest.setTimeout(240_000);

const [edith, , amina] = patients;
const FOREARM = readFileSync('test/corpus/forearm.jpg');
const SAFE = 'Safe. You may put the phone away.';
/** What a phone says of the camera that faces its holder; the browser's pretended cameras face nowhere. */
const FACING_CAMERAS = `(() => {
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    const stream = await getUserMedia.call(this, wanted);
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings();
      track.getSettings = () => ({ ...settings, facingMode: wanted.video.facingMode.ideal });
    }
    return stream;
  };
})()`;

inBrowser('Taking a photograph by another way than the quickest', () => {
  let product: Product;
  let browser: Browser;
  const tap = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name }).first().tap();
  const taken = (page: Page, words: string): Promise<void> =>
    page.getByText(words, { exact: true }).waitFor();
  /** Up to the camera, with the patient typed and confirmed. */
  const open = async (camera: 'camera' | 'no camera', before?: (page: Page) => Promise<unknown>) => {
    const phone = await phoneAt(
      browser,
      people.nurse,
      await photoAddress(browser, product, people.nurse, CLINICAL),
      camera,
    );
    if (before !== undefined) {
      await before(phone.page);
      await phone.page.reload();
    }
    await typePatient(phone.page, edith);
    await tap(phone.page, 'Yes, this is the patient');
    return phone;
  };

  beforeAll(async () => {
    browser = await openBrowser(['--use-fake-device-for-media-stream=device-count=2']);
    product = await startProduct();
  });
  afterEach(async () => {
    for (const one of browser.contexts()) await one.close();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('ends the patient’s turn after 15 minutes and not before; the photographs stay, and are sent for whoever is confirmed then', async () => {
    const { page, complaints } = await open('no camera', (one) => one.clock.install());
    await pasteFile(page, FOREARM);
    await taken(page, '1 photograph taken');
    await used(page, 14 * 60 + 50);
    expect(await page.locator('[data-step=photograph]').isVisible()).toBe(true);
    await page.clock.fastForward('00:20');
    await page.getByText('15 minutes have passed. Please confirm the patient again.').waitFor();
    expect(await page.locator('[data-step=photograph]').isVisible()).toBe(false);
    expect(await page.locator('[data-part=strip-patient]').textContent()).toBe('Patient not known yet');
    await look(page, '22-fifteen-minutes');
    await typePatient(page, amina);
    await tap(page, 'Yes, this is the patient');
    await taken(page, '1 photograph taken');
    expect(await page.locator('[data-part=strip-patient]').textContent()).toContain('Amina');
    expect(complaints).toEqual([]);
  });

  it('asks for the patient again where the phone lay about for 15 minutes, and says so', async () => {
    const { page } = await open('no camera', (one) => one.clock.install());
    await pasteFile(page, FOREARM);
    await taken(page, '1 photograph taken');
    await page.clock.fastForward('16:00');
    await page.getByRole('heading', { name: /^Hidden because nobody has used this page/ }).waitFor();
    await page.clock.runFor(10_000);
    await page.getByText('Show it again').tap();
    await page.getByText(/Please confirm the patient again\.$/).waitFor();
    expect(await page.locator('[data-part=strip-patient]').textContent()).toBe('Patient not known yet');
  });

  it('says of the camera that faces you that left and right may be swapped, and again beside a side', async () => {
    const { page } = await open('camera', (one) => one.addInitScript(FACING_CAMERAS));
    const warning = page.getByText('This camera faces you: left and right may be swapped.');
    await page.getByRole('button', { name: 'Take the photograph' }).waitFor();
    expect(await warning.isVisible()).toBe(false);
    await tap(page, 'Other camera');
    await warning.waitFor();
    await look(page, '23-camera-that-faces-you');
    await tap(page, 'Take the photograph');
    await taken(page, '1 photograph taken');
    await tap(page, /^Agreed aloud before I took it/);
    await page.getByText('What, where, side').tap();
    await page.getByRole('radio', { name: 'Part of the body' }).check();
    await page.getByRole('radio', { name: 'hand' }).check();
    expect(await page.locator('[data-part=series]').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Left' }).check();
    await page
      .getByText('This was taken with the camera that faces you. Please check left and right.')
      .waitFor();
    await look(page, '24-check-left-and-right');
  });

  it('takes a file that is dropped and a picture that is pasted, and nothing that is neither picture nor film', async () => {
    const { page } = await open('no camera');
    await dropFile(page, FOREARM, 'a.jpg', 'image/jpeg');
    await taken(page, '1 photograph taken');
    await pasteFile(page, FOREARM);
    await taken(page, '2 photographs taken');
    await dropFile(page, Buffer.from('a letter'), 'a.txt', 'text/plain');
    await page.getByText('This is not a photograph or film. Choose another file.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/capture');
    await taken(page, '2 photographs taken');
    await tap(page, /^Agreed aloud before I took it/);
    await tap(page, 'Send 2 photographs');
    await page.getByRole('heading', { name: SAFE }).waitFor();
    await cardSaying(atWard(product, people.nurse), CLINICAL, /2 images held by Safelight/);
  });

  it('takes a picture by Teams’ own camera where the page may not use one', async () => {
    const nurse = atWard(product, people.nurse);
    await nurse.weather({ clientMedia: true });
    const ward = await sitAtWard(await ownBrowser(browser, 'phone'), product, people.f1, CLINICAL);
    await ward.getByTestId('command-photo').tap();
    const page = ward.frameLocator('[data-testid=dialog-frame]');
    const press = (name: string | RegExp): Promise<void> =>
      page.getByRole('button', { name }).first().press('Enter');
    await press('No wristband or number');
    await page.getByRole('radio', { name: 'The patient is not known' }).check();
    await press('Go on without filing');
    await page.getByRole('button', { name: 'Use the camera in Teams' }).waitFor();
    await photograph(ward, 'capture-25-camera-of-teams');
    ward.once('filechooser', (chooser) => {
      void chooser.setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: FOREARM });
    });
    await press('Use the camera in Teams');
    await page.getByText('1 photograph taken', { exact: true }).waitFor();
    await page.getByRole('radio', { name: '18 or older' }).check();
    await press(/^Agreed aloud before I took it/);
    await press('Send 1 photograph');
    await page.getByRole('heading', { name: SAFE }).waitFor();
    await cardSaying(nurse, CLINICAL, /1 image held by Safelight/);
    await nurse.weather({});
  });
});

/** Somebody is at it all the while, so that the page is not covered: its clock is put forward so many seconds. */
const used = async (page: Page, seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= 120) {
    await page.keyboard.press('Shift');
    await page.clock.fastForward(1000 * Math.min(left, 120));
  }
};

/** What dropping a file from elsewhere does. */
const dropFile = async (page: Page, bytes: Buffer, name: string, type: string): Promise<void> => {
  await page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString('base64'))}), (one) => one.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
      for (const what of ['dragover', 'drop']) {
        const event = new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
        // Left alone, the browser would open the file in place of the page.
        if (!event.defaultPrevented) throw new Error('the browser would open it');
      }
    })()`,
  );
};
