import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type LocalFhir, startFhir } from '../../bot/local/fhir/start-fhir.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { chooseImages, confirmPatient, findPatient } from './file-in-viewer.ts';
import { cardOn, picturesLoaded, pressAndFollow, signIn, sitAtWard } from './people-at-work.ts';
import { entriesIn, type Entry } from './record-entries.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, CLINICAL, jpeg, NIGHT_TEAM } from './ward-api.ts';

jest.setTimeout(180_000);

const SIX = ['a-1', 'a-2', 'b-1', 'b-2', 'c-1', 'c-2'];
const [edith, joseph, amina] = patients;
if (edith === undefined || joseph === undefined || amina === undefined) throw new Error('three patients');

inBrowser('Six photographs of three patients, posted in one message', () => {
  let product: Product;
  let record: LocalFhir;
  let recordFolder: string;
  let browser: Browser;
  let registrar: Page;
  let viewer: Page;
  let card = '';

  const own = (): Promise<BrowserContext> => ownBrowser(browser);
  const entries = (): Promise<readonly Entry[]> => entriesIn(record.url);
  const current = async (patient: string): Promise<number> =>
    (await entries()).filter((one) => one.patient === patient && one.status === 'current').length;

  beforeAll(async () => {
    browser = await openBrowser();
    recordFolder = await mkdtemp(join(tmpdir(), 'safelight-e2e-record-'));
    record = await startFhir({ folder: recordFolder, port: 0 });
    product = await startProduct({ SAFELIGHT_FHIR_URL: record.url });
    await atWard(product, people.nurse).post(CLINICAL, {
      text: 'Bay 2, three of them',
      inline: SIX.map((name) => jpeg(`${name}.jpg`, corpus(`patient-${name}.jpg`))),
    });
    registrar = await sitAtWard(await own(), product, people.registrar, CLINICAL);
    card = (await cardSaying(atWard(product, people.registrar), CLINICAL, /6 images held/)).message.id;
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await record.close();
    await rm(recordFolder, { recursive: true, force: true });
  });

  it('stops a wrong date of birth with a plain error', async () => {
    viewer = await pressAndFollow(registrar, cardOn(registrar, card), 'File to patient');
    await signIn(viewer, people.registrar);
    await viewer.getByRole('heading', { name: 'File to patient' }).waitFor();
    // Renditions come a moment after custody; a person would wait until they see what they file.
    const shown = async (): Promise<boolean> => (await viewer.locator('img').count()) === SIX.length;
    const look = async (): Promise<boolean> => (await viewer.reload(), shown());
    if (!(await shown())) await until('six small pictures', 30_000, look, 1000);
    await chooseImages(viewer, [1, 2]);
    await picturesLoaded(viewer);
    await photograph(viewer, 'filing-1-choose', true);
    expect(await faultsOf(viewer)).toEqual([]);
    await findPatient(viewer, edith, '1914-03-09');
    await viewer.getByText('No patient has both this NHS number and this date of birth').first().waitFor();
    await photograph(viewer, 'filing-2-wrong-birth-date', true);
    expect(await faultsOf(viewer)).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it('reads the patient back before anything is written, then files two images to the first', async () => {
    await findPatient(viewer, edith);
    await viewer.getByText('Edith').waitFor();
    await viewer.getByText('85 years').waitFor();
    await photograph(viewer, 'filing-3-confirm');
    expect(await faultsOf(viewer)).toEqual([]);
    expect(await entries()).toEqual([]);
    await confirmPatient(viewer);
    await until('two images in the record', 30_000, async () => (await current('demo-1')) === 2);
    await cardOn(registrar, card).getByText('2 of 6 filed to a patient.').waitFor();
  });

  it('files the next two to the second patient, and the last two to a wrong one by mistake', async () => {
    await viewer.goto(viewer.url().replace(/\?.*/, '/file'));
    await chooseImages(viewer, [3, 4]);
    await findPatient(viewer, joseph);
    await confirmPatient(viewer);
    await viewer.goto(viewer.url().replace(/\?.*/, '/file'));
    await chooseImages(viewer, [5, 6]);
    await findPatient(viewer, edith);
    await confirmPatient(viewer);
    await until('six images in the record', 30_000, async () => (await entries()).length === 6);
    await cardOn(registrar, card).getByText('Filed to the patient record.').waitFor();
    await photograph(registrar, 'filing-4-card-filed');
    expect(await current('demo-1')).toBe(4);
  });

  it('takes the wrong filing back as entered in error and files the images to the right patient', async () => {
    const nurse = await (await own()).newPage();
    await nurse.goto(viewer.url().replace(/\?.*/, ''));
    await signIn(nurse, people.nurse);
    for (const image of [5, 6]) {
      await nurse.getByText('Filed to the wrong patient?').click();
      await nurse.getByRole('button', { name: `Take back this filing: Image ${image} of 6` }).click();
      await nurse.getByText('The filing has been taken back.').waitFor();
    }
    await picturesLoaded(nurse);
    await photograph(nurse, 'filing-5-taken-back', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await nurse.getByRole('link', { name: 'File to patient' }).click();
    await chooseImages(nurse, [5, 6]);
    await findPatient(nurse, amina);
    await nurse.getByText('10 years').waitFor();
    await confirmPatient(nurse);
    await until('both at the right patient', 30_000, async () => (await current('demo-3')) === 2);
    await until('two entered in error', 30_000, async () => (await current('demo-1')) === 2);
    const all = await entries();
    expect(all.filter((one) => one.status === 'entered-in-error').map((one) => one.patient)).toEqual([
      'demo-1',
      'demo-1',
    ]);
    expect(await current('demo-2')).toBe(2);
    await picturesLoaded(nurse);
    await photograph(nurse, 'filing-6-viewer-filed', true);
    await nurse.context().close();
  });

  it('says on the card that all of it is filed', async () => {
    await cardSaying(atWard(product, people.f1), CLINICAL, /Filed to the patient record\./);
    const phone = await (await ownBrowser(browser, 'phone')).newPage();
    await phone.goto(viewer.url().replace(/\?.*/, ''));
    await signIn(phone, people.consultant);
    await picturesLoaded(phone);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(phone)).toEqual([]);
    await photograph(phone, 'filing-7-phone-filed');
    await phone.context().close();
  });

  it('lets only the poster say that an image is not clinical', async () => {
    await atWard(product, people.f1).post(NIGHT_TEAM, {
      text: '',
      inline: [jpeg('rota.jpg', corpus('patient-a-1.jpg'))],
    });
    const found = await cardSaying(atWard(product, people.nurse), NIGHT_TEAM, /Removed from view/);
    const nurse = await sitAtWard(await own(), product, people.nurse, NIGHT_TEAM);
    const press = (page: Page): Promise<void> =>
      cardOn(page, found.message.id).getByRole('button', { name: 'Not a clinical image' }).click();
    await press(nurse);
    await nurse.getByText('Only the person who posted this can do that.').waitFor();
    expect(await faultsOf(nurse)).toEqual([]);
    await photograph(nurse, 'filing-8-not-the-poster');
    const f1 = await sitAtWard(await own(), product, people.f1, NIGHT_TEAM);
    await press(f1);
    for (const page of [f1, nurse])
      await cardOn(page, found.message.id).getByText('Marked as not a clinical image.').waitFor();
    await photograph(f1, 'filing-9-not-clinical');
  });

  it('leaves every stored image openable and stops when it is told to', async () => {
    expect(await product.command('audit', 'verify')).toMatchObject({ exit: 0 });
    expect(await product.command('fsck')).toMatchObject({ exit: 0 });
    await product.stop();
  });
});
