import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  f1,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import { opensOf } from '../../bot/policy/opens.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import { answerId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { Browser, Page } from './browser.ts';
import { photo } from './photo.ts';
import { seedQuestion } from './seed-question.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

const edith = { 'nhs-number': '943 476 5919', 'birth-day': '9', 'birth-month': '3', 'birth-year': '1941' };
const joseph = { 'nhs-number': '4010232137', 'birth-day': '30', 'birth-month': '11', 'birth-year': '1978' };

let world: World;
let set: StoredSet;
let grace: Browser;
let tom: Browser;
beforeEach(async () => {
  world = await openWorld();
  set = await world.seed([await photo('patient-a-1.jpg')], { change: { couldSee: 6 } });
  grace = await world.as(registrar);
  tom = await world.as(f1);
});
afterEach(() => world.close());

const path = (rest = ''): string => `/sets/${set.id}/mis-send${rest}`;
const now = async (): Promise<StoredSet> => (await world.read(set.id)) as StoredSet;
const said = async () => (await now()).misSends?.at(-1);
const press = (kind: string, who: Browser = grace): Promise<Page> => who.post(path(), { kind });
const undo = async (who: Browser = grace): Promise<Page> =>
  who.post(path('/undo'), { id: (await said())?.id ?? '' });
const open = async (who: Browser): Promise<number> => (await who.get(`/sets/${set.id}`)).status;
const picture = (who: Browser): Promise<Page> => who.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`);
/** The seeded card stands in no chat: that it is missed is not what is asked here. */
const openAlerts = async (): Promise<readonly string[]> =>
  (await now()).alerts
    .filter((one) => one.closedAt === undefined && one.what !== 'card-missing')
    .map((one) => one.what);
const file = async (who: Browser, patient: typeof edith, shown: string): Promise<Page> => {
  const image = `${set.id}.${set.images[0]?.id ?? ''}`;
  return who.post(`/sets/${set.id}/file`, { image, ...patient, step: 'confirm', shown });
};
const told = (kind: string) => world.chat.told.filter(({ notice }) => notice.kind === kind);

describe('One button says that it went wrong', () => {
  it('shows both choices on one page, with a sentence each, to whoever may open it and to information governance', async () => {
    for (const browser of [grace, tom, await world.as(nurse), await world.as(informationGovernance)]) {
      const page = await browser.get(path());
      expect(page.status).toBe(200);
      expect(page.text).toContain('Wrong people: close it now');
      expect(page.text).toContain('Wrong patient: take the link off now');
    }
    expect((await grace.get(`/sets/${set.id}`)).text).toContain(`href="${path()}"`);
  });

  it('is refused to everybody else as if nothing were there', async () => {
    const dean = await world.as(outsider);
    const [page, absent] = [await dean.get(path()), await dean.get('/sets/none/mis-send')];
    expect([page.status, absent.status]).toEqual([404, 404]);
    expect(absent.text.replaceAll('/sets/none/', `/sets/${set.id}/`)).toBe(page.text);
    expect((await press('wrong-people', dean)).status).toBe(404);
    expect(await said()).toBeUndefined();
  });
});

describe('Wrong people', () => {
  it('closes it for everybody in the conversation with the press, and the page that is open learns of it', async () => {
    const standing = (): Promise<Page> =>
      tom.get(`/sets/${set.id}/standing?images=${set.images[0]?.id ?? ''}`);
    expect(JSON.parse((await standing()).text)).toEqual({ standing: 'open' });
    expect((await press('wrong-people')).to).toBe(path());
    expect(JSON.parse((await standing()).text)).toEqual({ standing: 'closed' });
    expect([await open(tom), await open(grace), (await picture(tom)).status]).toEqual([404, 404, 404]);
    // Not with Urgent care either.
    const dean = await world.as(outsider);
    expect((await dean.post(`/sets/${set.id}/urgent-care`, { reason: 'treating-now' })).status).toBe(404);
    await world.settle();
    expect((await now()).card).toMatchObject({ state: 'standing' });
    expect(await openAlerts()).toContain('mis-sent');
  });

  it('keeps its receipt too from everybody but whoever posted it and information governance', async () => {
    const receipt = async (browser: Browser): Promise<number> =>
      (await browser.get(`/sets/${set.id}/receipt`)).status;
    expect([await receipt(tom), await receipt(grace)]).toEqual([200, 200]);
    await press('wrong-people');
    for (const one of [nurse, informationGovernance]) expect(await receipt(await world.as(one))).toBe(200);
    expect([await receipt(tom), await receipt(grace)]).toEqual([404, 404]);
  });

  it('can be undone by the presser for 60 seconds, by nobody else, and no longer', async () => {
    await press('wrong-people');
    expect((await grace.get(path())).text).toContain('You can undo this until');
    expect((await undo(tom)).status).toBe(404);
    world.clock.pass(59 * SECOND);
    expect((await undo()).text).toContain('Taken back');
    expect([await open(tom), await open(grace)]).toEqual([200, 200]);
    await world.settle();
    expect(await openAlerts()).toEqual([]);
    await press('wrong-people');
    world.clock.pass(60 * SECOND);
    expect((await undo()).status).toBe(409);
    expect(await open(tom)).toBe(404);
    const kinds = (await world.events()).map((one) => one.kind).filter((kind) => kind.startsWith('mis-send'));
    expect(kinds).toEqual(['mis-send-reported', 'mis-send-undone', 'mis-send-reported']);
  });

  it('tells poster and information governance once each, however often the worker looks', async () => {
    await press('wrong-people');
    await world.settle();
    world.clock.pass(2 * MINUTE);
    await world.settle();
    expect(told('mis-send').map(({ person }) => person)).toEqual([idOf(nurse), idOf(informationGovernance)]);
    expect(told('mis-send-recheck')).toEqual([]);
  });

  it('is opened again by information governance alone, and only once somebody has put the people right', async () => {
    await press('wrong-people');
    world.clock.pass(MINUTE);
    await world.settle();
    const owen = await world.as(informationGovernance);
    expect((await owen.get('/console')).text).toContain('72 hours left');
    const id = (await said())?.id ?? '';
    await owen.post('/console/mis-send', { set: set.id, id, outcome: 'opened-again' });
    expect(await open(await world.as(f1))).toBe(200);
    await world.settle();
    expect(await openAlerts()).toEqual([]);
  });

  it('is destroyed only where two people in information governance say so', async () => {
    await press('wrong-people');
    world.clock.pass(MINUTE);
    await world.settle();
    const id = (await said())?.id ?? '';
    const owen = await world.as(informationGovernance);
    const destroy = (who: Browser): Promise<Page> =>
      who.post('/console/mis-send', { set: set.id, id, outcome: 'destroy' });
    await destroy(owen);
    expect((await destroy(owen)).status).toBe(409);
    await world.settle();
    expect((await world.read(set.id)).state).toBe('stored');
    await destroy(await world.as(consultant, { roles: ['InformationGovernance'] }));
    await world.settle();
    expect(await world.read(set.id)).toMatchObject({ state: 'disposed', because: 'mis-sent' });
  });
});

describe('Wrong patient', () => {
  const answer = async (who: Browser): Promise<Page> => who.post(path('/acknowledge'));

  it('takes the link off with the press and leaves the picture, and the record hears of it after 60 seconds', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await world.settle();
    expect((await grace.get(`/sets/${set.id}`)).text).toContain('Edith Marlowe');
    await press('wrong-patient');
    const page = await grace.get(`/sets/${set.id}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Edith Marlowe');
    expect(page.text).toContain('The patient was wrong: re-check your advice');
    expect(page.text).toContain('Not linked to a patient');
    await world.settle();
    expect(world.record.documents().map((one) => one.status)).toEqual(['current']);
    world.clock.pass(60 * SECOND);
    await world.settle();
    expect(world.record.documents().map((one) => one.status)).toEqual(['entered-in-error']);
    expect((await grace.get(path())).text).toContain('entered in error');
  });

  it('undone, everything is linked as before and the record was told nothing', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await world.settle();
    await press('wrong-patient');
    await undo();
    expect((await grace.get(`/sets/${set.id}`)).text).toContain('Edith Marlowe');
    world.clock.pass(2 * MINUTE);
    await world.settle();
    expect(world.record.documents().map((one) => one.status)).toEqual(['current']);
    expect(told('mis-send-recheck')).toEqual([]);
  });

  it('undone while the record had not answered yet, it is filed after all, once', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await press('wrong-patient');
    await undo();
    await world.settle();
    expect(world.record.documents().map((one) => one.status)).toEqual(['current']);
    expect((await now()).images[0]?.filing.state).toBe('filed');
  });

  it('is filed to the right patient at once, and the wrong document goes before', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await world.settle();
    await press('wrong-patient');
    expect((await grace.get(path())).text).toContain('File to the right patient');
    await file(tom, joseph, 'Patient/demo-2');
    expect((await undo()).status).toBe(409);
    await world.settle();
    world.clock.pass(2 * MINUTE);
    await world.settle();
    expect(world.record.documents().map(({ patient, status }) => [patient, status])).toEqual([
      ['Patient/demo-1', 'entered-in-error'],
      ['Patient/demo-2', 'current'],
    ]);
  });

  it('tells everybody who opened it, asks again until they have said that they know, and lists who has not', async () => {
    await picture(tom);
    const helen = await world.as(consultant);
    await picture(helen);
    await press('wrong-patient');
    world.clock.pass(60 * SECOND);
    await world.settle();
    expect(told('mis-send-recheck').map(({ person }) => person.oid)).toEqual([f1.oid, consultant.oid]);
    const again = await world.as(f1);
    expect((await again.get(`/sets/${set.id}`)).text).toContain('I have re-checked what I did');
    expect((await answer(again)).text).toContain('Thank you');
    expect((await again.get(`/sets/${set.id}`)).text).not.toContain('I have re-checked what I did');
    world.clock.pass(30 * MINUTE);
    await world.settle();
    expect(told('mis-send-recheck').map(({ person }) => person.oid)).toEqual([
      f1.oid,
      consultant.oid,
      consultant.oid,
    ]);
    const page = await (await world.as(registrar)).get(path());
    expect(page.text).toMatch(/Tom Whitlock: \d+ Mar 2026/);
    expect(page.text).toContain('Helen Marsh: not yet');
    world.clock.pass(2 * HOUR);
    await world.settle();
    expect(await openAlerts()).toEqual(expect.arrayContaining(['mis-sent', 'mis-send-unread']));
    await answer(await world.as(consultant));
    await world.settle();
    expect(await openAlerts()).toEqual(['mis-sent']);
    const times = told('mis-send-recheck').length;
    world.clock.pass(30 * HOUR);
    await world.settle();
    expect(told('mis-send-recheck')).toHaveLength(times);
  });
});

