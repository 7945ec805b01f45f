import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { illustrator, nurse, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, later, SECOND } from '../../bot/set/instant.ts';
import { DESK, openWindow, PHONE } from '../viewer/chromium.ts';
import { photo } from '../viewer/photo.ts';
import { placed } from '../viewer/series/series-ward.ts';
import type { World } from '../viewer/world.ts';
import { idOf, openWorld, policy } from '../viewer/world.ts';
import { faultsOf, inBrowser, openBrowser, photograph } from './browser.ts';
import { until } from './until.ts';

const withLead = {
  organisations: policy.organisations.map((one) => ({ ...one, illustration: { lead: illustrator.oid } })),
};
const SETS = 12;
const EACH = 5;

inBrowser('Medical Illustration at work', () => {
  let chromium: Chromium;
  let world: World;
  const sets: StoredSet[] = [];
  const decoder = spawnDecoder({
    script: new URL('../../bot/inspect/decoder-child.ts', import.meta.url),
    execArgv: ['--import', 'tsx'],
  });

  beforeAll(async () => {
    chromium = await openBrowser();
    world = await openWorld({ decoder, change: () => ({ policy: withLead }) });
    const pictures = [await photo(), await photo('patient-a-1.jpg')];
    for (let at = 0; at < SETS; at += 1) {
      const images = Array.from({ length: EACH }, (_, each) => pictures[(at + each) % 2] ?? pictures[0]);
      const posted = { postedAt: later(world.clock.now(), (at - SETS) * HOUR), poster: idOf(nurse) };
      sets.push(
        await world.seed(
          images.flatMap((one) => one ?? []),
          posted,
        ),
      );
    }
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  const sit = async (viewport: typeof PHONE) =>
    openWindow(chromium, await world.as(illustrator), world.address, viewport);
  const change = async (set: StoredSet, image: (was: StoredImage) => StoredImage): Promise<void> => {
    await world.ledger.change(set.organisation, set.id, {
      to: (row) => (row.state === 'stored' ? { ...row, images: row.images.map(image) } : row),
      events: [],
    });
  };
  const pictureShown = (page: Page): Promise<void> =>
    until('the picture', 30_000, () =>
      page.evaluate<boolean>(
        `[...document.querySelectorAll('.review-picture')].some((one) => one.complete && one.naturalWidth > 0)`,
      ),
    );
  /** Presses keys, the last of which leaves the page for another. */
  const keys = async (page: Page, ...all: readonly string[]): Promise<void> => {
    const left = page.waitForEvent('framenavigated');
    for (const key of all) await page.keyboard.press(key);
    await left;
    // With its script, which hears the keys.
    await page.waitForLoadState();
  };
  const reviews = async () => {
    const rows = await Promise.all(sets.map((set) => world.read(set.id)));
    return rows.flatMap((row) => (row.state === 'stored' ? row.images : [])).map(({ review }) => review);
  };

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])(
    'has pages that are readable and usable by everyone on a %s',
    async (name, viewport) => {
      const [first, second] = sets as [StoredSet, StoredSet];
      const by = idOf(registrar);
      const restriction = { why: 'injury', viewers: [by], by, at: first.postedAt, keepWhole: false } as const;
      const { page, context, complaints } = await sit(viewport);
      const faults: Record<string, readonly string[]> = {};
      const look = async (title: string, path: string, act?: () => Promise<void>): Promise<void> => {
        await page.goto(path, { waitUntil: 'networkidle' });
        await act?.();
        await photograph(page, `illustration-${name}-${title}`, true);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        faults[title] = [
          ...(await faultsOf(page, 'best-practice')),
          ...(width > viewport.width ? [`${width} px wide`] : []),
        ];
      };
      await look('worklist', '/illustration');
      await look('reasons', '/illustration', () => page.keyboard.press('n'));
      await look('keys', '/illustration', () => page.keyboard.press('?'));
      await look('nothing-from-patients', '/illustration?lane=patient');
      await change(first, (was) => ({ ...was, consent: placed(undefined, { restriction }) }));
      await look('closed', '/illustration');
      await change(first, ({ consent: _closed, ...was }) => was);
      const [image] = second.images;
      const asked = { askedBy: by, askedAt: second.postedAt };
      await change(second, (was) =>
        was.id === image?.id ? { ...was, review: { photographer: asked } } : was,
      );
      await look('photographers', '/illustration/photographers');
      await look('report', '/illustration/report');
      await look('training', '/illustration/training');
      await change(second, ({ review: _asked, ...was }) => was);
      await context.close();
      for (const [title, found] of Object.entries(faults)) expect([title, found]).toEqual([title, []]);
      expect(complaints).toEqual([]);
    },
    120_000,
  );

  it('says what came of it beside the picture, on a phone', async () => {
    const [first] = sets as [StoredSet];
    const by = idOf(illustrator);
    const verdict = { says: 'not-suitable', why: 'too-dark', by, at: world.clock.now() } as const;
    await change(first, (was) => ({ ...was, review: { verdict } }));
    const { page, context, complaints } = await openWindow(
      chromium,
      await world.as(registrar),
      world.address,
      PHONE,
    );
    await page.goto(`/sets/${first.id}`, { waitUntil: 'networkidle' });
    await page.getByText('Not suitable as a clinical health record').first().waitFor();
    await photograph(page, 'illustration-phone-outcome');
    expect([...(await faultsOf(page, 'best-practice')), ...complaints]).toEqual([]);
    await context.close();
    await change(first, ({ review: _judged, ...was }) => was);
  }, 60_000);

  it('single keys can be turned off, and nothing happens then', async () => {
    const { page, context } = await sit(DESK);
    await page.goto('/illustration', { waitUntil: 'networkidle' });
    await page.keyboard.press('?');
    await page.getByLabel('Use single keys').uncheck();
    await page.keyboard.press('a');
    await page.reload({ waitUntil: 'networkidle' });
    await page.keyboard.press('a');
    await page.keyboard.press('n');
    expect(await page.locator('details[data-choices][open]').count()).toBe(0);
    expect((await reviews()).every((one) => one === undefined)).toBe(true);
    await context.close();
  }, 60_000);

  it('reviews 60 pictures by keyboard alone, each of them shown first', async () => {
    const { page, context, complaints } = await sit(DESK);
    await page.goto('/illustration');
    const began = performance.now();
    await reviewAll(page, context);
    const seconds = (performance.now() - began) / 1000;
    expect(complaints).toEqual([]);
    const done = await reviews();
    const says = (what: string): number => done.filter((one) => one?.verdict?.says === what).length;
    expect([says('accepted'), says('not-suitable')]).toEqual([50, 10]);
    const opened = (await world.events()).filter(
      ({ kind, by }) => kind === 'image-opened' && typeof by === 'object' && by.oid === illustrator.oid,
    );
    expect(new Set(opened.map(({ image }) => image)).size).toBe(SETS * EACH);
    process.stdout.write(
      `${SETS * EACH} pictures reviewed by keyboard in ${seconds.toFixed(1)} s, ${(seconds / (SETS * EACH)).toFixed(2)} s each (accepted ${says('accepted')}, not suitable ${says('not-suitable')}, relabelled ${done.filter((one) => one?.source !== undefined).length}, photographers ${done.filter((one) => one?.photographer !== undefined).length}, tips ${done.filter((one) => one?.tip !== undefined).length})\n`,
    );
    await photograph(page, 'illustration-desk-done');
    await page.goto('/illustration/report');
    await photograph(page, 'illustration-desk-report-after', true);
    await page.goto('/illustration/training');
    await photograph(page, 'illustration-desk-training-after', true);
    await context.close();
  }, 240_000);

  /** Of every six one is not suitable; a label, a photographer and a tip come by the way. */
  const reviewAll = async (page: Page, _context: BrowserContext): Promise<void> => {
    for (let at = 0; at < SETS * EACH; at += 1) {
      await pictureShown(page);
      // The limit on requests goes by the product's clock, which stands still unless told.
      world.clock.pass(5 * SECOND);
      if (at === 3) await keys(page, 'l', '2');
      if (at === 4) await keys(page, 'p');
      if (at === 5) await keys(page, 't', '1');
      if (at === 7) {
        await keys(page, 'j');
        await keys(page, 'k');
      }
      if (at % 6 === 5) await keys(page, 'n', String(1 + (at % 9)));
      else await keys(page, 'a');
    }
    await page.getByText('Nothing waits').waitFor();
  };
});
