import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { spawnDecoder } from '../../../bot/adapters/decoder/spawn-decoder.ts';
import { consultant } from '../../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { DAY, later } from '../../../bot/set/instant.ts';
import { faultsOf, inBrowser, openBrowser } from '../../e2e/browser.ts';
import { until } from '../../e2e/until.ts';
import { DESK, openWindow, PHONE } from '../chromium.ts';
import { photo } from '../photo.ts';
import type { World } from '../world.ts';
import { idOf, openWorld } from '../world.ts';
import { HEEL, photographed } from './series-ward.ts';

const kept = fileURLToPath(new URL('../../e2e/screenshots/', import.meta.url));
const tvn = { roles: ['Clinician', 'PatientRecord', 'TissueViability'] };

inBrowser('Photographs of one wound over time, in a real browser', () => {
  let chromium: Chromium;
  let world: World;
  let sets: StoredSet[];
  const decoder = spawnDecoder({
    script: new URL('../../../bot/inspect/decoder-child.ts', import.meta.url),
    execArgv: ['--import', 'tsx'],
  });

  beforeAll(async () => {
    mkdirSync(kept, { recursive: true });
    chromium = await openBrowser();
    world = await openWorld({ decoder });
    const taken = (day: string) => ({ takenAt: { local: `2026-${day}T08:31:00`, source: 'exif' } }) as const;
    const next = { by: idOf(consultant), at: later(world.clock.now(), -DAY) };
    sets = [
      await photographed(world, 14, await photo('patient-a-1.jpg', taken('02-16'))),
      await photographed(world, 7, await photo('forearm.jpg', taken('02-23'))),
      await photographed(world, 0.1, await photo('forearm.jpg', taken('03-02')), {
        sited: HEEL,
        image: { series: { next: { ...next, dueAt: later(world.clock.now(), 3 * DAY) } } },
      }),
      await photographed(world, 3, await photo('patient-a-1.jpg', taken('02-27')), {
        sited: HEEL,
        image: { series: { number: 2 } },
      }),
      await photographed(world, 2, await photo('forearm.jpg', taken('02-28')), {
        sited: { site: 'sacrum' },
        consent: {
          restriction: {
            ...{ why: 'injury', viewers: [idOf(consultant)], by: idOf(consultant), keepWhole: false },
            at: world.clock.now(),
          },
        },
      }),
    ];
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  const address = (): string => `/sets/${sets[2]?.id ?? ''}/series`;
  const pair = (as: string): string => {
    const [a, b] = [sets[0], sets[2]].map((set) => `${set?.id ?? ''}.${set?.images[0]?.id ?? ''}`);
    return `${address()}/compare?a=${a ?? ''}&b=${b ?? ''}&as=${as}`;
  };
  const look = async (
    path: string,
    viewport: typeof PHONE,
    name: string,
    act: (page: Page) => Promise<void> = async () => undefined,
  ): Promise<readonly string[]> => {
    const session = await world.as(consultant, tvn);
    const { page, context, complaints } = await openWindow(chromium, session, world.address, viewport);
    await page.goto(path, { waitUntil: 'networkidle' });
    await act(page);
    await page.screenshot({ path: `${kept}series-${name}.png`, fullPage: true });
    const faults = await faultsOf(page, 'best-practice');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    await context.close();
    return [...faults, ...complaints, ...(width > viewport.width ? [`${width} px wide`] : [])];
  };

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])(
    'every page is readable and usable by everyone on a %s',
    async (name, viewport) => {
      expect(await look(address(), viewport, `${name}-timeline`)).toEqual([]);
      expect(await look(pair('side'), viewport, `${name}-side`)).toEqual([]);
      expect(await look(pair('slider'), viewport, `${name}-slider`)).toEqual([]);
    },
    120_000,
  );

  it('the slider moves by arrow keys and by touch, and moves no photograph', async () => {
    const faults = await look(pair('slider'), PHONE, 'phone-slider-moved', async (page) => {
      const edge = page.getByRole('slider', { name: 'Move from the earlier photograph to the later one' });
      const shown = (): Promise<string> =>
        page.evaluate(`document.querySelector('[data-over]').style.clipPath`);
      const places = (): Promise<unknown> =>
        page.evaluate(
          `[...document.querySelectorAll('[data-screen]')].map((one) => JSON.stringify(one.getBoundingClientRect()))`,
        );
      await edge.focus();
      await page.evaluate('window.scrollTo(0, 0)');
      const before = await places();
      await edge.press('ArrowRight');
      expect(await edge.inputValue()).toBe('51');
      expect(await shown()).toBe('inset(0px 0px 0px 51%)');
      const box = await page.locator('.series-slider__box').boundingBox();
      await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) * 0.25, (box?.y ?? 0) + 60);
      expect(Number(await edge.inputValue())).toBeCloseTo(25, -1);
      expect(await places()).toEqual(before);
    });
    expect(faults).toEqual([]);
  });

  it('a restricted photograph of the timeline is not fetched until somebody presses', async () => {
    const closed = `/sets/${sets[4]?.id ?? ''}/images/`;
    const faults = await look(address(), DESK, 'desk-veiled', async (page) => {
      const veil = page.locator('.safelight-veil').first();
      await veil.scrollIntoViewIfNeeded();
      const fetched = (): Promise<number> =>
        page.evaluate(
          `performance.getEntriesByType('resource').filter((one) => one.name.includes('${closed}')).length`,
        );
      expect(await fetched()).toBe(0);
      await veil.locator('summary').click();
      await until('the picture', 10_000, async () => (await fetched()) === 1);
    });
    expect(faults).toEqual([]);
  });
});
