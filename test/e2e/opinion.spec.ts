import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Communication } from '@medplum/fhirtypes';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { startFhir } from '../../bot/local/fhir/start-fhir.ts';
import type { LocalFhir } from '../../bot/local/fhir/start-fhir.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { confirmPatient, findPatient } from './file-in-viewer.ts';
import { picturesLoaded, signIn } from './people-at-work.ts';
import { makeFolders } from './process/make-folders.ts';
import type { Folders } from './process/make-folders.ts';
import { openLedger } from './process/read-ledger.ts';
import { runProduct } from './process/run-product.ts';
import type { Run, Settings } from './process/run-product.ts';
import { visitViewer } from './process/visit-viewer.ts';
import { waitFor } from './process/wait-for.ts';
import { atWard, cardSaying, CLINICAL, jpeg, personalChat } from './ward-api.ts';

jest.setTimeout(900_000);

const START_MS = 120_000;
const ASKED = 'Full thickness over the forearm? Would you graft?';
const ANSWERED = 'Yes, within 48 hours. Dress with paraffin gauze until then.';

/** Every act is followed by kill -9 and a new start: what comes next finds the thread as it was. */
inBrowser('A second opinion from another trust, with the process killed after every step', () => {
  let folders: Folders;
  let settings: Settings;
  let fhir: LocalFhir;
  let browser: Browser;
  let run: Run;
  let safelight: string;
  let ward: { readonly ward: string };
  let message: string;
  let setPage: string;
  const phones = new Map<Person, BrowserContext>();

  const start = async (): Promise<void> => {
    run = runProduct(settings);
    await waitFor(
      'it has started',
      () => {
        if (run.child.exitCode !== null) throw new Error(`It ended instead: ${run.out()}${run.err()}`);
        return run.out().includes('Ctrl-C stops everything') ? true : undefined;
      },
      START_MS,
    );
  };
  const killAndStart = async (): Promise<void> => {
    run.child.kill('SIGKILL');
    expect(await run.ended).toBe('SIGKILL');
    await start();
  };
  /** On that person's own phone, which stays signed in over every kill. */
  const at = async (person: Person, address: string): Promise<Page> => {
    const known = phones.get(person);
    const phone = known ?? (await ownBrowser(browser, 'phone'));
    phones.set(person, phone);
    const page = await phone.newPage();
    await page.goto(address);
    if (known === undefined) {
      await signIn(page, person);
      await page.waitForURL((url) => url.href.startsWith(safelight));
    }
    return page;
  };
  const inLedger = async (): Promise<StoredSet> => {
    const ledger = await openLedger(folders.home);
    const [set] = await ledger.setsOf(message);
    await ledger.close();
    if (set?.state !== 'stored') throw new Error('It is not in custody.');
    return set;
  };
  const cardSays = (says: RegExp) => cardSaying(atWard(ward, people.nurse), CLINICAL, says);
  const looksRight = async (page: Page, name: string): Promise<void> => {
    await photograph(page, name, true);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  };
  const answer = async (page: Page, what: string, words: string): Promise<void> => {
    await picturesLoaded(page);
    await page.locator('[data-buttons]:not([disabled])').waitFor();
    await page.getByLabel('Words with your answer (optional)').fill(words);
    await page.getByRole('button', { name: what }).click();
    await page.getByRole('heading', { name: 'Check your answer before it is sent' }).waitFor();
    await looksRight(page, `opinion-read-back-${what.toLowerCase().replaceAll(' ', '-')}`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answer has been sent.').waitFor();
  };
  const inRecord = async (): Promise<readonly Communication[]> => {
    const found = (await (await fetch(`${fhir.url}Communication`)).json()) as {
      readonly entry?: readonly { readonly resource: Communication }[];
    };
    return (found.entry ?? []).map(({ resource }) => resource);
  };

  beforeAll(async () => {
    folders = await makeFolders();
    const [port, wardPort] = [await freePort(), await freePort()];
    fhir = await startFhir({ folder: `${folders.folder}/fhir`, port: 0 });
    settings = {
      ...folders.settings,
      ...{ PORT: String(port), SAFELIGHT_WARD_PORT: String(wardPort), SAFELIGHT_FHIR_URL: fhir.url },
    };
    safelight = `http://localhost:${port}`;
    ward = { ward: `http://127.0.0.1:${wardPort}` };
    browser = await openBrowser();
    await start();
    const nurse = atWard(ward, people.nurse);
    message = await nurse.post(CLINICAL, {
      text: 'Bed 4, forearm burn',
      inline: [jpeg('burn.jpg', corpus('patient-a-1.jpg'))],
    });
    const { opens } = await cardSaying(nurse, CLINICAL, /held by Safelight/);
    setPage = opens.find((one) => /\/sets\/[\w-]+$/.test(one)) ?? '';
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    run.child.kill('SIGTERM');
    await run.ended;
    await fhir.close();
    await folders.remove();
  }, 120_000);

  it('asked: the question is in the ledger and on the card after the kill', async () => {
    const pressing = await visitViewer(safelight, people.nurse);
    const agreed = [
      ['answer', 'agreed'],
      ['age', 'adult'],
    ] as const;
    expect((await pressing.post(`${setPage}/consent`, agreed)).status).toBe(200);
    const nurse = await at(people.nurse, `${setPage}/ask`);
    await nurse.getByLabel('Ifan Pritchard, Northmoor Burns Centre', { exact: true }).check();
    await nurse.getByLabel(/^Urgent/).check();
    await nurse.getByLabel('Your question, in one line').fill(ASKED);
    await nurse.getByRole('button', { name: 'Send the question' }).click();
    // The patient was told of the ward alone: they are asked again before another trust sees it (CON-21).
    await nurse.locator('button[name="audience"][value="yes"]').click();
    await nurse.getByText(setPage).first().waitFor();
    await killAndStart();
    expect((await inLedger()).questions).toMatchObject([{ urgency: 'urgent', seen: [], answers: [] }]);
    // No message of ours reaches another trust: the card soon says to ring.
    await cardSays(/Urgent question to a colleague\. .*(?:Not yet seen|Nobody has looked yet\. Please ring)/);
  });

  it('seen: the burns consultant opens it with their own account, and that stands after the kill', async () => {
    const burns = await at(people.burnsConsultant, setPage);
    await burns.getByText(ASKED).waitFor();
    await picturesLoaded(burns);
    await burns.locator('[data-buttons]:not([disabled])').waitFor();
    await looksRight(burns, 'opinion-burns-sees');
    await killAndStart();
    const { tid, oid } = people.burnsConsultant;
    expect((await inLedger()).questions?.[0]?.seen).toMatchObject([{ by: { tid, oid } }]);
    await cardSays(/Urgent question to a colleague\. Seen/);
  });

  it('answered: a colleague in the conversation wants more views, the consultant answers, and both stand after the kills', async () => {
    const registrar = await at(people.registrar, setPage);
    await answer(registrar, 'More views please', 'One from the side, please.');
    await killAndStart();
    await cardSays(/Answered .*More views please/);
    expect((await inLedger()).questions?.[0]?.closed).toBeUndefined();
    const burns = await at(people.burnsConsultant, setPage);
    await answer(burns, 'Change plan', ANSWERED);
    await killAndStart();
    expect((await inLedger()).questions?.[0]).toMatchObject({
      answers: [{ category: 'more-views' }, { category: 'change-plan' }],
      closed: { why: 'answered' },
    });
    const card = await cardSays(/Answered .*Change plan/);
    expect(card.words).not.toMatch(/paraffin|forearm|Ifan/);
    const told = await cardSaying(
      atWard(ward, people.nurse),
      personalChat(people.nurse),
      /Your question has an answer/,
    );
    expect(told.words).not.toMatch(/paraffin|forearm|Ifan|Change plan/);
  });

  it('filed: each answer stands once in the patient’s record, and the asker reads both', async () => {
    const [edith] = patients;
    if (edith === undefined) throw new Error('no patient');
    const nurse = await at(people.nurse, `${setPage}/file`);
    await findPatient(nurse, edith);
    await confirmPatient(nurse);
    await killAndStart();
    const said = await waitFor(
      'both are in the record',
      async () => {
        const found = await inRecord();
        return found.length >= 2 ? found : undefined;
      },
      90_000,
    );
    const { images, questions } = await waitFor(
      'both are known to be',
      async () => {
        const set = await inLedger();
        const isKnown = set.questions?.[0]?.answers.every(({ filed }) => filed.length === 1);
        return isKnown === true ? set : undefined;
      },
      90_000,
    );
    const [filing] = images.map((image) => image.filing);
    expect(said).toHaveLength(2);
    for (const one of said)
      expect(one).toMatchObject({
        ...{ status: 'completed', subject: { reference: `Patient/${edith.id}` }, priority: 'urgent' },
        about: [{ reference: filing?.state === 'filed' ? filing.document : '' }],
        recipient: [{ display: people.nurse.name }],
      });
    expect(said.map(({ sender }) => sender?.display).sort()).toEqual(
      [`${people.burnsConsultant.name}, Northmoor Burns Centre`, people.registrar.name].sort(),
    );
    expect(JSON.stringify(said)).toContain(ANSWERED);
    process.stdout.write(`${JSON.stringify(said, undefined, 2)}\n`);
    const filed = questions?.[0]?.answers.flatMap((one) => one.filed.map(({ document }) => document));
    expect(filed?.toSorted()).toEqual(said.map(({ id }) => `Communication/${id ?? ''}`).toSorted());
    await nurse.goto(setPage);
    await nurse.getByText(ANSWERED).waitFor();
    await nurse.getByText('One from the side, please.').waitFor();
    await picturesLoaded(nurse);
    await looksRight(nurse, 'opinion-asker-reads');
    await nurse.goto(`${safelight}/mine`);
    await nurse.getByText('Answered: Change plan').waitFor();
    await looksRight(nurse, 'opinion-my-questions');
    const burns = await at(people.burnsConsultant, `${safelight}/mine`);
    await burns.getByText('Answered: Change plan').waitFor();
    await looksRight(burns, 'opinion-burns-list');
  });

  it('and the audit of it all is whole', async () => {
    const verified = runProduct(settings, [
      process.execPath,
      ...['--import', 'tsx', 'bot/cli/main.ts', 'audit', 'verify', '--json'],
    ]);
    expect([await verified.ended, verified.err()]).toEqual([0, '']);
  });
});
