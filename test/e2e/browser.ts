import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const SCREENSHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));
const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * `describe` where there is a browser. Where there is none the sentences are left out, and it is said why; a gate
 * (CI=true) must not pass without them.
 */
export const inBrowser = ((): typeof describe | typeof describe.skip => {
  if (existsSync(CHROMIUM)) return describe;
  if (process.env['CI'] === 'true')
    throw new Error(`${CHROMIUM} is missing: the browser tests must run here.`);
  process.stdout.write(`Browser tests are left out: ${CHROMIUM} is not installed.\n`);
  return describe.skip;
})();

/** With more of Chromium's own arguments where a test needs them. */
export const openBrowser = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] });

/** Room for a desk, and for a phone held upright (390 × 844 CSS pixels). */
export type Size = 'desk' | 'phone';

const PATIENCE_MS = 30_000;

/** A browser of one person's own: cookies and tabs are shared with nobody else. */
export const ownBrowser = async (browser: Browser, size: Size = 'desk'): Promise<BrowserContext> => {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...(size === 'desk'
      ? { viewport: { width: 1280, height: 860 } }
      : {
          viewport: { width: 390, height: 844 },
          deviceScaleFactor: 2,
          isMobile: true,
          hasTouch: true,
        }),
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
};

/** What the page looks like now, kept as `screenshots/<name>.png`. */
export const photograph = async (page: Page, name: string, whole = false): Promise<void> => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: whole });
};

interface AxeFinding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What axe-core finds against WCAG 2.2 A and AA (and `more` of its tags) on the page as it stands: one line a fault, none where all is well. */
export const faultsOf = async (page: Page, ...more: readonly string[]): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: readonly AxeFinding[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify([...TAGS, ...more])}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
};
