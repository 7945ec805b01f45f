import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { picturesLoaded, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, cardsIn, CLINICAL, jpeg, personalChat } from './ward-api.ts';
import type { SeenCard } from './ward-api.ts';

jest.setTimeout(900_000);

const MINUTES = 1 / 60;
/** Hours from now to that time on Christmas Eve, a Thursday: Monday the 28th is a bank holiday. */
const until24December = (hour: number, minute: number): number =>
  (Date.UTC(2026, 11, 24, hour, minute) - Date.now()) / 3_600_000;
const STALE = `        - id: burns-fellow
          name: burns fellow
          ring: 01632 960 735
          rota:
            dated:
              - from: 2026-01-01T08:00
                to: 2026-02-01T08:00
                people: [${people.registrar.oid}]
`;

/** The demonstration's policy with a rota that has run out. */
const withStaleRota = async (folder: string): Promise<string> => {
  const text = await readFile('bot/local/demonstration/policy.yaml', 'utf8');
  const path = join(folder, 'policy.yaml');
  await writeFile(
    path,
    text.replace('        - id: plastics-consultant\n', `${STALE}        - id: plastics-consultant\n`),
  );
  return path;
};

inBrowser('A question at night, from the photograph to somebody who has looked', () => {
  let folder: string;
  let product: Product;
  let browser: Browser;
  let setPage: string;
  let hours = 0;

  /** The product's clock is put forward: nobody waits. */
  const move = async (to: number): Promise<void> => {
    hours = to;
    await product.startAgain(hours);
  };
  const messagesTo = async (person: Person): Promise<readonly SeenCard[]> =>
    cardsIn(await atWard(product, person).messages(personalChat(person)));
  const hears = (person: Person, says: RegExp): Promise<SeenCard> =>
    cardSaying(atWard(product, person), personalChat(person), says);
  const counts = async (person: Person, says: RegExp): Promise<number> =>
    (await messagesTo(person)).filter(({ words }) => says.test(words)).length;
  const cardSays = (says: RegExp): Promise<SeenCard> =>
    cardSaying(atWard(product, people.nurse), CLINICAL, says);
  /** A phone of that person's, signed in, at this page of ours. */
  const at = async (person: Person, address: string): Promise<Page> => {
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    await page.goto(address);
    await signIn(page, person);
    await page.waitForURL((url) => url.href.startsWith(product.safelight));
    return page;
  };
  const ask = async (
    page: Page,
    what: {
      readonly who: string;
      readonly urgency: RegExp;
      readonly line: string;
      readonly answerTo?: string;
    },
  ): Promise<void> => {
    await page.getByLabel(what.who, { exact: true }).check();
    await page.getByLabel(what.urgency).check();
    await page.getByLabel('Your question, in one line').fill(what.line);
    if (what.answerTo !== undefined)
      await page.getByLabel(/If you are off shift/).selectOption({ label: what.answerTo });
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.waitForLoadState();
  };
  const seeAtWard = async (person: Person, name: string): Promise<void> => {
    const page = await sitAtWard(await ownBrowser(browser), product, person, personalChat(person));
    await page.locator('[data-testid=card]').last().scrollIntoViewIfNeeded();
    await photograph(page, name);
    await page.context().close();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-ask-'));
    browser = await openBrowser();
    product = await startProduct({ SAFELIGHT_POLICY: await withStaleRota(folder) });
    const ward = atWard(product, people.nurse);
    await ward.post(CLINICAL, {
      text: 'Bed 4, forearm graft',
      inline: [jpeg('graft.jpg', corpus('patient-a-1.jpg'))],
    });
    const { opens } = await cardSaying(ward, CLINICAL, /held by Safelight/);
    setPage = opens.find((one) => /\/sets\/[\w-]+$/.test(one)) ?? '';
    expect(opens).toContain(`${setPage}/ask`);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('the nurse says what the patient agreed to, and asks whoever is on call from the card', async () => {
    const nurse = await at(people.nurse, `${setPage}/consent`);
    await nurse.getByLabel('18 or older', { exact: true }).check();
    await nurse.getByRole('button', { name: /^Agreed aloud/ }).click();
    await nurse.getByText('What the patient agreed to is recorded.').waitFor();
    await nurse.goto(`${setPage}/ask`);
    expect(await nurse.locator('input:checked').count()).toBe(0);
    expect(await nurse.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await photograph(nurse, 'ask-1-form', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await ask(nurse, {
      who: 'Plastic surgery registrar',
      urgency: /^Urgent/,
      line: 'Day 3 skin graft, edges dark since 02:00, afebrile. Take down tonight?',
    });
    await nurse.getByText('Ring as well: 01632 960 733. Not yet seen.').waitFor();
    await photograph(nurse, 'ask-2-asked', true);
    expect(await faultsOf(nurse)).toEqual([]);
    const told = await hears(people.registrar, /Ward 7 asks the plastic surgery registrar\. Urgent\./);
    expect(told.words).not.toMatch(/graft|Bed 4|Asha|Grace/);
    await hears(people.nurse, /Ring as well: 01632 960 733\. Not yet seen\./);
    await cardSays(/Ring as well: 01632 960 733\. Not yet seen\./);
    await seeAtWard(people.registrar, 'ask-3-registrar-told');
  });

  it('a rota that has run out says so at once, to the asker and on the card, and tells nobody else', async () => {
    const nurse = await at(people.nurse, `${setPage}/ask`);
    await nurse
      .getByText('Its rota has run out. No one is on this rota, ring switchboard 01632 960 000.')
      .waitFor();
    await ask(nurse, { who: 'Burns fellow', urgency: /^Today/, line: 'Would you take this over?' });
    await nurse.getByRole('heading', { name: 'Your question has reached nobody yet' }).waitFor();
    await photograph(nurse, 'ask-4-stale-rota', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await hears(people.nurse, /No one is on this rota, ring switchboard 01632 960 000/);
    await cardSays(/No one is on this rota\. Ring switchboard: 01632 960 000/);
    expect(await counts(people.registrar, /asks/)).toBe(1);
  });

  it('unseen after five minutes the registrar is asked again, after ten the next on the rota', async () => {
    await move(5.2 * MINUTES);
    await until('asked again', 60_000, async () => (await counts(people.registrar, /Ward 7 asks/)) === 2);
    expect(await counts(people.consultant, /Ward 7 asks/)).toBe(0);
    await move(10.6 * MINUTES);
    await hears(people.consultant, /Ward 7 asks the plastic surgery registrar\. Urgent\./);
    expect(await counts(people.registrar, /Ward 7 asks/)).toBe(2);
    await seeAtWard(people.consultant, 'ask-5-next-on-rota');
  });

  it('unseen by both, the nurse is told to ring, and the card says so', async () => {
    await move(16 * MINUTES);
    await hears(people.nurse, /has not looked yet\. Ring now: 01632 960 733/);
    await cardSays(/Nobody has looked yet\. Please ring 01632 960 733/);
    await seeAtWard(people.nurse, 'ask-6-ring-now');
  });

  it('opened by one of those asked, the card says when it was seen', async () => {
    const consultant = await at(people.consultant, setPage);
    await picturesLoaded(consultant);
    await consultant.getByText('Day 3 skin graft').waitFor();
    await photograph(consultant, 'ask-7-consultant-opens', true);
    expect(await faultsOf(consultant)).toEqual([]);
    await cardSays(/to plastic surgery registrar\. Seen/);
    const page = await sitAtWard(await ownBrowser(browser), product, people.nurse, CLINICAL);
    await page.getByText(/Seen/).first().waitFor();
    await photograph(page, 'ask-8-seen-on-card');
  });

  it('somebody of another trust opens it with their own account, once they are asked, and not before', async () => {
    const burns = await at(people.burnsConsultant, setPage);
    expect((await burns.goto(setPage))?.status()).toBe(404);
    const nurse = await at(people.nurse, `${setPage}/ask`);
    await ask(nurse, {
      who: 'Ifan Pritchard, Northmoor Burns Centre',
      urgency: /^Routine/,
      line: 'Would you graft again?',
    });
    // The patient was told of the people in the conversation alone (CON-21).
    await photograph(nurse, 'ask-9-patient-first', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await nurse.getByRole('button', { name: 'They agreed: send it' }).click();
    await nurse.getByText(setPage).waitFor();
    await photograph(nurse, 'ask-9-other-trust', true);
    expect((await burns.goto(setPage))?.status()).toBe(200);
    await picturesLoaded(burns);
    await photograph(burns, 'ask-10-burns-centre-sees', true);
    expect(await faultsOf(burns)).toEqual([]);
    await cardSays(/Routine question to a colleague\. Seen/);
  });

  it('over a bank-holiday weekend what is routine nags nobody, and the card does not lapse before it is answered', async () => {
    await move(until24December(18, 40));
    const routine = /registrar\. Routine/;
    const nurse = await at(people.nurse, `${setPage}/ask`);
    await ask(nurse, {
      who: 'Plastic surgery registrar',
      urgency: /^Routine/,
      line: 'Clinic or ward review?',
    });
    await nurse.getByText(/If nobody has looked by 29 Dec 2026, 17:00, they are asked again\./).waitFor();
    await photograph(nurse, 'ask-11-before-the-weekend', true);
    await nurse.goto(`${setPage}/ask`);
    await ask(nurse, {
      who: people.consultant.name,
      urgency: /^Today/,
      line: 'Dressing off tonight?',
      answerTo: 'Ward 7 doctor',
    });
    await hears(people.registrar, routine);
    await hears(people.consultant, /asks you for an opinion\. Today/);
    await move(until24December(18, 40) + 4 * 24 - 6);
    await until('asked again about today', 90_000, async () => {
      return (await counts(people.consultant, /asks you for an opinion\. Today/)) === 2;
    });
    expect(await counts(people.registrar, routine)).toBe(1);
    const f1 = await at(people.f1, setPage);
    await f1.getByText('Clinic or ward review?').waitFor();
    await photograph(f1, 'ask-12-bank-holiday', true);
  });

  it('the asker off shift, whoever holds the ward’s role now is told to ring', async () => {
    await move(until24December(17, 5) + 5 * 24);
    await hears(people.f1, /has not looked yet\. Ring now/);
    await until('asked again what is routine', 60_000, async () => {
      return (await counts(people.registrar, /registrar\. Routine/)) === 2;
    });
    await seeAtWard(people.f1, 'ask-13-asker-off-shift');
    expect(await product.command('audit', 'verify')).toMatchObject({ exit: 0 });
  });
});
