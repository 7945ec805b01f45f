import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { faultsOf, inBrowser, openBrowser } from '../e2e/browser.ts';
import { openWindow, PHONE } from './chromium.ts';
import { photo } from './photo.ts';
import { placed } from './series/series-ward.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

const kept = fileURLToPath(new URL('../e2e/screenshots/', import.meta.url));

inBrowser('What is asked beside a picture, on a phone', () => {
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
    set = await world.seed([await photo()]);
    await world.parts.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored'
          ? { ...row, images: row.images.map((one) => ({ ...one, processed: ['hdr'] })) }
          : row,
      events: [],
    });
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  const sit = async (who: typeof nurse, path: string): Promise<{ page: Page; complaints: string[] }> => {
    const { page, complaints } = await openWindow(chromium, await world.as(who), world.address, PHONE);
    await page.goto(path, { waitUntil: 'networkidle' });
    return { page, complaints };
  };
  const shoot = async (page: Page, name: string, fullPage = true): Promise<void> => {
    await page.screenshot({ path: `${kept}asked-${name}.png`, fullPage });
    expect(await faultsOf(page, 'best-practice')).toEqual([]);
    // Nothing is wider than the phone.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  };

  it('the first opening says what it asks of people, and the picture is still on the first screen', async () => {
    const { page, complaints } = await sit(registrar, `/sets/${set.id}`);
    await shoot(page, '1-first-opening', false);
    const stage = await page.locator('[data-stage]').first().boundingBox();
    expect(stage?.y ?? PHONE.height).toBeLessThan(PHONE.height);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('who took it, and how it came, are each answered with what a thumb can choose', async () => {
    const { page, complaints } = await sit(nurse, `/sets/${set.id}`);
    await page.getByText('Who took it, when and with what?').click();
    await shoot(page, '2-who-took-it');
    await page.getByLabel('Who took it', { exact: true }).selectOption('colleague');
    await page.getByLabel('With what', { exact: true }).selectOption('phone');
    await page.getByLabel('When', { exact: true }).selectOption('same-day');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Taken by a colleague of whoever posted it').waitFor();
    await page.getByText('Was it sent to you first?').click();
    await page.getByLabel('It came').selectOption('personal-email');
    await page.locator('form[action$="/came-by"] button').click();
    await page.getByText('This may be a data breach').waitFor();
    await shoot(page, '3-may-be-a-breach');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('an intimate picture asks for the chaperone, open until somebody said', async () => {
    const intimate = await world.seed([await photo()]);
    const by = idOf(nurse);
    await world.parts.ledger.change(intimate.organisation, intimate.id, {
      to: (row) => {
        if (row.state !== 'stored') return row;
        const restriction = {
          why: 'intimate',
          viewers: [by],
          by,
          at: row.postedAt,
          keepWhole: false,
        } as const;
        const consent = placed(undefined, { intimate: true, restriction });
        return { ...row, images: row.images.map((one) => ({ ...one, consent })) };
      },
      events: [],
    });
    const { page, complaints } = await sit(nurse, `/sets/${intimate.id}`);
    await shoot(page, '4-chaperone');
    await page.getByRole('button', { name: 'Offered, and the patient did not want one' }).click();
    await page.getByText('Chaperone: offered, the patient did not want one').waitFor();
    await shoot(page, '5-chaperone-said');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);
});
