import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import type { Browser } from './browser.ts';

const PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const hasChromium = existsSync(PATH);
if (!hasChromium && process.env['CI'] === 'true') throw new Error(`no Chromium at ${PATH}`);
if (!hasChromium) process.stdout.write(`Skipped: browser tests need Chromium at ${PATH}\n`);

export const openChromium = (args: readonly string[] = []): Promise<Chromium> =>
  chromium.launch({ executablePath: PATH, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] });

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** A window in which this person is signed in already. Whatever the page's own policy blocks is an error. */
export const openWindow = async (
  browser: Chromium,
  session: Browser,
  address: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] }> => {
  const context = await browser.newContext({
    viewport,
    hasTouch: viewport.width < 600,
    isMobile: viewport.width < 600,
    deviceScaleFactor: viewport.width < 600 ? 2 : 1,
    locale: 'en-GB',
    baseURL: address,
  });
  await context.addCookies([...session.cookies].map(([name, value]) => ({ name, value, url: address })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA rules that the page breaks, each with where. */
export const accessibilityFaults = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await (
      globalThis as unknown as {
        axe: {
          run(
            options: unknown,
          ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[] }>;
        };
      }
    ).axe.run({
      runOnly: {
        type: 'tag',
        values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
    );
  });
};
