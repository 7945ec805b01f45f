import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { f1, informationGovernance, nurse, outsider } from '../../bot/local/demonstration/people.ts';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import { factsOf } from '../../bot/policy/consent/facts-of.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { faultsOf, inBrowser, openBrowser } from '../e2e/browser.ts';
import { openWindow, PHONE } from './chromium.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld, policy } from './world.ts';

const kept = fileURLToPath(new URL('../e2e/screenshots/', import.meta.url));
const opinions = {
  switchboard: '01632 960 000',
  seenWithin: { urgent: 5, today: 60 },
  askOutside: true,
  colleagues: [{ oid: outsider.oid, name: outsider.name }],
  otherTrusts: [],
  roles: [],
};

inBrowser('Consent beside a picture, on a phone', () => {
  let chromium: Chromium;
  let world: World;
  let set: StoredSet;
  beforeAll(async () => {
    mkdirSync(kept, { recursive: true });
    chromium = await openBrowser();
    const organisations = policy.organisations.map((one, at) => (at === 0 ? { ...one, opinions } : one));
    world = await openWorld({ change: () => ({ policy: { organisations } }) });
    set = await world.seed([await photo()]);
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await world.close();
  });

  const sit = async (who: typeof nurse, path: string): Promise<{ page: Page; complaints: string[] }> => {
    const { page, complaints } = await openWindow(chromium, await world.as(who), world.address, PHONE);
    await page.goto(path, { waitUntil: 'networkidle' });
    return { page, complaints };
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: `${kept}consent-${name}.png`, fullPage: true });
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  };

  it('whoever answers for a colleague finds the question open, and nothing chosen (CON-20, CON-08)', async () => {
    const { page } = await sit(f1, `/sets/${set.id}/consent`);
    await page.getByText('On a surgical consent form').click();
    await shoot(page, 'answer-for-a-colleague');
    await page.getByLabel('18 or older').check();
    await page.getByRole('button', { name: 'Record: agreed on the surgical form' }).click();
    await page.getByText('Agreed on a surgical form: for care only').waitFor();
    await shoot(page, 'surgical-form-beside-it');
    await page.context().close();
  }, 60_000);

  it('the patient is asked before somebody outside sees it, with three answers side by side (CON-21)', async () => {
    const { page } = await sit(nurse, `/sets/${set.id}/ask`);
    await page.getByLabel(outsider.name).check();
    await page.getByLabel(/^Routine/).check();
    await page.getByLabel('Your question, in one line').fill('Would you graft again?');
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.getByText('Does the patient know that they will see it?').first().waitFor();
    await shoot(page, 'wider-audience');
    await page.context().close();
  }, 60_000);

  it('a new use is asked for, read sentence by sentence, and signed with a finger (CON-22)', async () => {
    const { page, complaints } = await sit(nurse, `/sets/${set.id}/new-use`);
    await page.getByLabel(/^Teaching here/).check();
    await shoot(page, 'new-use-asked');
    await page.getByRole('button', { name: 'Note that the patient is to be asked' }).click();
    await page.getByRole('link', { name: 'What did the patient say?' }).click();
    await shoot(page, 'new-use-answer');
    await page.getByLabel('Yes', { exact: true }).check();
    await page.getByLabel('I read it aloud').check();
    await page.getByLabel('Note of your conversation').fill('Talked about teaching');
    await page.getByLabel('Name of whoever signs, in print').fill('Pat Example');
    const canvas = page.locator('[data-sign] canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no field to sign in');
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    for (let step = 1; step <= 12; step += 1)
      await page.mouse.move(box.x + 40 + step * 15, box.y + 60 + 25 * Math.sin(step));
    await page.mouse.up();
    await shoot(page, 'new-use-signed');
    await page.getByRole('button', { name: 'Record the signed answers' }).click();
    await page.waitForURL(/done=consent/);
    const row = await world.read(set.id);
    const [image] = row.state === 'stored' ? row.images : [];
    expect(levelsGranted(factsOf(image ?? {}))).toEqual(['making', 'care', 'teach-local']);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('information governance decides on what was refused, with the number of a court’s order (CON-26)', async () => {
    const refused = await world.seed([await photo()]);
    await (await world.as(nurse)).post(`/sets/${refused.id}/consent`, { answer: 'no' });
    await world.settle();
    const { page } = await sit(informationGovernance, '/console');
    await page.getByText('Open it, because a court has ordered it').scrollIntoViewIfNeeded();
    await shoot(page, 'court-order');
    await page.context().close();
  }, 60_000);
});
