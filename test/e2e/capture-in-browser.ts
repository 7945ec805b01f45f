import { expect } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Moment } from '../../bot/local/ward/page-contract.ts';
import { faultsOf, ownBrowser, photograph } from './browser.ts';
import { signIn, sitAtWard } from './people-at-work.ts';
import type { Patient } from '../../bot/local/demonstration/patients.ts';
import type { AtWard } from './ward-api.ts';
import { cardsIn } from './ward-api.ts';
import type { Product } from './start-product.ts';

/** The address that Photo, beside the message box, opens: it names the conversation to Safelight alone. */
export const photoAddress = async (
  browser: Browser,
  product: Product,
  person: Person,
  place: string,
): Promise<string> => {
  const page = await sitAtWard(await ownBrowser(browser), product, person, place);
  await page.getByTestId('command-photo').click();
  const frame = await (await page.waitForSelector('[data-testid=dialog-frame]')).contentFrame();
  await frame?.waitForSelector('#capture', { state: 'attached' });
  const address = frame?.url() ?? '';
  await page.context().close();
  return address;
};

/** Says how it deletes pictures in words of its own. */
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

/** A phone on which this person has signed in, at that address, with whatever the page complained of. */
export const phoneAt = async (
  browser: Browser,
  person: Person,
  address: string,
  camera: 'camera' | 'no camera',
): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] }> => {
  const context = await browser.newContext({
    ...{ locale: 'en-GB', timezoneId: 'Europe/London', viewport: { width: 390, height: 844 } },
    ...{ deviceScaleFactor: 2, isMobile: true, hasTouch: true, userAgent: ANDROID },
  });
  context.setDefaultTimeout(40_000);
  if (camera === 'camera') await context.grantPermissions(['camera']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${new URL(address).origin}/mine`);
  await signIn(page, person);
  await page.goto(address);
  return { page, context, complaints };
};

/** The screen as it stands: photographed, read by axe, and no wider than the phone. */
export const look = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `capture-${name}`);
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
};

export const clockOf = async (product: Product): Promise<readonly Moment[]> =>
  (await (await fetch(`${product.ward}/ward/api/clock`)).json()) as readonly Moment[];

/** Counts taps, and waits before each as long as a person does. */
export interface Hand {
  tap(page: Page, button: string | RegExp, pauseMs: number): Promise<void>;
  readonly taps: number;
  /** Seconds since the hand was made. */
  seconds(): number;
}

export const handOf = (): Hand => {
  const began = performance.now();
  let taps = 0;
  return {
    get taps() {
      return taps;
    },
    seconds: () => (performance.now() - began) / 1000,
    tap: async (page, button, pauseMs) => {
      const target = page.getByRole('button', { name: button });
      await target.waitFor();
      // A person reads, then presses: the pause begins when there is something to press.
      await page.waitForTimeout(pauseMs);
      await target.tap();
      taps += 1;
    },
  };
};

/** Cards that stand for pictures; the bot's own greeting is none. */
export const countCards = async (at: AtWard, place: string): Promise<number> =>
  cardsIn(await at.messages(place)).filter(({ opens }) => opens.some((one) => one.includes('/sets/'))).length;

export const confirmBand = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Yes, this is the patient' }).tap();
  await page.getByRole('button', { name: 'Take the photograph' }).waitFor();
};

/** By number and date of birth, up to the question whether this is the patient. */
export const typePatient = async (page: Page, patient: Patient | undefined): Promise<void> => {
  const [year = '', month = '', day = ''] = (patient?.birthDate ?? '').split('-');
  await page.getByRole('button', { name: 'Type the number' }).tap();
  await page.getByLabel('NHS number').fill(patient?.nhsNumber ?? '');
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Month').fill(month);
  await page.getByLabel('Year').fill(year);
  await page.getByRole('button', { name: 'Find patient' }).tap();
  await page
    .getByText(`${patient?.given[0] ?? ''} ${patient?.family ?? ''}`)
    .first()
    .waitFor();
};

const [WIDE, HIGH] = [3840, 2880];

/** About 12 MB, as a phone's largest: noise, which nothing makes smaller. */
export const bigPhotograph = (): Promise<Buffer> =>
  sharp(randomBytes(WIDE * HIGH * 3), { raw: { width: WIDE, height: HIGH, channels: 3 } })
    .jpeg({ quality: 97 })
    .toBuffer();

/** What pasting a picture from elsewhere does. */
export const pasteFile = async (page: Page, bytes: Buffer): Promise<void> => {
  await page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString('base64'))}), (one) => one.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'picture.jpg', { type: 'image/jpeg' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`,
  );
};
