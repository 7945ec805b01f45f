import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  f1,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

describe('Consent after the fact', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const consentOf = async (): Promise<StoredSet['images'][number]['consent']> => {
    const row = await world.read(set.id);
    return row.state === 'stored' ? row.images[0]?.consent : undefined;
  };
  const key = (person: typeof nurse): string => `${person.tid}/${person.oid}`;

  it('is answered with one press, and nothing is pressed beforehand', async () => {
    const browser = await world.as(nurse);
    const page = await browser.get(`/sets/${set.id}/consent`);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/\schecked|\sselected/);
    const done = await browser.post(`/sets/${set.id}/consent`, { answer: 'agreed', age: 'adult' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `/sets/${set.id}?done=consent`]);
    expect((await consentOf())?.consent).toMatchObject({ state: 'given', retrospective: true });
    const seen = await browser.get(`/sets/${set.id}`);
    expect(seen.text).toContain('Consent recorded');
    expect(seen.text).not.toContain('Nobody has said yet what the patient agreed to');
    expect((await browser.get(`/sets/${set.id}/consent`)).status).toBe(409);
  });

  it('asks where on the body and which side: four taps with the age, and "could not ask" is three', async () => {
    const browser = await world.as(nurse);
    const page = await browser.get(`/sets/${set.id}/consent`);
    for (const name of ['site', 'side', 'age']) expect(page.text).toContain(`name="${name}"`);
    // Site, side, age, and the answer itself.
    const four = { site: 'heel', side: 'left', age: 'adult', answer: 'agreed' };
    expect((await browser.post(`/sets/${set.id}/consent`, four)).status).toBe(303);
    expect(await consentOf()).toMatchObject({ sited: { site: 'heel', side: 'left' } });
    const other = await world.seed([await photo()]);
    expect((await browser.get(`/sets/${other.id}`)).text).toContain(`href="/sets/${other.id}/consent"`);
    // The link, the fold, the reason.
    const three = { answer: 'could-not-ask:asleep' };
    expect((await browser.post(`/sets/${other.id}/consent`, three)).status).toBe(303);
    const row = await world.read(other.id);
    expect(row.state === 'stored' && row.images[0]?.consent?.consent.state).toBe('outstanding');
  });

  it('an intimate part of the body, said so afterwards, closes the picture at once', async () => {
    const browser = await world.as(nurse);
    const form = { site: 'heel', 'other-site': 'anus', age: 'adult', answer: 'agreed' };
    const asked = await browser.post(`/sets/${set.id}/consent`, form);
    expect(asked.status).toBe(422);
    expect((await browser.post(`/sets/${set.id}/consent`, { ...form, need: '0' })).status).toBe(303);
    expect((await consentOf())?.restriction?.why).toBe('intimate');
  });

  it('says what is still to be asked, and keeps what was chosen', async () => {
    const browser = await world.as(nurse);
    const asked = await browser.post(`/sets/${set.id}/consent`, { answer: 'agreed', age: 'under-16' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Does this child understand enough to decide?');
    expect(asked.text).toMatch(/value="under-16"\s+checked/);
    expect(await consentOf()).toBeUndefined();
  });

  it('a no is as near as a yes, and closes the picture to everybody, the poster too', async () => {
    const browser = await world.as(nurse);
    const page = await browser.get(`/sets/${set.id}/consent`);
    const [yes, no] = ['value="agreed"', 'value="no"'].map((one) => page.text.indexOf(one));
    expect(Math.abs((yes ?? 0) - (no ?? 0))).toBeLessThan(400);
    const said = await browser.post(`/sets/${set.id}/consent`, { answer: 'no' });
    expect(said.text).toContain('Two people in information governance');
    for (const person of [nurse, f1, consultant])
      expect((await (await world.as(person)).get(`/sets/${set.id}`)).status).toBe(404);
  });

  it('an ECG is answered with one tap, and a list of several patients is then not filed', async () => {
    const browser = await world.as(nurse);
    await browser.post(`/sets/${set.id}/consent`, { answer: 'shows:list-of-several-patients' });
    expect((await consentOf())?.consent.state).toBe('not-needed');
    expect((await browser.get(`/sets/${set.id}/file`)).status).toBe(409);
  });

  it('restricted, it opens to the people named within the same second, and is absent for everybody else', async () => {
    const browser = await world.as(f1);
    const image = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    const registrars = await world.as(registrar);
    const consultants = await world.as(consultant);
    expect((await consultants.get(image)).status).toBe(200);
    const pressed = await browser.post(`/sets/${set.id}/restrict`, {
      answer: 'restrict:child',
      viewer: key(registrar),
    });
    expect(pressed.status).toBe(303);
    expect((await registrars.get(image)).status).toBe(200);
    const closed = await consultants.get(image);
    const absent = await consultants.get('/sets/AAAAAAAAAAAAAAAAAAAAAA/images/x');
    expect([closed.status, closed.text]).toEqual([404, absent.text]);
    expect((await consultants.get(`/sets/${set.id}/restrict`)).status).toBe(404);
    const page = await registrars.get(`/sets/${set.id}`);
    expect(page.text).toContain('safelight-veil');
    expect(page.text).toMatch(/loading="lazy"/);
  });

  it('names nobody who is not in the conversation, whatever the form says', async () => {
    const browser = await world.as(f1);
    await browser.post(`/sets/${set.id}/restrict`, { answer: 'restrict:injury', viewer: key(outsider) });
    expect((await consentOf())?.restriction?.viewers).toEqual([idOf(f1)]);
  });

  it('taken back, it is told first and then seen by those who keep the record alone', async () => {
    const browser = await world.as(nurse);
    await browser.post(`/sets/${set.id}/consent`, { answer: 'agreed', age: 'adult' });
    const told = await browser.get(`/sets/${set.id}/withdraw?level=care`);
    expect(told.text).toContain('It cannot normally be deleted');
    expect((await browser.post(`/sets/${set.id}/withdraw`, { level: 'care' })).status).toBe(400);
    const sentences = ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'];
    const form = { level: 'care', told: sentences };
    expect((await browser.post(`/sets/${set.id}/withdraw`, form)).status).toBe(200);
    expect((await browser.get(`/sets/${set.id}`)).status).toBe(404);
    expect((await consentOf())?.withdrawals).toHaveLength(1);
  });

  it('what was refused waits on the console for two people, who see no picture', async () => {
    await (await world.as(nurse)).post(`/sets/${set.id}/consent`, { answer: 'no' });
    await world.settle();
    const one = await world.as(informationGovernance);
    const console = await one.get('/console');
    expect(console.text).toContain('The patient said no: what becomes of it');
    expect(console.text).toContain('1 image, refused');
    const form = { set: set.id, outcome: 'keep-by-law', reason: 'A court may ask', viewer: key(consultant) };
    expect((await one.post('/console/decide', form)).status).toBe(303);
    expect((await one.get('/console')).text).toContain('another person must decide');
    const two = await world.as({ ...informationGovernance, oid: 'another', name: 'Another' });
    expect((await two.post('/console/decide', form)).status).toBe(303);
    expect((await (await world.as(consultant)).get(`/sets/${set.id}`)).status).toBe(200);
    expect((await (await world.as(nurse)).get(`/sets/${set.id}`)).status).toBe(404);
    expect(JSON.stringify(await world.read(set.id))).not.toContain('A court');
  });
});
