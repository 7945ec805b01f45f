import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph, type Size } from './browser.ts';
import { cardOn, picturesLoaded, picturesOn, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, cardsIn, CLINICAL, jpeg, NIGHT_TEAM, personalChat } from './ward-api.ts';

jest.setTimeout(240_000);

inBrowser('The cover doctor is not in the channel, and a guest is', () => {
  let product: Product;
  let browser: Browser;
  let set = '';
  const pages = new Map<string, Page>();

  const pageOf = async (person: Person, size: Size = 'phone'): Promise<Page> => {
    const known = pages.get(person.oid);
    if (known !== undefined) return known;
    const page = await (await ownBrowser(browser, size)).newPage();
    await page.goto(`${product.safelight}/mine`);
    await signIn(page, person);
    pages.set(person.oid, page);
    return page;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
    const ward = atWard(product, people.nurse);
    await ward.post(CLINICAL, { text: 'For advice', inline: [jpeg('photo.jpg', corpus('patient-a-1.jpg'))] });
    await until('its card', 60_000, async () => {
      const opens = cardsIn(await ward.messages(CLINICAL)).flatMap((card) => card.opens);
      set = opens.find((one) => /\/sets\/[\w-]+$/.test(one)) ?? '';
      return set !== '';
    });
    // Renditions come a moment after custody; the page looks again by itself until they are there.
    const nurse = await pageOf(people.nurse);
    await nurse.goto(set);
    await nurse.locator('img[data-screen]').first().waitFor({ timeout: 90_000 });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('is refused in plain words, with the button beside them, as for what is not there', async () => {
    const dean = await pageOf(people.outsider);
    expect((await dean.goto(set))?.status()).toBe(404);
    await dean.getByRole('heading', { name: 'You can’t open this' }).waitFor();
    await dean.getByText('Ask the poster, or use Urgent care.').waitFor();
    await photograph(dean, 'urgent-care-1-refused');
    expect(await faultsOf(dean)).toEqual([]);
    const forbidden = await dean.locator('main').innerText();
    expect((await dean.goto(`${product.safelight}/sets/not-there`))?.status()).toBe(404);
    expect(await dean.locator('main').innerText()).toBe(forbidden);
    await dean.getByRole('link', { name: 'Urgent care' }).click();
    await dean.getByRole('button', { name: 'I am covering for a colleague' }).click();
    await dean.getByRole('heading', { name: 'Urgent care cannot open this' }).waitFor();
  });

  it('opens in three taps, with the time left above the picture', async () => {
    const dean = await pageOf(people.outsider);
    await dean.goto(set);
    const began = Date.now();
    await dean.getByRole('link', { name: 'Urgent care' }).click();
    await dean.getByRole('heading', { name: 'Open with Urgent care' }).waitFor();
    await photograph(dean, 'urgent-care-2-why');
    expect(await dean.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(dean)).toEqual([]);
    await dean.getByRole('button', { name: 'I am covering for a colleague' }).click();
    await dean.getByRole('heading', { name: 'Opened with Urgent care' }).waitFor();
    await picturesLoaded(dean);
    process.stdout.write(
      `Urgent care: from the refusal to the picture in ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
    );
    await dean.getByText('15 minutes left').waitFor();
    await photograph(dean, 'urgent-care-3-open');
    expect(await faultsOf(dean)).toEqual([]);
  });

  it('poster and information governance are told at once, and it is reviewed', async () => {
    for (const person of [people.nurse, people.informationGovernance]) {
      const ward = atWard(product, person);
      await until(`${person.name} is told`, 30_000, async () =>
        cardsIn(await ward.messages(personalChat(person))).some(({ words }) =>
          words.includes('A picture was opened with Urgent care'),
        ),
      );
    }
    const owen = await pageOf(people.informationGovernance, 'desk');
    await owen.goto(`${product.safelight}/console`);
    await owen.getByText('By Dean Foster.').waitFor();
    await photograph(owen, 'urgent-care-4-review', true);
    expect(await faultsOf(owen)).toEqual([]);
    await owen.getByRole('button', { name: /^Proper/ }).click();
    await owen.getByText('Nobody has opened anything with Urgent care that is not reviewed.').waitFor();
  });

  it('a guest added to the conversation sees the card, opens nothing, and is offered nothing', async () => {
    const nurse = atWard(product, people.nurse);
    await nurse.post(NIGHT_TEAM, {
      text: 'For advice',
      inline: [jpeg('photo.jpg', corpus('patient-b-1.jpg'))],
    });
    const card = await cardSaying(nurse, NIGHT_TEAM, /1 image held/);
    const [open = ''] = card.opens.filter((one) => /\/sets\/[\w-]+$/.test(one));
    await nurse.weather({ joined: { [NIGHT_TEAM]: [people.guest.oid] } });
    const ward = await sitAtWard(await ownBrowser(browser), product, people.guest, NIGHT_TEAM);
    await cardOn(ward, card.message.id).waitFor();
    expect(await picturesOn(ward).count()).toBe(0);
    await photograph(ward, 'guest-1-sees-the-card');
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    await page.goto(open);
    await signIn(page, people.guest);
    await page.getByText('You are a guest in this organisation').waitFor();
    expect(await page.getByRole('link', { name: 'Urgent care' }).count()).toBe(0);
    await photograph(page, 'guest-2-refused');
    expect(await faultsOf(page)).toEqual([]);
    const member = await pageOf(people.nurse);
    await member.goto(open);
    await member.locator('img[data-screen]').first().waitFor({ timeout: 90_000 });
    await picturesLoaded(member);
    await photograph(member, 'guest-3-what-a-member-sees');
  });

  it('information governance is alerted of the guest as soon as they come', async () => {
    const owen = await pageOf(people.informationGovernance, 'desk');
    await until('the console says so', 60_000, async () => {
      await owen.goto(`${product.safelight}/console`);
      return (await owen.getByText('A guest or outsider is in it').count()) > 0;
    });
    await owen.getByText('A guest or outsider is in it').scrollIntoViewIfNeeded();
    await photograph(owen, 'guest-4-console', true);
    expect(await faultsOf(owen)).toEqual([]);
  });
});
