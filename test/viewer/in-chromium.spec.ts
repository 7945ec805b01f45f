import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { consultant, informationGovernance, nurse, registrar } from '../../bot/local/demonstration/people.ts';
import { later, HOUR, MINUTE } from '../../bot/set/instant.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { faultsOf, inBrowser, openBrowser } from '../e2e/browser.ts';
import { DESK, openWindow, PHONE } from './chromium.ts';
import { film, letter, photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

const kept = fileURLToPath(new URL('../e2e/screenshots/', import.meta.url));

inBrowser('In a real browser', () => {
  let chromium: Chromium;
  let world: World;
  let set: StoredSet;
  const decoder = spawnDecoder({
    script: new URL('../../bot/inspect/decoder-child.ts', import.meta.url),
    execArgv: ['--import', 'tsx'],
  });

  beforeAll(async () => {
    mkdirSync(kept, { recursive: true });
    chromium = await openBrowser();
    world = await openWorld({ decoder });
    set = await world.seed([await photo(), await photo('patient-a-1.jpg'), await film()], {
      text: 'Bed 4. Left heel, day 3 of antibiotics.\nIs this spreading? Please look before the 10:00 round.',
    });
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  const look = async (
    who: typeof nurse,
    path: string,
    viewport: typeof PHONE,
    act: (page: Page) => Promise<void>,
  ): Promise<readonly string[]> => {
    const { page, context, complaints } = await openWindow(
      chromium,
      await world.as(who),
      world.address,
      viewport,
    );
    await page.goto(path, { waitUntil: 'networkidle' });
    await act(page);
    const faults = await faultsOf(page, 'best-practice');
    await context.close();
    return [...faults, ...complaints];
  };
  const shoot = (page: Page, name: string, fullPage = true): Promise<Buffer> =>
    page.screenshot({ path: `${kept}viewer-${name}.png`, fullPage });

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])(
    'the pages are readable and usable by everyone on a %s',
    async (name, viewport) => {
      const found: Record<string, readonly string[]> = {};
      const see = async (title: string, who: typeof nurse, path: string): Promise<void> => {
        found[title] = await look(who, path, viewport, async (page) => {
          await shoot(page, `${name}-${title}`);
        });
      };
      const lapsed = await world.seed([await photo()], {
        change: { lapsesAt: later(world.clock.now(), -MINUTE) },
      });
      const odd = await world.seed(
        [await photo('forearm.heic', { rendition: 'impossible' }), await letter()],
        {
          text: '',
        },
      );
      const marked = await world.seed([await photo()], {
        change: { notClinical: { by: idOf(nurse), at: later(world.clock.now(), -HOUR) } },
      });
      await see('set', registrar, `/sets/${set.id}`);
      await see('own-set', nurse, `/sets/${set.id}?done=renewed`);
      await see('not-displayable', nurse, `/sets/${odd.id}`);
      await see('marked', nurse, `/sets/${marked.id}`);
      await see('lapsed', registrar, `/sets/${lapsed.id}`);
      await see('receipt', registrar, `/sets/${set.id}/receipt`);
      await see('file', registrar, `/sets/${set.id}/file`);
      await see('mine', nurse, '/mine');
      await see('console', informationGovernance, '/console');
      for (const [title, faults] of Object.entries(found))
        expect([title, faults]).toEqual([title, title === 'lapsed' ? [expect.stringContaining('403')] : []]);
    },
    120_000,
  );

  it('an image fits the screen, zooms to its own pixels and back, and the next one is a press away', async () => {
    const faults = await look(consultant, `/sets/${set.id}`, PHONE, async (page) => {
      const width = (): Promise<number> =>
        page.evaluate(`document.querySelector('[data-photo]').getBoundingClientRect().width`);
      const fit = await width();
      expect(fit).toBeLessThanOrEqual(PHONE.width);
      await page.getByRole('button', { name: '1:1, actual size' }).first().click();
      const natural = await page
        .locator('[data-screen]')
        .first()
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      expect(Math.round((await width()) * 2)).toBe(natural);
      await shoot(page, 'phone-zoomed', false);
      await page.getByRole('button', { name: 'Fit' }).first().click();
      expect(await width()).toBeCloseTo(fit, 0);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.locator('[data-where]', { hasText: 'Image 2 of 3' }).waitFor();
    });
    expect(faults).toEqual([]);
  });

  it('the picture is blank while the page is hidden, and gone when it has been left alone', async () => {
    const faults = await look(registrar, `/sets/${set.id}`, PHONE, async (page) => {
      await hide(page, true);
      expect(await page.locator('.safelight-gallery').isVisible()).toBe(false);
      await hide(page, false);
      expect(await page.locator('.safelight-gallery').isVisible()).toBe(true);
      await page.clock.install();
      await page.reload({ waitUntil: 'networkidle' });
      await page.clock.fastForward('05:01');
      await page.locator('.safelight-cover').waitFor();
      expect(await page.locator('[data-screen]').count()).toBe(0);
      await shoot(page, 'phone-left-alone', false);
    });
    expect(faults).toEqual([]);
  });

  it('a person files an image to a patient with mistakes on the way, by keyboard and by the errors’ own links', async () => {
    const mine = await world.seed([await photo('patient-b-1.jpg'), await photo('patient-b-2.jpg')]);
    const faults = await look(registrar, `/sets/${mine.id}`, PHONE, async (page) => {
      await page.getByRole('link', { name: 'File to patient' }).click();
      await page.getByLabel('NHS number').fill('943 476 5918');
      await page.getByRole('button', { name: 'Find patient' }).click();
      await page.getByRole('alert').getByRole('link', { name: 'This NHS number is not valid' }).click();
      await shoot(page, 'phone-file-errors');
      expect(await faultsOf(page, 'best-practice')).toEqual([]);
      await page.getByLabel('NHS number').fill('943 476 5919');
      for (const [box, value] of [
        ['Day', '9'],
        ['Month', '3'],
        ['Year', '1941'],
      ] as const)
        await page.getByLabel(box).fill(value);
      await page.getByLabel('Image 1 of 2').check();
      await page.getByRole('button', { name: 'Find patient' }).click();
      await page.getByText('Edith Marlowe').waitFor();
      await shoot(page, 'phone-confirm');
      expect(await faultsOf(page, 'best-practice')).toEqual([]);
      await page.getByRole('button', { name: 'This is the right patient' }).click();
      await page.getByText('NHS number 943 476 5919').waitFor();
      await page.waitForLoadState('networkidle');
      await shoot(page, 'phone-filed');
    });
    expect(faults.filter((one) => !one.includes('400'))).toEqual([]);
  });
});

/** As when the person turns to another tab or app: text, because it runs in the page. */
const hide = (page: Page, hidden: boolean): Promise<unknown> =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${String(hidden)}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);