describe('Whoever answered about the wrong patient', () => {
  it('is told to re-check, and their answer in the record is taken back with the picture’s', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await world.settle();
    const at = world.clock.now();
    const helen = idOf(consultant);
    const key = await world.parts.keys.unwrap(set.wordsKey);
    const names = sealWords({ by: 'Helen Marsh' }, key, sealContext.answer(set, 'answer-1', 'names'));
    await seedQuestion(world.parts, await now(), 'Can this wait?', {
      ...{ by: idOf(registrar), toldTo: [{ person: helen, at, why: 'asked' }] },
      answers: [
        {
          ...{ id: answerId('answer-1'), by: helen, at, category: 'continue' },
          ...{ images: set.images.map((one) => one.id), names, filed: [] },
        },
      ],
    });
    await world.ledger.change(set.organisation, set.id, {
      owes: [{ verb: 'opinion', subject: 'answer-1', dueAt: at }],
      events: [],
    });
    await world.settle();
    expect(world.record.statements().map((one) => one.status)).toEqual(['completed']);
    await press('wrong-patient', tom);
    world.clock.pass(60 * SECOND);
    await world.settle();
    expect(told('mis-send-recheck').map(({ person }) => person)).toContainEqual(helen);
    expect((await said())?.told.map(({ person }) => person)).toContainEqual(helen);
    expect(world.record.documents().map((one) => one.status)).toEqual(['entered-in-error']);
    expect(world.record.statements().map((one) => one.status)).toEqual(['entered-in-error']);
  });
});

