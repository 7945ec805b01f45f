import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { waitUntil } from '../../crash/real/wait-until.ts';
import { median } from '../table.ts';

const CHROMIUM = '/usr/bin/chromium';
const LINE = { offline: false, latency: 50, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

/** When the first preview and the first full picture have come and can be drawn; from the tap, by the page's own clock. */
const WATCH = `
  window.came = {};
  const look = () => {
    for (const [name, where] of [['preview', '[data-preview]'], ['full', '[data-screen]']]) {
      const img = document.querySelector('img' + where);
      if (img && img.complete && img.naturalWidth > 0 && window.came[name] === undefined)
        window.came[name] = performance.now();
    }
    if (window.came.full === undefined) setTimeout(look, 4);
  };
  look();
`;

export interface Seen {
  readonly preview: number;
  readonly full: number;
}

/** Chromium as a phone over 10 Mbit/s and 50 ms; a session that was begun before, nothing in its cache. */
export const openOnPhone = async (
  address: string,
  path: string,
  cookies: readonly string[],
): Promise<{ readonly median: Seen; readonly worst: Seen } | { readonly absent: string }> => {
  if (!existsSync(CHROMIUM)) return { absent: `${CHROMIUM} is not installed` };
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const all: Seen[] = [];
    for (const cookie of cookies) all.push(await look(browser, address, path, cookie));
    const of = (name: keyof Seen): number[] => all.map((one) => one[name]);
    return {
      median: { preview: median(of('preview')), full: median(of('full')) },
      worst: { preview: Math.max(...of('preview')), full: Math.max(...of('full')) },
    };
  } finally {
    await browser.close();
  }
};

const look = async (
  browser: Awaited<ReturnType<typeof chromium.launch>>,
  address: string,
  path: string,
  cookie: string,
): Promise<Seen> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  try {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: address }]);
    await context.addInitScript(WATCH);
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', LINE);
    await page.goto(`${address}${path}`, { waitUntil: 'commit' });
    // Asked from outside: the page's own policy lets nothing be evaluated within it.
    await waitUntil('the full picture', 60_000, () =>
      page.evaluate<boolean>('window.came.full !== undefined'),
    );
    return await page.evaluate<Seen>('window.came');
  } finally {
    await context.close();
  }
};
