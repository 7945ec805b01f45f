import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { MINUTE, SECOND } from '../../bot/set/instant.ts';
import type { Browser } from './browser.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

describe('A page that is open asks whether it still may be', () => {
  let world: World;
  let set: StoredSet;
  let browser: Browser;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo('patient-a-1.jpg'), await photo('patient-b-1.jpg')]);
    browser = await world.as(registrar);
  });
  afterEach(() => world.close());

  const path = (images: readonly string[] = set.images.map((one) => one.id)): string =>
    `/sets/${set.id}/standing?images=${images.join(',')}`;
  const said = async (who: Browser = browser, at = path()): Promise<unknown> => {
    const { status, text } = await who.get(at);
    return [status, JSON.parse(text)];
  };
  const OPEN = [200, { standing: 'open' }];
  const CLOSED = [200, { standing: 'closed' }];

  it('is told “open” and nothing else, and nothing is put on record for it', async () => {
    const page = await browser.get(`/sets/${set.id}`);
    expect(page.text).toContain(`data-standing="${path().replaceAll('&', '&amp;')}"`);
    const before = (await world.events()).length;
    expect(await said()).toEqual(OPEN);
    expect(await world.events()).toHaveLength(before);
  });

  it('is told “closed” alike by a set that is not there, one that is forbidden, and a session that is over', async () => {
    expect(await said(browser, '/sets/none/standing?images=')).toEqual(CLOSED);
    expect(await said(await world.as(outsider))).toEqual(CLOSED);
    expect(await said(world.stranger(registrar))).toEqual(CLOSED);
    await browser.post('/sign-out');
    expect(await said()).toEqual(CLOSED);
  });

  it('is told “closed” at the next look once one of its images is restricted to others', async () => {
    const [first, second] = set.images;
    expect(await said()).toEqual(OPEN);
    const at = world.clock.now();
    const restricted: ConsentFacts = {
      ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
      consent: { state: 'not-needed', by: idOf(nurse), at },
      restriction: { why: 'injury', viewers: [idOf(nurse)], by: idOf(nurse), at, keepWhole: false },
    };
    await world.ledger.change(set.organisation, set.id, {
      to: (is) =>
        is.state === 'stored'
          ? {
              ...is,
              images: is.images.map((one) => (one.id === first?.id ? { ...one, consent: restricted } : one)),
            }
          : is,
      events: [],
    });
    expect(await said()).toEqual(CLOSED);
    expect(await said(browser, path([second?.id ?? '']))).toEqual(OPEN);
  });

  it('is told “closed” within half a minute once the person has left the conversation', async () => {
    expect(await said()).toEqual(OPEN);
    world.chat.members.splice(
      world.chat.members.findIndex((one) => one.person.oid === registrar.oid),
      1,
    );
    world.clock.pass(31 * SECOND);
    expect(await said()).toEqual(CLOSED);
  });

  it('keeps the session alive only while somebody uses the page', async () => {
    for (let minute = 0; minute < 6; minute += 1) {
      world.clock.pass(MINUTE);
      await said(browser, `${path()}&used=1`);
    }
    expect(await said()).toEqual(OPEN);
    world.clock.pass(4 * MINUTE);
    expect(await said()).toEqual(OPEN);
    world.clock.pass(MINUTE);
    expect(await said()).toEqual(CLOSED);
  });

  it('is answered at the pace a page asks at, and no faster', async () => {
    const answers: number[] = [];
    for (let look = 0; look < 70; look += 1) answers.push((await browser.get(path())).status);
    expect([answers[59], answers[69]]).toEqual([200, 429]);
  });
});
