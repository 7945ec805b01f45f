import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { DAY, HOUR } from '../../../bot/set/instant.ts';
import { photo } from '../photo.ts';
import type { World } from '../world.ts';
import { idOf, openWorld } from '../world.ts';
import { HEEL, photographed } from './series-ward.ts';

const tvn = { roles: ['Clinician', 'PatientRecord', 'TissueViability'] };

describe('Photographs of one wound over time', () => {
  let world: World;
  let first: StoredSet;
  let last: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    first = await photographed(world, 9, await photo());
    last = await photographed(world, 1, await photo());
  });
  afterEach(() => world.close());

  const imageOf = (set: StoredSet): string => `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
  const nameOf = (set: StoredSet): string => `${set.id}.${set.images[0]?.id ?? ''}`;
  const row = async (set: StoredSet): Promise<StoredSet> => (await world.read(set.id)) as StoredSet;
  const press = async (set: StoredSet, form: Record<string, string>, who = consultant, change = {}) =>
    (await world.as(who, change)).post(`/sets/${set.id}/series`, { image: set.images[0]?.id ?? '', ...form });

  it('shows the newest first, with place, age and source, and says that nothing is measured', async () => {
    const page = await (await world.as(consultant)).get(`/sets/${last.id}/series`);
    expect(page.status).toBe(200);
    for (const said of ['Left heel', 'Edith Marlow', 'Ward photograph, not Medical Illustration', 'Baseline'])
      expect(page.text).toContain(said);
    expect(page.text).toContain('Nothing here is enhanced, measured or lined up');
    expect(page.text.indexOf(imageOf(last))).toBeLessThan(page.text.indexOf(imageOf(first)));
    const [listed] = (await world.events()).filter(({ kind }) => kind === 'series-listed');
    expect(listed?.facts).toMatchObject({ images: 2, as: 'member' });
  });

  it('puts the best source first where somebody asks for it, and the newest among equals (META-08)', async () => {
    const middle = await photographed(world, 4, await photo());
    const by = idOf(nurse);
    const source = { mode: 'medical-illustration-bedside', by, at: first.postedAt } as const;
    await world.parts.ledger.change(first.organisation, first.id, {
      to: (was) =>
        was.state === 'stored'
          ? { ...was, images: was.images.map((one) => ({ ...one, review: { source } })) }
          : was,
      events: [],
    });
    const browser = await world.as(consultant);
    const order = async (query: string): Promise<readonly StoredSet[]> => {
      const { text } = await browser.get(`/sets/${last.id}/series${query}`);
      return [first, middle, last].toSorted(
        (a, b) => text.indexOf(`src="${imageOf(a)}`) - text.indexOf(`src="${imageOf(b)}`),
      );
    };
    expect(await order('')).toEqual([last, middle, first]);
    expect(await order('?by=source')).toEqual([first, last, middle]);
    expect((await browser.get(`/sets/${last.id}/series`)).text).toContain('&by=source');
  });

  it('shows each person only what policy lets them open: the lapsed card not, the restricted one not', async () => {
    const named = { why: 'injury', viewers: [idOf(registrar)], by: idOf(nurse), keepWhole: false } as const;
    const closed = await photographed(world, 0.5, await photo(), {
      sited: HEEL,
      consent: { restriction: { ...named, at: last.postedAt } },
    });
    const seen = async (who: typeof nurse) => {
      const page = await (await world.as(who)).get(`/sets/${last.id}/series`);
      return [first, last, closed].map((set) => page.text.includes(imageOf(set)));
    };
    expect(await seen(consultant)).toEqual([true, true, false]);
    expect(await seen(nurse)).toEqual([false, true, false]);
    expect(await seen(registrar)).toEqual([false, true, true]);
    for (const who of [outsider, informationGovernance])
      expect((await (await world.as(who)).get(`/sets/${last.id}/series`)).status).toBe(404);
  });

  it('never shows another patient’s', async () => {
    const other = await photographed(world, 2, await photo(), { sited: HEEL, lookup: 'aa'.repeat(32) });
    const page = await (await world.as(consultant)).get(`/sets/${last.id}/series`);
    expect(page.text).not.toContain(other.id);
    const compared = `/sets/${last.id}/series/compare?a=${nameOf(last)}&b=${nameOf(other)}`;
    expect((await (await world.as(consultant)).get(compared)).status).toBe(404);
  });

  it('compares two as they are, the earlier first, and never claims a scale', async () => {
    const browser = await world.as(consultant);
    const address = `/sets/${last.id}/series/compare?a=${nameOf(last)}&b=${nameOf(first)}`;
    const side = await browser.get(address);
    expect(side.text).toContain('Not to scale');
    expect(side.text.indexOf(`${imageOf(first)}"`)).toBeLessThan(side.text.indexOf(`${imageOf(last)}"`));
    const slider = await browser.get(`${address}&as=slider`);
    expect(slider.text).toContain('type="range"');
    const nurses = await (await world.as(nurse)).get(address);
    expect(nurses.status).toBe(404);
  });

  it('tells two wounds of one place apart by a number that anybody of the conversation sets', async () => {
    const done = await press(last, { press: 'label', number: '2' }, nurse);
    expect(done.status).toBe(303);
    const page = await (await world.as(consultant)).get(`/sets/${last.id}/series`);
    expect(page.text).toContain('Left heel, number 2');
    expect(page.text).toContain('Left heel, number 1');
    expect((await press(last, { press: 'label', number: '12' })).status).toBe(400);
  });

  it('takes a place that nobody said, once, and never an intimate one', async () => {
    const unsaid = await photographed(world, 0, await photo(), {});
    const form = { press: 'label', number: '1', site: 'sacrum', side: '' };
    expect((await press(unsaid, { ...form, site: 'penis' })).status).toBe(400);
    await press(unsaid, form);
    expect((await row(unsaid)).images[0]?.consent?.sited).toEqual({ site: 'sacrum' });
    await press(unsaid, { ...form, site: 'toe' });
    expect((await row(unsaid)).images[0]?.consent?.sited).toEqual({ site: 'sacrum' });
  });

  it('pins a baseline', async () => {
    await press(last, { press: 'pin' });
    expect((await row(last)).images[0]?.series?.baseline?.by).toEqual(idOf(consultant));
    expect((await world.events()).at(-1)?.kind).toBe('baseline-pinned');
  });

  it('is not there for an image of no patient, and says how to begin', async () => {
    const set = await world.seed([await photo()]);
    const page = await (await world.as(nurse)).get(`/sets/${set.id}/series`);
    expect([page.status, page.text.includes('File this image to a patient')]).toEqual([409, true]);
    expect((await (await world.as(nurse)).get(`/sets/${set.id}`)).text).not.toContain(
      'Photographs over time',
    );
    expect((await (await world.as(nurse)).get(`/sets/${last.id}`)).text).toContain('Photographs over time');
  });

  it('has its next date set by tissue viability alone, with a dressing change', async () => {
    expect((await press(last, { press: 'plan', days: '3' }, consultant)).status).toBe(404);
    expect((await press(last, { press: 'plan', days: '3' }, consultant, tvn)).status).toBe(303);
    expect((await row(last)).images[0]?.series?.next?.by).toEqual(idOf(consultant));
    const page = await (await world.as(nurse)).get(`/sets/${last.id}/series`);
    expect(page.text).toContain('Don’t remove a dressing just for a photograph');
    expect(page.text).not.toContain('When is the dressing changed next?');
  });

  it('is on the running list once due, and off it once the next photograph came', async () => {
    await press(last, { press: 'plan', days: '3' }, consultant, tvn);
    world.clock.pass(3 * DAY);
    await world.settle();
    const due = async () => (await row(last)).images[0]?.series?.next;
    expect((await due())?.over).toBeUndefined();
    const page = await (await world.as(consultant)).get(`/sets/${last.id}/series`);
    expect(page.text).toContain('Due since');
    await photographed(world, 0, await photo());
    world.clock.pass(2 * HOUR);
    await world.settle();
    expect((await due())?.over?.why).toBe('taken');
    expect((await world.events()).map(({ kind }) => kind)).toContain('photograph-came');
  });
});
