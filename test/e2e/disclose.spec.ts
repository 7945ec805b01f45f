import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { patients } from '../../bot/local/demonstration/patients.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import { type LocalFhir, startFhir } from '../../bot/local/fhir/start-fhir.ts';
import { corpus } from '../corpus/corpus.ts';
import { inBrowser, openBrowser, ownBrowser } from './browser.ts';
import { confirmPatient, findPatient } from './file-in-viewer.ts';
import { picturesLoaded, signIn } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardsIn, CLINICAL, jpeg } from './ward-api.ts';

jest.setTimeout(240_000);

const [edith] = patients;
if (edith === undefined) throw new Error('a patient');
const GROUND = ['--why', 'subject-access', '--basis', '6(1)(c)+9(2)(f)', '--by', 'lead-object-id'];
const REASON = 'The patient asked in writing.';

interface Noted {
  readonly entry?: readonly {
    readonly resource: {
      readonly description: string;
      readonly context: { readonly related: readonly { readonly identifier: { readonly value: string } }[] };
    };
  }[];
}

inBrowser('A patient asks for their photographs', () => {
  let product: Product;
  let record: LocalFhir;
  let browser: Browser;
  let nurse: Page;
  let folder: string;
  let set = '';
  const posted = corpus('patient-a-1.jpg');

  const noted = async () =>
    ((await (await fetch(`${record.url}DocumentReference`)).json()) as Noted).entry?.[0]?.resource;
  const saysInRecord = (words: string): Promise<void> =>
    until(
      `the record says: ${words}`,
      60_000,
      async () => (await noted())?.description.includes(words) === true,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-e2e-disclose-'));
    browser = await openBrowser();
    record = await startFhir({ folder: join(folder, 'record'), port: 0 });
    product = await startProduct({ SAFELIGHT_FHIR_URL: record.url });
    const ward = atWard(product, people.nurse);
    await ward.post(CLINICAL, { text: 'Heel, bay 2', inline: [jpeg('heel.jpg', posted)] });
    await until('the card', 60_000, async () => {
      const opens = cardsIn(await ward.messages(CLINICAL)).flatMap((card) => card.opens);
      set = opens.map((one) => /\/sets\/([\w-]+)$/.exec(one)?.[1]).find((one) => one !== undefined) ?? '';
      return set !== '';
    });
    nurse = await (await ownBrowser(browser, 'phone')).newPage();
    await nurse.goto(`${product.safelight}/sets/${set}`);
    await signIn(nurse, people.nurse);
    await picturesLoaded(nurse);
    await nurse.goto(`${product.safelight}/sets/${set}/file`);
    await findPatient(nurse, edith);
    await confirmPatient(nurse);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await record.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has a note beside it in the record, which follows what the patient agreed to', async () => {
    await saysInRecord('nobody has recorded yet what the patient agreed to');
    await nurse.goto(`${product.safelight}/sets/${set}/consent`);
    await nurse.getByRole('button', { name: /^Agreed aloud/ }).click();
    await saysInRecord('Consent: agreed aloud; asked by');
    const { json } = await product.command('show', set);
    const { events } = json as { events: readonly { kind: string; facts?: { bound?: string } }[] };
    const bound = events.find(({ kind }) => kind === 'consent-recorded')?.facts?.bound ?? 'none';
    expect((await noted())?.context.related.map(({ identifier }) => identifier.value)).toContain(bound);
    expect(await product.command('fsck')).toMatchObject({ exit: 0 });
  });

  it('gives the pack for the number that is typed, and the original bit for bit, and keeps the log', async () => {
    const to = join(folder, 'pack');
    const given = await product.typed(
      [edith.nhsNumber, REASON],
      'disclose',
      'patient',
      ...GROUND,
      '--organisation',
      'XHB',
      '--to',
      to,
    );
    expect(given).toMatchObject({ exit: 0, json: { items: [{ set, consent: { how: 'verbal' } }] } });
    expect((await stat(to)).mode & 0o777).toBe(0o700);
    const picture = (await readdir(to)).find((name) => name.endsWith('.jpg')) ?? '';
    const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(hash(await readFile(join(to, picture)))).toBe(hash(posted));
    const text = await readFile(join(to, 'pack.txt'), 'utf8');
    expect(text).toMatch(/Opened by 1 person\(s\)/);
    expect(await product.command('disclosures')).toMatchObject({ json: { all: 1 } });
    expect(await product.command('audit', 'verify')).toMatchObject({ exit: 0 });
    for (const secret of [edith.nhsNumber, REASON]) expect(product.said()).not.toContain(secret);
  });

  it('gives nothing without a ground, and nothing of another patient', async () => {
    expect(await product.typed([REASON], 'disclose', set, '--by', 'lead')).toMatchObject({ exit: 1 });
    const other = patients[1]?.nhsNumber ?? '';
    const none = await product.typed(
      [other, REASON],
      'disclose',
      'patient',
      ...GROUND,
      '--organisation',
      'XHB',
    );
    expect(none).toMatchObject({ exit: 1, json: { items: [] } });
  });
});
