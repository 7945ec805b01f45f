import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { picturesLoaded, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { atWard, cardSaying, CLINICAL, jpeg, personalChat } from './ward-api.ts';

jest.setTimeout(180_000);

inBrowser('The tab beside the chat with Safelight', () => {
  let product: Product;
  let browser: Browser;

  const openTab = async (page: Page): Promise<FrameLocator> => {
    await page.getByTestId('tab-app').click();
    return page.frameLocator('[data-testid=tab-frame]');
  };
  const sit = async (person: people.Person, size: 'desk' | 'phone' = 'desk'): Promise<Page> =>
    sitAtWard(await ownBrowser(browser, size), product, person, personalChat(person));
  const complaintsOf = (page: Page): string[] => {
    const heard: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text());
    });
    page.on('pageerror', (error) => heard.push(error.message));
    return heard;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('says what to do to somebody who has posted nothing', async () => {
    const page = await sit(people.nurse);
    const tab = await openTab(page);
    await tab.getByText('Safelight holds nothing that you posted in the last 30 days.').waitFor();
    await tab.getByText(/Post a photograph in a conversation that Safelight protects/).waitFor();
    await photograph(page, 'tab-1-nothing-yet');
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('lists what the nurse posted, with nothing of the patient, and asks nothing of any other host', async () => {
    const nurse = atWard(product, people.nurse);
    await nurse.post(CLINICAL, {
      text: 'Mrs Example, left heel, NHS 943 476 5919',
      inline: [jpeg('heel.jpg', corpus('forearm.jpg'))],
    });
    await cardSaying(nurse, CLINICAL, /Removed from view in this conversation\./);
    const page = await sit(people.nurse);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const complaints = complaintsOf(page);
    const tab = await openTab(page);
    await tab.getByRole('link', { name: /^Open what was posted/ }).waitFor();
    expect(await tab.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/1 image[\s\S]*In a channel[\s\S]*Not filed[\s\S]*Card until/),
    ]);
    expect(await tab.locator('img').count()).toBe(0);
    const words = await tab.locator('body').innerText();
    expect(words).not.toMatch(/Example|heel|943/);
    const { host } = new URL(product.safelight);
    // Teams’ own script would fetch a list of hosts from Microsoft: the page’s policy keeps it to the one it brings.
    expect(complaints.filter((one) => !one.includes('res.cdn.office.net'))).toEqual([]);
    const others = asked.filter((url) => ![host, new URL(product.ward).host].includes(new URL(url).host));
    expect(others.filter((url) => !url.startsWith('https://res.cdn.office.net/teams-js/'))).toEqual([]);
    expect(asked.filter((url) => /token=|eyJ/.test(url))).toEqual([]);
    expect(product.said()).not.toMatch(/eyJ[\w-]{10}/);
    await photograph(page, 'tab-2-own-list');
    await page.context().close();
  });

  it('fits a phone, and everybody can read it', async () => {
    const phone = await sit(people.nurse, 'phone');
    const tab = await openTab(phone);
    await tab.getByRole('link', { name: /^Open what was posted/ }).waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await photograph(phone, 'tab-3-phone');
    expect(await faultsOf(phone)).toEqual([]);
    const inside = phone.frames().find((one) => one.url().endsWith('/tab'));
    expect(await inside?.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(inside as unknown as Page)).toEqual([]);
    await phone.context().close();
  });

  it('opens a set outside the frame, where the nurse signs in first', async () => {
    const page = await sit(people.nurse);
    const tab = await openTab(page);
    const opened = page.context().waitForEvent('page');
    await tab.getByRole('link', { name: /^Open what was posted/ }).click();
    const viewer = await opened;
    await viewer.waitForLoadState();
    expect(new URL(viewer.url()).origin).not.toBe(new URL(product.ward).origin);
    await viewer.getByRole('button', { name: people.nurse.name }).waitFor();
    await photograph(viewer, 'tab-4-sign-in');
    await signIn(viewer, people.nurse);
    await picturesLoaded(viewer);
    expect(viewer.url()).toMatch(new RegExp(`^${product.safelight}/sets/`));
    expect(new URL(page.url()).origin).toBe(product.ward);
    await page.context().close();
  });

  it('says plainly what to do where Teams gives no token, and fetches the list once it does', async () => {
    const nurse = atWard(product, people.nurse);
    await nurse.weather({ faults: [{ route: 'page.tab-token', status: 403, times: 1 }] });
    const page = await sit(people.nurse);
    const tab = await openTab(page);
    await tab.getByRole('heading', { name: 'Teams could not say who you are' }).waitFor();
    await tab.getByRole('link', { name: 'Open my list in the browser' }).waitFor();
    await photograph(page, 'tab-5-no-sign-on');
    expect(await faultsOf(page)).toEqual([]);
    await nurse.weather({});
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByRole('link', { name: /^Open what was posted/ }).waitFor();
    expect(await tab.getByRole('heading', { name: 'Teams could not say who you are' }).isVisible()).toBe(
      false,
    );
    await page.context().close();
  });

  it('outside Teams, says so and leads to the list in the browser', async () => {
    const context = await ownBrowser(browser, 'phone');
    const page = await context.newPage();
    await page.goto(`${product.safelight}/tab`);
    await page.getByRole('heading', { name: 'This page is made for Microsoft Teams' }).waitFor();
    await photograph(page, 'tab-6-outside');
    expect(await faultsOf(page)).toEqual([]);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open my list in the browser' }).click();
    await (await opened).getByRole('button', { name: people.nurse.name }).waitFor();
    await context.close();
  });

  it('shows another person their own list, not the nurse’s', async () => {
    const page = await sit(people.f1);
    const tab = await openTab(page);
    await tab.getByText('Safelight holds nothing that you posted in the last 30 days.').waitFor();
    await page.context().close();
  });

  it('gives the named owner what nobody filed once the card’s time is over, and nobody else', async () => {
    await product.startAgain(80);
    const owner = await sit(people.consultant);
    const tab = await openTab(owner);
    await tab.getByRole('heading', { name: 'Nobody filed these (1)' }).waitFor();
    await tab.getByText('Posted 3 days ago').waitFor();
    await photograph(owner, 'tab-7-owner');
    const nurse = await openTab(await sit(people.nurse));
    await nurse.getByText('Card’s time is over').waitFor();
    expect(await nurse.getByRole('heading', { name: /Nobody filed/ }).count()).toBe(0);
  });
});
