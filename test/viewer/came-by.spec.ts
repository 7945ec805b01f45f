import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import { meterOf } from '../../bot/policy/exposure.ts';
import { captureId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('How a picture came before it was here', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()], { change: { capture: captureId('taken-here') } });
  });
  afterEach(() => world.close());

  const say = async (route: string, who = nurse): Promise<number> =>
    (await (await world.as(who)).post(`/sets/${set.id}/came-by`, { route })).status;
  const now = async (): Promise<StoredSet> => (await world.read(set.id)) as StoredSet;
  const page = async (): Promise<string> => (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;

  it.each([
    ['nhs-secure-email', 'low', 'by NHS secure email. Low risk', 'RISK-05'],
    ['trust-email', 'high', 'by hospital email that is not NHS secure email. High risk', 'RISK-07'],
    ['personal-email', 'very-high', 'by email outside the NHS. Very high risk', 'RISK-08'],
    ['messaging-app', 'very-high', 'by a messaging app. Very high risk', 'RISK-09'],
  ])('%s is said by one choice, and rates the set %s: %s (%s)', async (route, level, words) => {
    expect(meterOf(set).level).toBe('low');
    expect(await page()).not.toContain('Before it was here');
    expect(await say(route)).toBe(303);
    expect(meterOf(await now()).level).toBe(level);
    expect(await page()).toContain(`Before it was here: ${words}.`);
    expect((await world.events()).filter(({ kind }) => kind === 'route-said')).toMatchObject([
      { facts: { route }, by: { oid: nurse.oid } },
    ]);
  });

  it('by email outside the NHS it may be a breach, and the page says whom to tell (RISK-08)', async () => {
    await say('trust-email');
    expect(await page()).not.toContain('data breach');
    await say('personal-email');
    expect(await page()).toContain('This may be a data breach');
    expect(await page()).toContain('Tell information governance today');
  });

  it('never makes a posted picture look safer than its post, and is said by nobody else', async () => {
    const posted = await world.seed([await photo()]);
    expect(
      meterOf({ ...posted, cameBy: { route: 'nhs-secure-email', by: posted.poster, at: posted.postedAt } }),
    ).toMatchObject({ route: 'messaging-app', level: 'very-high' });
    expect(await say('trust-email', outsider)).toBe(404);
    expect(await say('by pigeon')).toBe(400);
    expect((await now()).cameBy).toBeUndefined();
  });
});
