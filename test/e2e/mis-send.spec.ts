import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type LocalFhir, startFhir } from '../../bot/local/fhir/start-fhir.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph, type Size } from './browser.ts';
import { chooseImages, confirmPatient, findPatient } from './file-in-viewer.ts';
import { picturesLoaded, signIn } from './people-at-work.ts';
import { entriesIn } from './record-entries.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, cardsIn, CLINICAL, jpeg } from './ward-api.ts';

jest.setTimeout(240_000);

const [edith] = patients;
if (edith === undefined) throw new Error('a patient');

interface Shown {
  readonly events: readonly { readonly kind: string; readonly by: unknown }[];
}

inBrowser('Wrong people, wrong patient: the drill', () => {
  let product: Product;
  let record: LocalFhir;
  let recordFolder: string;
  let browser: Browser;
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
  const taken: string[] = [];
  const post = async (picture: string): Promise<string> => {
    const ward = atWard(product, people.nurse);
    await ward.post(CLINICAL, { text: 'For advice', inline: [jpeg('photo.jpg', corpus(picture))] });
    await until('its card', 60_000, async () => {
      const opens = cardsIn(await ward.messages(CLINICAL)).flatMap((card) => card.opens);
      const found = opens.find((one) => /\/sets\/[\w-]+$/.test(one) && !taken.includes(one));
      if (found !== undefined) taken.push(found);
      return found !== undefined;
    });
    return taken.at(-1) ?? '';
  };
  const openedBy = async (set: string): Promise<readonly string[]> => {
    const { json } = await product.command('show', set.split('/').at(-1) ?? '');
    return (json as Shown).events
      .filter(({ kind }) => ['image-opened', 'original-opened', 'mark-cleared'].includes(kind))
      .map(({ by }) => JSON.stringify(by));
  };
  const look = async (page: Page, set: string): Promise<void> => {
    await page.goto(set);
    // Until its rendition is there the page looks again by itself.
    await page.locator('img[data-screen]').first().waitFor({ timeout: 90_000 });
    await picturesLoaded(page);
  };

  beforeAll(async () => {
    browser = await openBrowser();
    recordFolder = await mkdtemp(join(tmpdir(), 'safelight-e2e-record-'));
    record = await startFhir({ folder: recordFolder, port: 0 });
    product = await startProduct({ SAFELIGHT_FHIR_URL: record.url });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await record.close();
    await rm(recordFolder, { recursive: true, force: true });
  });

  it('wrong people: closed within five seconds for somebody with the page open, and the card says so', async () => {
    const set = await post('patient-a-1.jpg');
    const [tom, nurse] = [await pageOf(people.f1), await pageOf(people.nurse)];
    await look(tom, set);
    await nurse.goto(set);
    await nurse.getByRole('link', { name: 'Wrong patient / wrong people' }).click();
    await nurse.getByRole('heading', { name: 'Wrong patient or wrong people?' }).waitFor();
    await photograph(nurse, 'mis-send-1-both-choices', true);
    expect(await nurse.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(nurse)).toEqual([]);
    const pressed = Date.now();
    await nurse.getByRole('button', { name: 'Wrong people: close it now' }).click();
    await tom.getByText('This page is closed').waitFor();
    const closedAfter = Date.now() - pressed;
    await photograph(tom, 'mis-send-2-closed-under-the-eyes');
    await nurse.getByText(/You can undo this for \d+ seconds/).waitFor();
    await photograph(nurse, 'mis-send-3-undo', true);
    expect(await faultsOf(nurse)).toEqual([]);
    await cardSaying(atWard(product, people.f1), CLINICAL, /Closed: it was sent to the wrong people/);
    process.stdout.write(
      `Wrong people: the open page closed ${(closedAfter / 1000).toFixed(1)} s after the press, the card said so ${((Date.now() - pressed) / 1000).toFixed(1)} s after it\n`,
    );
    expect(closedAfter).toBeLessThan(5_000);
    expect((await tom.goto(set))?.status()).toBe(404);
    await photograph(tom, 'mis-send-4-refused', true);
  });

  it('is undone by the presser, and everything is as it was', async () => {
    const nurse = await pageOf(people.nurse);
    await nurse.goto(`${taken.at(-1) ?? ''}/mis-send`);
    await nurse.getByRole('button', { name: 'Undo' }).click();
    await nurse.getByRole('heading', { name: 'Taken back' }).waitFor();
    await look(await pageOf(people.f1), taken.at(-1) ?? '');
  });

  it('wrong patient: the link goes at once, the record says entered in error after a minute, who opened says they know', async () => {
    const set = await post('patient-b-1.jpg');
    const [tom, nurse] = [await pageOf(people.f1), await pageOf(people.nurse)];
    await nurse.goto(`${set}/file`);
    await chooseImages(nurse, [1]);
    await findPatient(nurse, edith);
    await confirmPatient(nurse);
    await until('it stands in the record', 30_000, async () =>
      (await entriesIn(record.url)).some((one) => one.status === 'current'),
    );
    await look(tom, set);
    await tom.getByText('Edith').first().waitFor();
    await nurse.goto(`${set}/mis-send`);
    const pressed = Date.now();
    await nurse.getByRole('button', { name: 'Wrong patient: take the link off now' }).click();
    await nurse.getByRole('link', { name: 'File to the right patient' }).waitFor();
    await look(tom, set);
    expect(await tom.getByText('Edith').count()).toBe(0);
    await tom.getByRole('heading', { name: 'The patient was wrong: re-check your advice' }).waitFor();
    await photograph(tom, 'mis-send-5-recheck', true);
    expect(await faultsOf(tom)).toEqual([]);
    expect((await entriesIn(record.url)).map((one) => one.status)).toEqual(['current']);
    await until('the record says entered in error', 90_000, async () =>
      (await entriesIn(record.url)).every((one) => one.status === 'entered-in-error'),
    );
    process.stdout.write(
      `Wrong patient: entered in error ${((Date.now() - pressed) / 1000).toFixed(1)} s after the press (60 of them to undo)\n`,
    );
    const told = atWard(product, people.f1);
    await until('the F1 is told', 30_000, async () =>
      cardsIn(await told.messages(`bot:${people.f1.oid}`)).some(({ words }) =>
        words.includes('The patient was wrong: re-check your advice'),
      ),
    );
    await tom.goto(`${set}/mis-send`);
    await tom.getByRole('button', { name: 'I have re-checked what I did' }).click();
    await tom.getByRole('heading', { name: 'Thank you' }).waitFor();
    await nurse.goto(`${set}/mis-send`);
    await nurse.getByText('The record has been told: entered in error.').waitFor();
    await nurse.getByText(/Tom Whitlock: \d+ [A-Z]/).waitFor();
    await photograph(nurse, 'mis-send-6-who-opened-who-knows', true);
    expect(await faultsOf(nurse)).toEqual([]);
  });

  it('the list of who opened it is the audit, and the incident is drafted without a name', async () => {
    const set = taken.at(-1) ?? '';
    const owen = await pageOf(people.informationGovernance, 'desk');
    await owen.goto(`${set}/mis-send`);
    const times = await owen.evaluate<readonly number[]>(
      `[...document.querySelectorAll('li[data-times]')].map((one) => Number(one.dataset.times))`,
    );
    const audit = await openedBy(set);
    expect(times).toEqual([...new Set(audit)].map((person) => audit.filter((one) => one === person).length));
    process.stdout.write(
      `Opened: ${audit.length} times by ${times.length} people, on the page and in the audit\n`,
    );
    await owen.goto(`${product.safelight}/console`);
    await owen.getByText(/72 hours left to decide/).waitFor();
    await photograph(owen, 'mis-send-7-console', true);
    expect(await faultsOf(owen)).toEqual([]);
    await owen.getByRole('link', { name: /^Incident draft/ }).click();
    await owen.getByRole('heading', { name: 'Incident draft' }).waitFor();
    await photograph(owen, 'mis-send-8-incident', true);
    expect(await faultsOf(owen)).toEqual([]);
    const { exit, json } = await product.command('incident', set.split('/').at(-1) ?? '');
    expect(exit).toBe(0);
    const { incidents, openings } = json as {
      readonly incidents: readonly { readonly containedSeconds: number }[];
      readonly openings: readonly unknown[];
    };
    expect(openings).toHaveLength(audit.length);
    expect(JSON.stringify(json)).not.toMatch(/Marlowe|Whitlock|Nair|943 ?476/);
    process.stdout.write(
      `Contained after ${incidents[0]?.containedSeconds ?? -1} s, as the incident has it\n`,
    );
  });
});
