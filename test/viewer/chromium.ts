import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import type { Browser } from './browser.ts';

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
