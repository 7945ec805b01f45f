import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { comparePictures } from './compare-pictures.ts';
import {
  cardOn,
  pastePicture,
  picturesLoaded,
  picturesOn,
  pressAndFollow,
  signIn,
  sitAtWard,
  writeMention,
} from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, CLINICAL, originalsIn, personalChat } from './ward-api.ts';

jest.setTimeout(180_000);

const CAPTION = 'Left forearm, grazed on Tuesday. Would you close this?';
/** Long enough to see the photograph before it goes; nothing is measured here. */
const SLOW = { 'graph.*': 300 };

const WARD_SEVEN = [
  people.nurse,
  people.f1,
  people.registrar,
  people.consultant,
  people.informationGovernance,
  people.guest,
];

inBrowser('A newcomer posts a photograph on the ward', () => {
  let product: Product;
  let browser: Browser;
  let nurse: Page;
  let registrar: Page;
  let guest: Page;
  /** The registrar's tab with the photograph. */
  let viewer: Page;
  /** The activity id of the card. */
  let card = '';
  let originals: ReturnType<typeof originalsIn> = [];
  /** Where the picture itself is fetched from. */
  let pictureAddress = '';

  const own = (): Promise<BrowserContext> => ownBrowser(browser);

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
    nurse = await sitAtWard(await own(), product, people.nurse, CLINICAL);
    registrar = await sitAtWard(await own(), product, people.registrar, CLINICAL);
    guest = await sitAtWard(await own(), product, people.guest, CLINICAL);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('is told in plain words what was started and where to look', () => {
    const said = product.said();
    expect(said).toContain(`The ward (post a photograph here):   ${product.ward}/ward`);
    expect(said).toContain(`${product.safelight}/console`);
    expect(said.match(/^ {2}started {2}/gm)).toHaveLength(5);
    expect(said).not.toMatch(/Warning|undefined|\bat .*:\d+:\d+/);
  });

  it('shows the photograph to everybody in the channel until Safelight has it', async () => {
    await atWard(product, people.nurse).weather({ latencyMs: SLOW });
    await nurse.getByTestId('insert-picture').setInputFiles({
      name: 'IMG_2041.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(corpus('forearm.jpg')),
    });
    await writeMention(nurse, people.registrar, CAPTION);
    await photograph(nurse, 'newcomer-1-about-to-send');
    await nurse.getByTestId('send').click();
    await Promise.all([nurse, registrar, guest].map((page) => picturesOn(page).first().waitFor()));
    originals = originalsIn(await atWard(product, people.guest).messages(CLINICAL));
    await photograph(registrar, 'newcomer-2-before');
    expect(originals).toHaveLength(1);
  });

  it('takes it from the view of every person', async () => {
    for (const page of [nurse, registrar, guest])
      await picturesOn(page).first().waitFor({ state: 'detached', timeout: 30_000 });
    for (const person of WARD_SEVEN) {
      const at = atWard(product, person);
      expect(originalsIn(await at.messages(CLINICAL))).toEqual([]);
      for (const original of originals) expect(await at.look(original)).toBe(404);
    }
  });

  it('leaves a card in its thread that mentions the registrar again and says what was removed', async () => {
    const found = await cardSaying(
      atWard(product, people.registrar),
      CLINICAL,
      /Removed from view in this conversation\./,
    );
    card = found.message.id;
    expect(found.message.html).toContain(people.registrar.name);
    expect(found.words).not.toContain('forearm');
    const posted = await atWard(product, people.nurse).messages(CLINICAL);
    expect(posted.find((one) => one.id === found.message.replyTo)?.state).toBe('deleted');
    await cardOn(registrar, card).getByText('Removed from view').first().waitFor();
    await photograph(registrar, 'newcomer-3-after');
    await cardOn(registrar, card).getByRole('button', { name: 'Details' }).click();
    await cardOn(registrar, card)
      .getByText(/^Message: removed from view in this conversation, .*Last checked/)
      .waitFor();
    await photograph(registrar, 'newcomer-4-receipt');
    expect(await faultsOf(registrar)).toEqual([]);
    await atWard(product, people.nurse).weather({ latencyMs: {} });
  });

  it('opens for the registrar, who signs in and sees it with its caption', async () => {
    viewer = await pressAndFollow(registrar, cardOn(registrar, card), 'Open');
    expect(await faultsOf(viewer)).toEqual([]);
    await photograph(viewer, 'newcomer-5-sign-in');
    await signIn(viewer, people.registrar);
    await picturesLoaded(viewer);
    await viewer.getByText(`@${people.registrar.name} ${CAPTION}`).waitFor();
    await viewer.getByText('Confirm who this is before acting.').waitFor();
    expect(await faultsOf(viewer)).toEqual([]);
    await photograph(viewer, 'newcomer-6-viewer', true);
  });

  it('fits a phone 390 pixels wide', async () => {
    const phone = await (await ownBrowser(browser, 'phone')).newPage();
    await phone.goto(viewer.url());
    await photograph(phone, 'newcomer-7-phone-sign-in');
    await signIn(phone, people.registrar);
    await picturesLoaded(phone);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(phone)).toEqual([]);
    await photograph(phone, 'newcomer-8-phone-viewer');
    await photograph(phone, 'newcomer-8-phone-viewer-whole', true);
    await phone.context().close();
  });

  it('writes each viewer’s name into the picture that they see', async () => {
    const others = await (await own()).newPage();
    await others.goto(viewer.url());
    await signIn(others, people.consultant);
    await picturesLoaded(others);
    pictureAddress = new URL(
      (await viewer.locator('img[data-screen]').getAttribute('src')) ?? '',
      viewer.url(),
    ).href;
    const [first, second] = await Promise.all(
      [viewer, others].map(async (page) => (await page.request.get(pictureAddress)).body()),
    );
    if (first === undefined || second === undefined) throw new Error('no picture came');
    const compared = await comparePictures(first, second, corpus('forearm.jpg'));
    expect(compared.sameSize).toBe(true);
    // Two names at the same places: some pixels differ, most do not, and it is the photograph that was posted.
    expect(compared.differing).toBeGreaterThan(0.0005);
    expect(compared.differing).toBeLessThan(0.25);
    expect(compared.farFromOriginal).toBeLessThan(0.25);
    expect(compared.metadata).toEqual([]);
    await photograph(others, 'newcomer-9-viewer-consultant');
    await others.context().close();
  });

  it('refuses the guest and the person who is in none of the channels, as if nothing were there', async () => {
    for (const person of [people.guest, people.outsider]) {
      const page = await (await own()).newPage();
      const said: string[] = [];
      for (const address of [viewer.url(), `${product.safelight}/sets/0123456789abcdef`]) {
        await page.goto(address);
        // Who was refused at the sign-in has no session, and is asked again.
        if (await page.getByText('Sign in to the demonstration').isVisible()) await signIn(page, person);
        said.push(await page.locator('main').innerText());
        expect(await page.locator('img').count()).toBe(0);
        expect(await faultsOf(page)).toEqual([]);
      }
      await photograph(page, `newcomer-10-refused-${person === people.guest ? 'guest' : 'outsider'}`);
      expect(said[0]).toBe(said[1]);
      expect(said[0]).toMatch(/You can’t open this|cannot sign you in/);
      await page.context().close();
    }
  });

  it('refuses whoever signed in with a password alone', async () => {
    const page = await (await own()).newPage();
    await page.goto(viewer.url());
    await signIn(page, people.consultant, 'one');
    await page.getByText('Set up two-step verification').waitFor();
    await photograph(page, 'newcomer-11-refused-one-factor');
    await page.goto(viewer.url());
    await page.getByText('Sign in to the demonstration').waitFor();
    await page.context().close();
  });

  it('takes a picture straight from a phone out of the chat as well', async () => {
    const phone = new URL('../../../shared/photos/iphone-6-plus.jpg', import.meta.url);
    if (!existsSync(phone))
      process.stdout.write('No photograph from a phone here: one of our own is posted.\n');
    const bytes = existsSync(phone) ? readFileSync(phone) : corpus('forearm-display-p3.jpg');
    await pastePicture(nurse, 'image.jpg', bytes);
    await nurse.getByTestId('send').click();
    const at = atWard(product, people.registrar);
    const found = await cardSaying(at, CLINICAL, /Removed from view/, viewer.url());
    await until(
      'the picture is gone',
      20_000,
      async () => originalsIn(await at.messages(CLINICAL)).length === 0,
    );
    const tab = await pressAndFollow(registrar, cardOn(registrar, found.message.id), 'Open');
    await picturesLoaded(tab);
    await photograph(tab, 'newcomer-12-from-a-phone', true);
    await tab.close();
  });

  it('lets the card lapse, and opens again when it is renewed with a reason', async () => {
    const address = viewer.url();
    await product.startAgain(73);
    const page = await sitAtWard(await own(), product, people.registrar, CLINICAL);
    await cardOn(page, card).getByText('The time for opening this from the card ended').waitFor();
    await cardOn(page, card).scrollIntoViewIfNeeded();
    await photograph(page, 'newcomer-13-lapsed-card');
    expect(await cardOn(page, card).getByRole('link', { name: 'Open', exact: true }).count()).toBe(0);
    const tab = await page.context().newPage();
    await tab.goto(address);
    await signIn(tab, people.registrar);
    await tab.getByText('The time for opening this from the card is over').first().waitFor();
    expect(await tab.locator('img').count()).toBe(0);
    // The server refuses the picture itself, whatever a card or an open page still shows.
    const picture = await tab.request.get(pictureAddress);
    expect([picture.status(), picture.headers()['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await faultsOf(tab)).toEqual([]);
    await photograph(tab, 'newcomer-14-lapsed-viewer');
    await cardOn(page, card).getByRole('button', { name: 'Renew' }).first().click();
    await cardOn(page, card).getByLabel('Needed for handover').check();
    await photograph(page, 'newcomer-15-renew');
    await cardOn(page, card).getByRole('button', { name: 'Renew' }).last().click();
    const again = await pressAndFollow(page, cardOn(page, card), 'Open');
    await picturesLoaded(again);
    await photograph(again, 'newcomer-16-renewed');
  });

  it('asks the named owner to file what nobody filed, and opens it for them once they say why', async () => {
    const owner = people.consultant;
    const chat = personalChat(owner);
    const asked = await cardSaying(
      atWard(product, owner),
      chat,
      /Images from earlier shifts still need somebody/,
    );
    const page = await sitAtWard(await own(), product, owner, chat);
    const tab = await pressAndFollow(page, cardOn(page, asked.message.id), 'Open');
    await signIn(tab, owner);
    const neglected = tab.getByRole('region', { name: /Nobody filed/ });
    await photograph(tab, 'newcomer-17-nobody-filed');
    await neglected.getByRole('link').first().click();
    await tab.getByRole('button', { name: 'Waiting to be filed' }).click();
    await picturesLoaded(tab);
    await tab.getByRole('link', { name: 'File to patient' }).waitFor();
    await photograph(tab, 'newcomer-17-owner');
  });

  it('tells information governance what is open, and shows them no picture', async () => {
    const lead = people.informationGovernance;
    const page = await (await own()).newPage();
    await page.goto(`${product.safelight}/console`);
    await signIn(page, lead);
    await page.getByText('Not filed to a patient').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await photograph(page, 'newcomer-18-console', true);
    await page
      .getByRole('link', { name: /Receipt/ })
      .first()
      .click();
    await page.getByText('Removed from view in this conversation.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await photograph(page, 'newcomer-19-receipt');
  });

  it('leaves an unbroken audit trail and stops when it is told to', async () => {
    expect(await product.command('audit', 'verify')).toMatchObject({ exit: 0 });
    expect(await product.command('fsck')).toMatchObject({ exit: 0 });
    await product.stop();
  });
});
