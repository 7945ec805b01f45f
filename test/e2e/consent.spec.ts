import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { signIn } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardsIn, CLINICAL, jpeg } from './ward-api.ts';

jest.setTimeout(240_000);

/** A sheet of paper with a heading and grey lines: made, and of nobody. */
const sheet = async (heading: string): Promise<Uint8Array> => {
  const lines = Array.from(
    { length: 14 },
    (_, at) => `<rect x="40" y="${120 + at * 34}" width="${520 - (at % 4) * 70}" height="12" fill="#9aa"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="#fdfcf7"/>
    <text x="40" y="80" font-size="40" font-family="sans-serif">${heading}</text>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
};

const KINDS = ['rota', 'ecg', 'handover-list', 'drug-chart', 'child-injury', 'intimate'] as const;
type Kind = (typeof KINDS)[number];

/** Everybody who might try, and who they are here. */
const LOOKERS: readonly (readonly [name: string, person: Person])[] = [
  ['nurse, who posted it', people.nurse],
  ['F1, a member', people.f1],
  ['registrar, named', people.registrar],
  ['consultant, a member who keeps the record', people.consultant],
  ['information governance', people.informationGovernance],
  ['outsider', people.outsider],
];

inBrowser('Six pictures intercepted in a channel, and what each person sees of them', () => {
  let product: Product;
  let browser: Browser;
  const pages = new Map<string, Page>();
  const addresses = new Map<Kind, string>();

  const addressOf = (kind: Kind): string => addresses.get(kind) ?? '';
  const pageOf = async (person: Person): Promise<Page> => {
    const known = pages.get(person.oid);
    if (known !== undefined) return known;
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    await page.goto(`${product.safelight}/mine`);
    await signIn(page, person);
    pages.set(person.oid, page);
    return page;
  };
  const post = async (kind: Kind, bytes: Uint8Array): Promise<void> => {
    const ward = atWard(product, people.nurse);
    await ward.post(CLINICAL, { text: `For the round: ${kind}`, inline: [jpeg(`${kind}.jpg`, bytes)] });
    await until(`the card of ${kind}`, 60_000, async () => {
      const opens = cardsIn(await ward.messages(CLINICAL)).flatMap((card) => card.opens);
      const found = opens.find(
        (one) => /\/sets\/[\w-]+$/.test(one) && ![...addresses.values()].includes(one),
      );
      if (found !== undefined) addresses.set(kind, found);
      return found !== undefined;
    });
  };
  const unfold = (page: Page, title: string): Promise<void> =>
    page.getByText(title, { exact: true }).first().click();

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
    await post('rota', await sheet('Rota, week 12'));
    await post('ecg', await sheet('ECG 25 mm/s'));
    await post('handover-list', await sheet('Handover: beds 1 to 14'));
    await post('drug-chart', await sheet('Drug chart'));
    await post('child-injury', corpus('patient-b-1.jpg'));
    await post('intimate', corpus('patient-c-1.jpg'));
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('opens for members under its warnings until somebody answers', async () => {
    const nurse = await pageOf(people.nurse);
    await nurse.goto(addressOf('rota'));
    await nurse.getByRole('heading', { name: /Not linked to a patient/ }).waitFor();
    await nurse.getByRole('heading', { name: /^Important:\s+Consent not recorded/ }).waitFor();
    await photograph(nurse, 'consent-1-before', true);
    expect(await faultsOf(nurse)).toEqual([]);
  });

  it('is answered in four taps: open, what it shows, and which kind', async () => {
    const nurse = await pageOf(people.nurse);
    for (const [kind, words] of [
      ['rota', 'Not clinical'],
      ['ecg', 'ECG or monitor'],
      ['handover-list', 'List of several patients'],
      ['drug-chart', 'Drug chart or document'],
    ] as const) {
      await nurse.goto(addressOf(kind));
      await nurse.getByRole('link', { name: 'Record consent' }).click();
      if (kind === 'rota') {
        await photograph(nurse, 'consent-2-question', true);
        expect(await nurse.evaluate('document.documentElement.scrollWidth')).toBe(390);
        expect(await nurse.locator('input:checked').count()).toBe(0);
        expect(await faultsOf(nurse)).toEqual([]);
      }
      await unfold(nurse, 'It shows no part of a patient’s body');
      await nurse.getByRole('button', { name: words }).click();
      await nurse.getByText('What the patient agreed to is recorded.').waitFor();
    }
  });

  it('a child’s injury is restricted with one press, then answered for by a parent', async () => {
    const nurse = await pageOf(people.nurse);
    await nurse.goto(addressOf('child-injury'));
    await nurse.getByRole('link', { name: /^Restrict/ }).click();
    await nurse.getByLabel(people.registrar.name).check();
    await photograph(nurse, 'consent-3-restrict', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await nurse.getByRole('button', { name: 'An injury that may be looked into' }).click();
    await nurse.getByText('Restricted. Only the people named can open it.').waitFor();
    await nurse.getByRole('link', { name: 'Record consent' }).click();
    await nurse.getByLabel('Under 16', { exact: true }).check();
    await unfold(nurse, 'If the patient is under 18');
    await nurse.getByLabel('Somebody with parental responsibility').check();
    await nurse.getByLabel('Their name').fill('Mary Example');
    await nurse.getByLabel('Their relationship to the child').fill('mother');
    await nurse.getByLabel('The injury has to be recorded before it is treated').first().check();
    await photograph(nurse, 'consent-4-child', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await nurse.getByRole('button', { name: /^Agreed aloud/ }).click();
    await nurse.getByText('What the patient agreed to is recorded.').waitFor();
  });

  it('an intimate picture is closed by anybody who may open it, within seconds', async () => {
    const f1 = await pageOf(people.f1);
    await f1.goto(`${addressOf('intimate')}/restrict`);
    await f1.getByLabel(people.registrar.name).check();
    const pressed = Date.now();
    await f1.getByRole('button', { name: 'Intimate', exact: true }).click();
    await f1.getByText('Restricted. Only the people named can open it.').waitFor();
    const consultant = await pageOf(people.consultant);
    const status = (await consultant.goto(addressOf('intimate')))?.status();
    process.stdout.write(`From Restrict to closed for everybody else: ${Date.now() - pressed} ms\n`);
    expect(status).toBe(404);
  });

  it('is veiled until somebody named presses, and fetched no sooner', async () => {
    const registrar = await pageOf(people.registrar);
    const fetched: string[] = [];
    registrar.on('request', (request) => {
      if (request.url().includes('/images/')) fetched.push(request.url());
    });
    await registrar.goto(addressOf('intimate'), { waitUntil: 'networkidle' });
    await photograph(registrar, 'consent-5-veiled', true);
    expect(fetched).toEqual([]);
    await registrar.getByText('Restricted. Press to show it').click();
    await registrar.locator('img[data-screen]').waitFor({ state: 'visible' });
    await until('the picture', 30_000, async () => fetched.length > 0);
    await registrar.waitForLoadState('networkidle');
    await photograph(registrar, 'consent-6-shown', true);
    expect(await faultsOf(registrar)).toEqual([]);
  });

  it('opens to whom it should, and to nobody else', async () => {
    const opened: Record<string, readonly string[]> = {};
    for (const [name, person] of LOOKERS) {
      const page = await pageOf(person);
      const open: Kind[] = [];
      for (const kind of KINDS) {
        const answer = await page.goto(addressOf(kind), { waitUntil: 'networkidle' });
        if (answer?.status() === 200) open.push(kind);
        const who = person.name.split(' ')[0]?.toLowerCase() ?? '';
        await photograph(page, `consent-sees-${kind}-${who}`);
      }
      opened[name] = open;
    }
    const rows = Object.entries(opened).map(([name, kinds]) => `  ${name}: ${kinds.join(', ') || 'none'}\n`);
    process.stdout.write(`Who can open what:\n${rows.join('')}`);
    const papers = ['rota', 'ecg', 'handover-list', 'drug-chart'];
    expect(opened).toEqual({
      'nurse, who posted it': [...papers, 'child-injury'],
      'F1, a member': [...papers, 'intimate'],
      'registrar, named': [...papers, 'child-injury', 'intimate'],
      'consultant, a member who keeps the record': papers,
      'information governance': [],
      outsider: [],
    });
  });

  it('a no is one press, and the page opens no more', async () => {
    const nurse = await pageOf(people.nurse);
    const before = addresses.size;
    await post('rota', corpus('patient-a-1.jpg'));
    expect(addresses.size).toBe(before);
    await nurse.goto(`${addressOf('rota')}/consent`);
    await nurse.getByRole('button', { name: 'Patient said no' }).click();
    await nurse.getByText('Nobody can open the picture now.').waitFor();
    await photograph(nurse, 'consent-7-declined');
    expect((await nurse.goto(addressOf('rota')))?.status()).toBe(404);
    const governance = await pageOf(people.informationGovernance);
    await until('the console says so', 30_000, async () => {
      await governance.goto(`${product.safelight}/console`);
      return (await governance.getByText('1 image, refused').count()) === 1;
    });
    await photograph(governance, 'consent-8-console', true);
    expect(await faultsOf(governance)).toEqual([]);
  });

  it('keeps its audit whole', async () => {
    expect(await product.command('audit', 'verify')).toMatchObject({ exit: 0 });
    await product.stop();
  });
});
