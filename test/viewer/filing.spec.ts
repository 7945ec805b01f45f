import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { f1, nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { later, MINUTE } from '../../bot/set/instant.ts';
import type { Form } from './browser.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

const edith = { 'nhs-number': '943 476 5919', 'birth-day': '9', 'birth-month': '3', 'birth-year': '1941' };
const joseph = { 'nhs-number': '4010232137', 'birth-day': '30', 'birth-month': '11', 'birth-year': '1978' };

describe('Filing to a patient', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const nameOf = (set: StoredSet, at = 0): string => `${set.id}.${set.images[at]?.id ?? ''}`;
  const lookUp = (form: Form): Form => ({ ...form, step: 'look-up' });
  const confirm = (form: Form, shown: string): Form => ({ ...form, step: 'confirm', shown });
  const filings = async (set: StoredSet): Promise<readonly string[]> =>
    ((await world.read(set.id)) as StoredSet).images.map((image) => image.filing.state);

  it('reads back name, date of birth, age and number before anything is written', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(registrar);
    const page = await browser.post(`/sets/${set.id}/file`, lookUp({ image: nameOf(set), ...edith }));
    for (const words of [
      'Edith Marlowe',
      '9 March 1941',
      '84 years',
      '943 476 5919',
      'This is the right patient',
    ])
      expect(page.text).toContain(words);
    expect(await filings(set)).toEqual(['unfiled']);
    expect((await world.events()).at(-1)).toMatchObject({ kind: 'patient-looked-up', set: set.id });
  });

  it('writes to the record once it is confirmed, and then the picture carries the patient’s name', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(registrar);
    const form = { image: nameOf(set), ...edith };
    const done = await browser.post(`/sets/${set.id}/file`, confirm(form, 'Patient/demo-1'));
    expect(done.to).toBe(`/sets/${set.id}?done=filing`);
    expect((await browser.get(done.to)).text).toContain('Waiting for the patient record');
    await world.settle();
    const page = await browser.get(`/sets/${set.id}`);
    expect(page.text).toContain('Edith Marlowe');
    expect(page.text).not.toContain('Not linked to a patient');
    expect(world.record.documents()).toHaveLength(1);
  });

  it('splits one message between its patients, image by image', async () => {
    const set = await world.seed([await photo(), await photo(), await photo()]);
    const browser = await world.as(registrar);
    const first = { image: [nameOf(set, 0), nameOf(set, 2)], ...edith };
    await browser.post(`/sets/${set.id}/file`, confirm(first, 'Patient/demo-1'));
    const second = { image: nameOf(set, 1), ...joseph };
    await browser.post(`/sets/${set.id}/file`, confirm(second, 'Patient/demo-2'));
    await world.settle();
    const { text } = await browser.get(`/sets/${set.id}`);
    expect([...text.matchAll(/<strong>(Edith Marlowe|Joseph Tanner)</g)].map(([, name]) => name)).toEqual([
      'Edith Marlowe',
      'Joseph Tanner',
      'Edith Marlowe',
    ]);
  });

  it('offers, unticked, what the same person posted in the same thread within five minutes', async () => {
    const at = later(world.clock.now(), -60 * MINUTE);
    const thread = { poster: idOf(f1), root: 'the-root' };
    const post = async (minutes: number, more = {}): Promise<StoredSet> =>
      world.seed([await photo()], { postedAt: later(at, minutes * MINUTE), ...thread, ...more });
    const [set, near] = [await post(0), await post(4)];
    await post(6);
    await post(1, { root: 'another-root' });
    await post(1, { poster: idOf(nurse) });
    await post(2, { change: { lapsesAt: world.clock.now() } });
    const { text } = await (await world.as(registrar)).get(`/sets/${set.id}/file`);
    const boxes = [...text.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([box]) => box);
    expect(boxes.map((box) => /value="([^"]*)"/.exec(box)?.[1])).toEqual([nameOf(set), nameOf(near)]);
    expect(boxes.filter((box) => box.includes('checked'))).toEqual([]);
    expect(text).toContain('Posted by the same person, 2 Mar 2026, 08:04');
  });

  it('ticks nothing by itself where there is a choice', async () => {
    const set = await world.seed([await photo(), await photo()]);
    const browser = await world.as(registrar);
    expect((await browser.get(`/sets/${set.id}/file`)).text).not.toContain('checked');
    const single = await world.seed([await photo()]);
    expect((await browser.get(`/sets/${single.id}/file`)).text).toContain('checked');
  });

  it('names every mistake at the top and at its box, and keeps what was typed', async () => {
    const set = await world.seed([await photo(), await photo()]);
    const browser = await world.as(registrar);
    const wrong = {
      'nhs-number': '943 476 5918',
      'birth-day': '31',
      'birth-month': '6',
      'birth-year': '1980',
    };
    const page = await browser.post(`/sets/${set.id}/file`, lookUp(wrong));
    expect(page.status).toBe(400);
    for (const [field, words] of [
      ['image-1', 'Choose at least one image'],
      ['nhs-number', 'This NHS number is not valid. Check each digit'],
      ['birth-day', 'The date of birth is not a real date'],
    ]) {
      expect(page.text).toContain(`<a href="#${field ?? ''}">${words ?? ''}</a>`);
      expect(page.text.split(words ?? '')).toHaveLength(3);
    }
    expect(page.text).toContain('value="943 476 5918"');
  });

  it('says the same of a number nobody has and of another’s date of birth', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(registrar);
    const image = nameOf(set);
    const unknown = await browser.post(
      `/sets/${set.id}/file`,
      lookUp({ image, ...edith, 'nhs-number': '9000000009' }),
    );
    const other = await browser.post(`/sets/${set.id}/file`, lookUp({ image, ...edith, 'birth-day': '10' }));
    for (const page of [unknown, other])
      expect(page.text).toContain('No patient has both this NHS number and this date of birth');
  });

  it('asks again when the record’s answer is not the one that was read back', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(registrar);
    const form = { image: nameOf(set), ...edith };
    const page = await browser.post(`/sets/${set.id}/file`, confirm(form, 'Patient/demo-2'));
    expect(page.text).toContain('The record has changed since you looked');
    expect(await filings(set)).toEqual(['unfiled']);
  });

  it('says that the image is safe when the record does not answer', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(f1);
    world.record.reachable(false);
    const page = await browser.post(`/sets/${set.id}/file`, lookUp({ image: nameOf(set), ...edith }));
    world.record.reachable(true);
    expect([page.status, page.text.includes('The image is safe')]).toEqual([503, true]);
  });

  it('to the wrong patient can be taken back and done again', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(f1);
    const image = set.images[0]?.id ?? '';
    await browser.post(`/sets/${set.id}/file`, confirm({ image: nameOf(set), ...edith }, 'Patient/demo-1'));
    await world.settle();
    const taken = await browser.post(`/sets/${set.id}/retract`, { image });
    expect(taken.to).toBe(`/sets/${set.id}?done=retracted`);
    await browser.post(`/sets/${set.id}/file`, confirm({ image: nameOf(set), ...joseph }, 'Patient/demo-2'));
    await world.settle();
    const written = world.record.documents().filter((one) => one.image === image);
    expect(written.map(({ patient, status }) => [patient, status])).toEqual([
      ['Patient/demo-1', 'entered-in-error'],
      ['Patient/demo-2', 'current'],
    ]);
  });

  it('is open only to those who may open the pictures', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(outsider);
    const form = { image: nameOf(set), ...edith };
    const statuses = [
      await browser.get(`/sets/${set.id}/file`),
      await browser.post(`/sets/${set.id}/file`, confirm(form, 'Patient/demo-1')),
      await browser.post(`/sets/${set.id}/retract`, { image: set.images[0]?.id ?? '' }),
    ].map((page) => page.status);
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('does not take an image that was not offered, whatever the form says', async () => {
    const [set, other] = [await world.seed([await photo()]), await world.seed([await photo()])];
    const browser = await world.as(nurse);
    const page = await browser.post(
      `/sets/${set.id}/file`,
      confirm({ image: nameOf(other), ...edith }, 'Patient/demo-1'),
    );
    expect(page.status).toBe(400);
    expect(await filings(other)).toEqual(['unfiled']);
  });

  it('is limited: NHS numbers cannot be guessed by the hundred', async () => {
    const own = await openWorld();
    const set = await own.seed([await photo()]);
    const browser = await own.as(nurse);
    const seen: number[] = [];
    for (let at = 0; at < 25; at += 1)
      seen.push(
        (await browser.post(`/sets/${set.id}/file`, lookUp({ image: nameOf(set), ...edith }))).status,
      );
    expect([seen[0], seen.at(-1)]).toEqual([200, 429]);
    expect((await browser.get(`/sets/${set.id}`)).status).toBe(200);
    await own.close();
  });
});

describe('"Not a clinical image", in the viewer', () => {
  it('is the poster’s to say and to take back, and everyone else’s to read', async () => {
    const world = await openWorld();
    const set = await world.seed([await photo()]);
    const [poster, member] = [await world.as(nurse), await world.as(registrar)];
    expect((await member.get(`/sets/${set.id}`)).text).not.toContain('Mark as not a clinical image');
    expect((await member.post(`/sets/${set.id}/not-clinical`)).status).toBe(403);
    expect((await poster.post(`/sets/${set.id}/not-clinical`)).to).toBe(`/sets/${set.id}?done=not-clinical`);
    expect((await member.get(`/sets/${set.id}`)).text).toContain('Marked as not a clinical image');
    expect((await member.get(`/sets/${set.id}/file`)).status).toBe(409);
    expect((await poster.get(`/sets/${set.id}`)).text).toContain(
      'You can take this back until 9 Mar 2026, 09:00',
    );
    expect((await poster.post(`/sets/${set.id}/take-back`)).to).toBe(`/sets/${set.id}?done=taken-back`);
    await world.close();
  });
});
