import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  f1,
  fellviewNurse,
  guest,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, instant, MINUTE } from '../../bot/set/instant.ts';
import type { Browser, Page } from './browser.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

const REASON = { reason: 'covering-colleague' };

describe('A cover doctor who is not in the conversation', () => {
  let world: World;
  let set: StoredSet;
  let dean: Browser;
  const path = (of: string = set.id): string => `/sets/${of}/urgent-care`;
  const press = (of: string = set.id, who: Browser = dean): Promise<Page> => who.post(path(of), REASON);
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo('patient-a-1.jpg')]);
    dean = await world.as(outsider);
  });
  afterEach(() => world.close());

  const picture = (who: Browser = dean): Promise<Page> =>
    who.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`);
  const now = async (): Promise<StoredSet> => (await world.read(set.id)) as StoredSet;

  it('reads what to do beside the button, the same for what is not there', async () => {
    const forbidden = await dean.get(`/sets/${set.id}`);
    const absent = await dean.get('/sets/nothing-of-the-kind');
    expect(forbidden.status).toBe(404);
    expect(absent.status).toBe(404);
    expect(forbidden.text).toContain('You can’t open this');
    expect(forbidden.text).toContain('Ask the poster, or use Urgent care.');
    expect(forbidden.text).toContain(`href="${path()}"`);
    expect(absent.text.replaceAll('nothing-of-the-kind', set.id)).toBe(forbidden.text);
  });

  it('is asked why by the same page, and told the same when it cannot be opened', async () => {
    const forms = [await dean.get(path()), await dean.get(path('nothing-of-the-kind'))];
    expect(forms.map((one) => one.status)).toEqual([200, 200]);
    expect(forms[1]?.text.replaceAll('nothing-of-the-kind', set.id)).toBe(forms[0]?.text);
    await close({
      why: 'injury',
      viewers: [idOf(nurse)],
      by: idOf(nurse),
      at: world.clock.now(),
      keepWhole: false,
    });
    const [closed, absent] = [await press(), await press('nothing-of-the-kind')];
    expect([closed.status, absent.status]).toEqual([404, 404]);
    expect(closed.text).toBe(absent.text);
    expect((await now()).urgentCare).toBeUndefined();
  });

  it('opens it for fifteen minutes with a reason, and the audit says on what ground', async () => {
    const done = await press();
    expect(done.to).toBe(`/sets/${set.id}`);
    const page = await dean.get(done.to);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Opened with Urgent care');
    expect(page.text).toContain('15 minutes left');
    expect((await picture()).status).toBe(200);
    const events = (await world.events()).filter(
      ({ kind }) => kind === 'urgent-care-begun' || kind === 'image-opened',
    );
    expect(events).toMatchObject([
      { kind: 'urgent-care-begun', by: idOf(outsider), facts: { reason: 'covering-colleague' } },
      { kind: 'image-opened', by: idOf(outsider), facts: { rendition: 'preview', as: 'urgent-care' } },
      { kind: 'image-opened', by: idOf(outsider), facts: { rendition: 'screen', as: 'urgent-care' } },
    ]);
    world.clock.pass(10 * MINUTE);
    const again = await world.as(outsider);
    expect((await again.get(`/sets/${set.id}`)).text).toContain('5 minutes left');
    world.clock.pass(5 * MINUTE);
    const late = await world.as(outsider);
    expect((await late.get(`/sets/${set.id}`)).status).toBe(404);
    expect((await picture(late)).status).toBe(404);
  });

  it('has the page that is open closed when the fifteen minutes are over', async () => {
    await press();
    const standing = (): Promise<Page> =>
      dean.get(`/sets/${set.id}/standing?images=${set.images[0]?.id ?? ''}`);
    expect(JSON.parse((await standing()).text)).toEqual({ standing: 'open' });
    world.clock.pass(15 * MINUTE);
    expect(JSON.parse((await standing()).text)).toEqual({ standing: 'closed' });
  });

  it('opens it too while Teams cannot say who is in the conversation, and that stands on record', async () => {
    const down = await openWorld({
      change: ({ chat }) => ({
        chat: {
          ...chat,
          member: () => Promise.reject(new SafelightError('chat-unreachable', { transient: true })),
        },
      }),
    });
    try {
      const taken = await down.seed([await photo('patient-a-1.jpg')]);
      const browser = await down.as(registrar);
      const refused = await browser.get(`/sets/${taken.id}`);
      expect(refused.status).toBe(503);
      expect(refused.text).toContain(path(taken.id));
      expect((await press(taken.id, browser)).to).toBe(`/sets/${taken.id}`);
      expect((await browser.get(`/sets/${taken.id}`)).status).toBe(200);
      expect(((await down.read(taken.id)) as StoredSet).urgentCare).toMatchObject([
        { rosterUnreachable: true },
      ]);
    } finally {
      await down.close();
    }
  });

  it.each([
    ['a guest', guest, {}],
    ['somebody of another trust', fellviewNurse, {}],
    ['a student', outsider, { roles: ['Clinician', 'Student'] }],
    ['somebody who signed in with one step', outsider, { mfa: false }],
    ['information governance', informationGovernance, {}],
  ])('%s is offered nothing and opens nothing', async (_who, person, change) => {
    const browser = await world.as(person, change);
    const page = await browser.get(`/sets/${set.id}`);
    expect(page.status).not.toBe(200);
    if (person !== fellviewNurse) expect(page.text).not.toContain('urgent-care');
    const pressed = await browser.post(path(), REASON);
    expect(pressed.status).not.toBe(303);
    expect((await now()).urgentCare).toBeUndefined();
  });

  it('poster and information governance are told at once, without a patient, a name or a picture', async () => {
    await press();
    await world.settle();
    const told = world.chat.told.filter(({ notice }) => notice.kind === 'urgent-care');
    expect(told.map(({ person }) => person)).toEqual([idOf(nurse), idOf(informationGovernance)]);
    expect(Object.keys(told[0]?.notice ?? {}).sort()).toEqual(['at', 'kind', 'openUrl', 'reason']);
    await world.settle();
    expect(world.chat.told.filter(({ notice }) => notice.kind === 'urgent-care')).toHaveLength(2);
  });

  it('is reviewed by information governance, who see who, why and how often it was opened', async () => {
    await press();
    await picture();
    const owen = await world.as(informationGovernance);
    const page = await owen.get('/console');
    expect(page.text).toContain('Dean Foster');
    expect(page.text).toContain('I am covering for a colleague');
    expect(page.text).toContain('1 opening.');
    const began = (await now()).urgentCare?.[0]?.at ?? '';
    await owen.post('/console/urgent-care', { set: set.id, began, as: 'proper' });
    expect((await now()).urgentCare).toMatchObject([{ reviewed: { as: 'proper' } }]);
    expect((await owen.get('/console')).text).toContain('Nobody has opened anything with Urgent care');
  });

  it('raises an alert where nobody has reviewed it by the end of the next working day, and closes it with the review', async () => {
    world.clock.moveTo(instant('2026-11-20T22:00:00Z')); // A Friday.
    const late = await world.as(outsider);
    await press(set.id, late);
    const open = async (): Promise<readonly string[]> =>
      (await now()).alerts.filter((one) => one.closedAt === undefined).map((one) => one.what);
    await world.settle();
    world.clock.moveTo(instant('2026-11-23T16:59:00Z'));
    await world.settle();
    expect(await open()).not.toContain('urgent-care-unreviewed');
    world.clock.moveTo(instant('2026-11-23T17:00:00Z'));
    await world.settle();
    expect(await open()).toContain('urgent-care-unreviewed');
    const owen = await world.as(informationGovernance);
    const began = (await now()).urgentCare?.[0]?.at ?? '';
    await owen.post('/console/urgent-care', { set: set.id, began, as: 'to-follow-up' });
    await world.settle();
    expect(await open()).not.toContain('urgent-care-unreviewed');
  });

  it('who breaks many in a day raises an alert at once', async () => {
    const sets = [set];
    for (let at = 0; at < 3; at += 1) sets.push(await world.seed([await photo('patient-a-1.jpg')]));
    for (const one of sets) await press(one.id);
    await world.settle();
    const last = (await world.read(sets.at(-1)?.id ?? set.id)) as StoredSet;
    expect(last.urgentCare).toMatchObject([{ often: 4 }]);
    expect(last.alerts).toMatchObject([{ what: 'urgent-care-often' }]);
  });

  it('a member who presses it is simply shown the page', async () => {
    const tom = await world.as(f1);
    expect((await press(set.id, tom)).to).toBe(`/sets/${set.id}`);
    expect((await now()).urgentCare).toBeUndefined();
  });

  const close = (restriction: NonNullable<ConsentFacts['restriction']>): Promise<unknown> =>
    world.ledger.change(set.organisation, set.id, {
      to: (is) =>
        is.state !== 'stored'
          ? is
          : {
              ...is,
              images: is.images.map((one) => ({
                ...one,
                consent: {
                  ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
                  consent: { state: 'not-needed', by: idOf(nurse), at: restriction.at },
                  restriction,
                } satisfies ConsentFacts,
              })),
            },
      events: [],
    });

  it('finds a set whose card has lapsed open all the same', async () => {
    world.clock.pass(10 * DAY);
    const later = await world.as(outsider);
    expect((await press(set.id, later)).to).toBe(`/sets/${set.id}`);
  });
});
