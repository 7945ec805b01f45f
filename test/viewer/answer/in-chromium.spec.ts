import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { spawnDecoder } from '../../../bot/adapters/decoder/spawn-decoder.ts';
import * as people from '../../../bot/local/demonstration/people.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { later, MINUTE } from '../../../bot/set/instant.ts';
import { faultsOf, inBrowser, openBrowser } from '../../e2e/browser.ts';
import { openWindow, PHONE } from '../chromium.ts';
import { photo } from '../photo.ts';
import { seedQuestion } from '../seed-question.ts';
import type { World } from '../world.ts';
import { idOf, openWorld } from '../world.ts';

const kept = fileURLToPath(new URL('../../e2e/screenshots/', import.meta.url));

inBrowser('Answering on a phone', () => {
  let chromium: Chromium;
  let world: World;
  let set: StoredSet;
  const decoder = spawnDecoder({
    script: new URL('../../../bot/inspect/decoder-child.ts', import.meta.url),
    execArgv: ['--import', 'tsx'],
  });

  beforeAll(async () => {
    mkdirSync(kept, { recursive: true });
    chromium = await openBrowser();
    world = await openWorld({ decoder });
    set = await world.seed([await photo()]);
    await seedQuestion(world.parts, set, 'Blister over the heel, is it safe to leave until the morning?', {
      by: idOf(people.nurse),
      askedAt: later(world.clock.now(), -7 * MINUTE),
      toldTo: [{ person: idOf(people.registrar), at: world.clock.now(), why: 'asked' }],
    });
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
    await decoder.close();
  });

  const sit = async (who: Person) => openWindow(chromium, await world.as(who), world.address, PHONE);
  const shoot = (page: Page, name: string): Promise<Buffer> =>
    page.screenshot({ path: `${kept}answer-${name}.png`, fullPage: true });

  it('the answers are off until the whole picture has been decoded on the screen, then one is read back and sent', async () => {
    const { page, complaints } = await sit(people.registrar);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const screen = `**/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    await page.route(screen, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/sets/${set.id}`, { waitUntil: 'domcontentloaded' });
    const change = page.getByRole('button', { name: 'Change plan' });
    await change.waitFor();
    await page.getByText('You can answer once the whole picture has been shown to you.').waitFor();
    expect(await change.isEnabled()).toBe(false);
    await shoot(page, '1-off');
    expect(await faultsOf(page, 'best-practice')).toEqual([]);
    release();
    await page.locator('[data-buttons]:not([disabled])').waitFor();
    await page.getByLabel('Words with your answer (optional)').fill('Offload it now, dry dressing.');
    await shoot(page, '2-on');
    expect(await faultsOf(page, 'best-practice')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    await change.click();
    await page.getByRole('heading', { name: 'Check your answer before it is sent' }).waitFor();
    await page.getByText('A photograph never equals seeing the patient.').waitFor();
    await shoot(page, '3-read-back');
    expect(await faultsOf(page, 'best-practice')).toEqual([]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answer has been sent.').waitFor();
    await shoot(page, '4-sent');
    expect(await faultsOf(page, 'best-practice')).toEqual([]);
    expect(complaints).toEqual([]);
  }, 120_000);

  it('the asker reads the words, and both find it on their lists', async () => {
    const nurse = await sit(people.nurse);
    await nurse.page.goto(`/sets/${set.id}`, { waitUntil: 'networkidle' });
    await nurse.page.getByText('Offload it now, dry dressing.').waitFor();
    await shoot(nurse.page, '5-asker-reads');
    const mine = async (who: Person, name: string): Promise<void> => {
      const { page, complaints } = await sit(who);
      await page.goto('/mine', { waitUntil: 'networkidle' });
      await page.getByRole('heading', { name: 'My questions, my answers' }).waitFor();
      await shoot(page, name);
      expect([await faultsOf(page, 'best-practice'), complaints]).toEqual([[], []]);
    };
    await mine(people.nurse, '6-asked-by-me');
    await mine(people.registrar, '7-asked-of-me');
    await mine(people.consultant, '8-nothing-yet');
  }, 120_000);
});
