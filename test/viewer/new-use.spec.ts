import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, outsider } from '../../bot/local/demonstration/people.ts';
import { bindConsent } from '../../bot/audit/bind-consent.ts';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import { factsOf } from '../../bot/policy/consent/facts-of.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('A use the patient was not asked about', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
    const browser = await world.as(nurse);
    await browser.post(`/sets/${set.id}/consent`, {
      answer: 'agreed',
      age: 'adult',
      site: 'heel',
      side: 'left',
    });
  });
  afterEach(() => world.close());

  const granted = async (): Promise<readonly string[]> => {
    const row = await world.read(set.id);
    return row.state === 'stored' ? levelsGranted(factsOf(row.images[0] ?? {})) : [];
  };
  const signed = {
    ...{ answer: 'record', 'teach-local': 'yes', told: 'read-aloud', note: 'Talked about teaching' },
    ...{ strokes: '10.10-200.60-400.20', 'printed-name': 'Pat Example' },
  };

  it('is a task until the patient has answered it, signed, for that use alone (CON-22)', async () => {
    const browser = await world.as(nurse);
    const path = `/sets/${set.id}/new-use`;
    expect((await browser.get(`/sets/${set.id}`)).text).toContain('Ask the patient about another use');
    const first = await browser.get(path);
    expect(first.text).not.toMatch(/\schecked/);
    expect((await browser.post(path, { answer: 'ask' })).status).toBe(422);
    expect((await browser.post(path, { answer: 'ask', use: 'teach-local' })).status).toBe(200);
    expect(await granted()).toEqual(['making', 'care']);
    const task = await browser.get(path);
    expect(task.text).toContain('The picture may be used to teach staff and students here.');
    expect(task.text).not.toMatch(/\schecked/);
    const { strokes: _none, ...unsigned } = signed;
    const refused = await browser.post(path, unsigned);
    expect([refused.status, await granted()]).toEqual([422, ['making', 'care']]);
    expect((await browser.post(path, signed)).status).toBe(303);
    expect(await granted()).toEqual(['making', 'care', 'teach-local']);
    expect(JSON.stringify(await world.read(set.id))).not.toMatch(/Pat Example|Talked about/);
    const row = await world.read(set.id);
    const [image] = row.state === 'stored' ? row.images : [];
    const answered = (await world.events()).find(({ kind }) => kind === 'new-use-answered');
    if (image === undefined) throw new Error('not stored');
    const { organisation, id } = set;
    expect(answered?.facts?.['bound']).toBe(bindConsent({ organisation, set: id, image }, factsOf(image)));
    const kinds = (await world.events()).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['new-use-asked', 'new-use-answered']));
  });

  it('is declined with one press, and what was agreed before stands (CON-05, CON-22)', async () => {
    const browser = await world.as(nurse);
    const path = `/sets/${set.id}/new-use`;
    await browser.post(path, { answer: 'ask', use: 'publication' });
    const said = await browser.post(path, { answer: 'no' });
    expect(said.text).toContain('What was agreed before still stands');
    expect(await granted()).toEqual(['making', 'care']);
    expect((await browser.get(`/sets/${set.id}`)).status).toBe(200);
  });

  it('is nobody’s to ask who may not open the picture', async () => {
    expect((await (await world.as(outsider)).get(`/sets/${set.id}/new-use`)).status).toBe(404);
  });
});