describe('What information governance has in hand', () => {
  it('shows who really opened it, to the second, exactly as the audit has it', async () => {
    await picture(tom);
    world.clock.pass(5 * SECOND);
    await picture(tom);
    await picture(await world.as(consultant));
    await press('wrong-people');
    const owen = await world.as(informationGovernance);
    const { text } = await owen.get(path());
    const audit = opensOf((await world.events()).filter((one) => one.set === set.id));
    const shown = [...text.matchAll(/data-times="(\d+)"/g)].map(([, times]) => Number(times));
    expect(shown).toEqual(audit.map(({ times }) => times));
    expect(text).toContain('Tom Whitlock: 2 times');
    expect(text).toContain('09:00:05');
    expect(text).toContain('6 people were in the conversation');
  });

  it('has the incident drafted, with counts and times and nobody’s name', async () => {
    await file(grace, edith, 'Patient/demo-1');
    await world.settle();
    await picture(tom);
    await press('wrong-patient');
    world.clock.pass(60 * SECOND);
    await world.settle();
    const page = await (await world.as(informationGovernance)).get(`/console/incidents/${set.id}`);
    expect(page.status).toBe(200);
    for (const words of ['1 patient', '6 people', '1 document marked as entered in error', '60 seconds'])
      expect(page.text).toContain(words);
    for (const name of ['Edith', 'Marlowe', 'Whitlock', 'Okafor', 'Nair', '943'])
      expect(page.text).not.toContain(name);
    expect((await (await world.as(registrar)).get(`/console/incidents/${set.id}`)).status).toBe(404);
  });
});
