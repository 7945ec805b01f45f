import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { capturePhrases, captureWords } from '../../cards/text/capture-page.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { inBrowser, openBrowser } from './browser.ts';
import { look, phoneAt, photoAddress, typePatient } from './capture-in-browser.ts';
import { type Product, startProduct } from './start-product.ts';
import { atWard, cardSaying, cardsIn, CLINICAL } from './ward-api.ts';

jest.setTimeout(240_000);

const [edith, , amina] = patients;
const SAFE = 'Safe. You may put the phone away.';

inBrowser('What was agreed, in writing and otherwise, on the phone', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
  });
  afterEach(async () => {
    for (const one of browser.contexts()) await one.close();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  /** A phone with one photograph of this patient taken. */
  const photographed = async (patient: typeof edith): Promise<Page> => {
    const address = await photoAddress(browser, product, people.nurse, CLINICAL);
    const { page } = await phoneAt(browser, people.nurse, address, 'no camera');
    await typePatient(page, patient);
    await press(page, 'Yes, this is the patient');
    await page.locator('[data-files=choose]').setInputFiles('test/corpus/forearm.jpg');
    await page.getByText('1 photograph taken', { exact: true }).waitFor();
    return page;
  };
  /** The same at the question what was agreed. */
  const asking = async (patient: typeof edith): Promise<Page> => {
    const page = await photographed(patient);
    await press(page, 'Signature, parent, capacity, emergency…');
    return page;
  };
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().tap();
  const choose = (page: Page, legend: string, answer: string): Promise<void> =>
    page.getByRole('group', { name: legend }).getByRole('radio', { name: answer, exact: true }).check();
  /** A loop and a line, as a finger draws them. */
  const sign = async (page: Page, field: string): Promise<void> => {
    const canvas = page.locator(`[data-signature=${field}] canvas`);
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no field to sign in');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...at(0.2, 0.6));
    await page.mouse.down();
    for (let step = 1; step <= 12; step += 1)
      await page.mouse.move(...at(0.2 + step * 0.05, 0.5 + 0.25 * Math.sin(step)));
    await page.mouse.up();
  };
  const agreed = async (page: Page) => {
    const before = await setsNow();
    await press(page, 'Record this');
    await press(page, 'Send 1 photograph');
    await page.getByRole('heading', { name: SAFE }).waitFor();
    const id = (await setsNow()).find((one) => !before.includes(one)) ?? '';
    const { json } = await product.command('show', id);
    const [image] = (json as { readonly set: StoredSet }).set.images;
    return image?.consent?.consent;
  };
  const setsNow = async (): Promise<readonly string[]> =>
    cardsIn(await atWard(product, people.nurse).messages(CLINICAL)).flatMap(({ opens }) =>
      opens.flatMap((one) => /\/sets\/([\w-]+)$/.exec(one)?.[1] ?? []),
    );

  it('is signed with a finger, each use by itself, and what nobody was asked stays unanswered (CON-04, CON-27 to CON-31)', async () => {
    const page = await asking(edith);
    await page.getByRole('radio', { name: 'Sign on this phone' }).check();
    expect(await page.locator('.capture-statements li').count()).toBe(6);
    await choose(page, 'Taking the picture', 'Yes');
    await choose(page, 'Showing it for care', 'Yes');
    await choose(page, 'How were they told?', 'They read the screen');
    await choose(page, 'Who signs?', 'The patient');
    await sign(page, 'signature');
    await page.locator('#field-printed-name').fill('Edith Marlowe');
    await page.getByText('Ask about uses besides care').tap();
    await choose(page, 'May it also be used for anything besides this patient’s own care?', 'Yes');
    await page
      .getByText('It can then be seen by anyone, for ever, and nobody can take it back.', { exact: false })
      .waitFor();
    await choose(page, 'Teaching here', 'Yes');
    for (const use of ['Teaching elsewhere', 'Research', 'Publication']) await choose(page, use, 'No');
    await page.locator('#field-note').fill('Spoke about showing the ulcer to nurses in training.');
    await look(page, '20-signed-on-this-phone');
    expect(await agreed(page)).toMatchObject({
      state: 'given',
      method: { how: 'written-e-signature' },
      answers: {
        ...{ making: 'yes', care: 'yes', secondary: 'yes' },
        uses: { 'teach-local': 'yes', 'teach-external': 'no', research: 'no', publication: 'no' },
      },
      informed: { by: 'read-on-screen', shown: expect.arrayContaining(['publication', 'teach-local']) },
    });
  });

  it('that cannot be signed is signed by a witness, who is not the one who asks (CON-32)', async () => {
    const page = await asking(edith);
    await page.getByRole('radio', { name: 'Sign on this phone' }).check();
    await choose(page, 'Taking the picture', 'Yes');
    await choose(page, 'Showing it for care', 'Yes');
    await choose(page, 'How were they told?', 'I read the words aloud');
    await choose(page, 'Who signs?', 'The patient');
    await page.getByText('Agreed, but cannot sign: a witness signs').tap();
    await page.locator('#field-witness-name').fill(people.nurse.name);
    await page.locator('#field-witness-role').fill('Staff nurse');
    await sign(page, 'witness-signature');
    await press(page, 'Record this');
    await press(page, 'Send 1 photograph');
    await page.locator('[data-refusal]:visible').first().waitFor();
    await look(page, '21-witness-is-somebody-else');
    await page.locator('#field-witness-name').fill('Paula Grant');
    expect(await agreed(page)).toMatchObject({
      state: 'given',
      method: { how: 'written-e-signature', witness: {} },
    });
  });

  it('of somebody who lacks capacity is decided for care alone, with both reasons (CAP-06, CAP-07)', async () => {
    const page = await asking(edith);
    await page.getByRole('radio', { name: 'Lacks capacity: best interests' }).check();
    await page.getByText('Can it wait until the patient is able to decide again?').waitFor();
    await page.locator('#field-necessity-own').fill('The wound has opened since the last visit.');
    await page.locator('#field-least-own').fill('The surgeon is not in the building.');
    await look(page, '22-best-interests');
    expect(await agreed(page)).toMatchObject({
      state: 'given',
      method: { how: 'best-interests' },
      answers: { making: 'yes', care: 'yes', secondary: 'unset' },
    });
  });

  it('of a child is agreed aloud by a parent who has responsibility (CAP-02, CON-33)', async () => {
    const page = await asking(amina);
    await page.getByRole('radio', { name: 'A parent agreed aloud before I took it' }).check();
    await choose(page, 'Taking the picture', 'Yes');
    await choose(page, 'Showing it for care', 'Yes');
    await choose(page, 'How were they told?', 'I read the words aloud');
    await page.locator('#field-parent-name').fill('Safia Yusuf');
    await page.locator('#field-relationship').fill('Mother');
    await choose(page, 'Do they have parental responsibility?', 'Yes');
    await page.locator('#field-need-own').fill('To show the burn to the burns unit.');
    expect(await agreed(page)).toMatchObject({
      state: 'given',
      method: { how: 'verbal' },
      answering: { who: 'parent' },
    });
  });

  /** Agreed to aloud, and on the screen that checks the registrar is chosen; the question is still to be written. */
  const askingTheRegistrar = async (): Promise<Page> => {
    const page = await photographed(edith);
    await page.getByRole('button', { name: /^Agreed aloud before I took it/ }).tap();
    await page.locator('[data-part=ask-who]').selectOption({ value: 'plastics-registrar|urgent' });
    return page;
  };

  it('sends the question with the photograph: whoever is on call, three taps and a line (CON-21)', async () => {
    const page = await askingTheRegistrar();
    await page
      .locator('#ask-line')
      .fill('Burn to the forearm, spreading since noon. Does it need theatre tonight?');
    const before = await setsNow();
    await press(page, 'Send 1 photograph');
    await page.getByText(captureWords.ask.audienceMissing).waitFor();
    expect(await setsNow()).toEqual(before);
    await choose(page, captureWords.ask.audience, 'They agreed');
    await look(page, '23-question-with-the-photograph');
    await press(page, 'Send 1 photograph');
    await page.getByRole('heading', { name: SAFE }).waitFor();
    const id = (await setsNow()).find((one) => !before.includes(one)) ?? '';
    const { json } = await product.command('show', id);
    const [question] = (json as { readonly set: StoredSet }).set.questions ?? [];
    expect(question).toMatchObject({ urgency: 'urgent', of: { who: 'role', role: 'plastics-registrar' } });
    expect(JSON.stringify(json)).not.toContain('theatre');
    await cardSaying(atWard(product, people.nurse), CLINICAL, /Ring as well/);
  });

  it('takes the question back where the patient says no to others seeing it, and sends the photograph alone (CON-21)', async () => {
    const page = await askingTheRegistrar();
    await page.locator('#ask-line').fill('Does it need theatre tonight?');
    // It takes itself back with the question, so it is pressed and not looked at.
    await page.getByRole('radio', { name: 'They said no', exact: true }).tap();
    await page.getByText(capturePhrases.askNo).waitFor();
    expect(await page.locator('[data-part=ask-who]').inputValue()).toBe('');
    expect(await page.locator('#ask-line').isVisible()).toBe(false);
    const before = await setsNow();
    await press(page, 'Send 1 photograph');
    await page.getByRole('heading', { name: SAFE }).waitFor();
    const id = (await setsNow()).find((one) => !before.includes(one)) ?? '';
    const { json } = await product.command('show', id);
    expect((json as { readonly set: StoredSet }).set.questions ?? []).toEqual([]);
  });
});
