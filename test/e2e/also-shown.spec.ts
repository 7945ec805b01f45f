import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { patients } from '../../bot/local/demonstration/patients.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import { spacedNhsNumber } from '../../bot/policy/nhs-number.js';
import { anotherWords, shownNote, shownToPoster } from '../../cards/text/shown.ts';
import { corpus } from '../corpus/corpus.ts';
import { LABELS, withLabel } from '../corpus/labels/draw-label.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { findPatient } from './file-in-viewer.ts';
import { cardOn, picturesLoaded, pressAndFollow, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, CLINICAL, jpeg, originalsIn, personalChat } from './ward-api.ts';

jest.setTimeout(600_000);

const [edith, joseph] = patients;
const [label] = LABELS;
if (edith === undefined || joseph === undefined || label === undefined)
  throw new Error('two patients, a label');

inBrowser('A photograph with another patient’s label in it', () => {
  let product: Product;
  let browser: Browser;
  let viewer: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
    const picture = await withLabel(
      corpus('forearm.jpg'),
      { ...label, nhsNumber: spacedNhsNumber(joseph.nhsNumber) },
      { width: 420, turned: 90 },
    );
    await atWard(product, people.nurse).post(CLINICAL, { text: '', inline: [jpeg('arm.jpg', picture)] });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('is gone from the chat first; a minute later the poster’s one list says what may be read in it', async () => {
    const nurse = atWard(product, people.nurse);
    await cardSaying(nurse, CLINICAL, /1 image held/);
    const isGone = async (): Promise<boolean> => originalsIn(await nurse.messages(CLINICAL)).length === 0;
    await until('the picture to be gone', 30_000, isGone);
    const say = shownToPoster(['details']);
    expect(JSON.stringify(await nurse.messages(personalChat(people.nurse)))).not.toContain(say);
    const told = async (): Promise<boolean> =>
      JSON.stringify(await nurse.messages(personalChat(people.nurse))).includes(say);
    await until('the running list to say it', 450_000, told, 1_000);
    const page = await sitAtWard(
      await ownBrowser(browser),
      product,
      people.nurse,
      personalChat(people.nurse),
    );
    await page.getByText(say).first().waitFor();
    await photograph(page, 'also-shown-1-told', true);
    expect(JSON.stringify(await nurse.messages(CLINICAL))).not.toContain(say);
  });

  it('says so beside the picture, and before it is filed to somebody whose number it is not', async () => {
    const registrar = await sitAtWard(await ownBrowser(browser), product, people.registrar, CLINICAL);
    const { message } = await cardSaying(atWard(product, people.registrar), CLINICAL, /1 image held/);
    viewer = await pressAndFollow(registrar, cardOn(registrar, message.id), 'Open');
    await signIn(viewer, people.registrar);
    await viewer.getByText(shownNote(['details'])).waitFor();
    await picturesLoaded(viewer);
    await photograph(viewer, 'also-shown-2-beside', true);
    expect(await faultsOf(viewer)).toEqual([]);
    await viewer.getByRole('link', { name: 'File to patient' }).first().click();
    await findPatient(viewer, edith);
    await viewer.getByText(anotherWords.beforeFiling).waitFor();
    await photograph(viewer, 'also-shown-3-filing', true);
    expect(await faultsOf(viewer)).toEqual([]);
  });

  it('says nothing of it to whoever files it to the patient whose number it is', async () => {
    await viewer.getByRole('button', { name: 'Go back' }).click();
    await findPatient(viewer, joseph);
    await viewer.getByText('Is this the right patient?').first().waitFor();
    expect(await viewer.getByText(anotherWords.beforeFiling).count()).toBe(0);
  });
});
