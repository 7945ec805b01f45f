import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BURNS_TENANT_ID,
  burnsConsultant,
  consultant,
  f1,
  guest,
  nurse,
  outsider,
  registrar,
  TENANT_ID,
} from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import type { OpinionRules } from '../../bot/policy/opinion/rules.ts';
import { onCallRoleId, tenantId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, MINUTE } from '../../bot/set/instant.ts';
import type { Question } from '../../bot/set/question.ts';
import type { RotaSource } from '../../bot/set/rota.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld, policy } from './world.ts';

const always = (...people: readonly Person[]): RotaSource => ({
  kind: 'inline',
  rota: {
    dated: [],
    weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0, people: people.map(({ oid }) => oid) }],
  },
});
const role = (id: string, name: string, rota: RotaSource) => ({
  ...{ id: onCallRoleId(id), name, ring: '01632 960 733', rota },
});
const rules: OpinionRules = {
  switchboard: '01632 960 000',
  seenWithin: { urgent: 5, today: 60 },
  askOutside: true,
  colleagues: [{ oid: outsider.oid, name: outsider.name }],
  otherTrusts: [
    {
      tenant: tenantId(BURNS_TENANT_ID),
      name: 'Northmoor Burns Centre',
      people: [{ oid: burnsConsultant.oid, name: burnsConsultant.name, mail: 'burns@nhs.example' }],
    },
  ],
  roles: [
    role('plastics-registrar', 'plastic surgery registrar', always(registrar, consultant)),
    role('outside-role', 'physiotherapist on call', always(outsider)),
    role('no-rota', 'burns fellow', { kind: 'inline', rota: { dated: [], weekly: [] } }),
    role('ward-7-doctor', 'Ward 7 doctor', always(f1)),
  ],
};
const withOpinions = (opinions: OpinionRules): Policy => ({
  organisations: policy.organisations.map((one, at) => (at === 0 ? { ...one, opinions } : one)),
});

let world: World;
let set: StoredSet;
let asking: Policy;
const open = async (opinions: OpinionRules = rules): Promise<void> => {
  asking = withOpinions(opinions);
  world = await openWorld({ change: () => ({ policy: asking }) });
  set = await world.seed([await photo()]);
};
beforeEach(() => open());
afterEach(() => world.close());

const work = (): Promise<void> => world.settle();
const questions = async (): Promise<readonly Question[]> => {
  const row = await world.read(set.id);
  return row.state === 'stored' ? (row.questions ?? []) : [];
};
const person = (of: Person): string => `person:${of.tid}/${of.oid}`;
const form = (change: Readonly<Record<string, string>> = {}) => ({
  ...{ who: 'role:plastics-registrar', urgency: 'urgent', line: 'Edges dark. Take down tonight?' },
  ...{ image: set.images[0]?.id ?? '' },
  ...change,
});
const ask = async (change: Readonly<Record<string, string>> = {}, by: Person = nurse) =>
  (await world.as(by)).post(`/sets/${set.id}/ask`, form(change));
const consented = async (): Promise<void> => {
  await (await world.as(nurse)).post(`/sets/${set.id}/consent`, { answer: 'agreed', age: 'adult' });
};
const toldTo = (of: Person) =>
  world.chat.told.filter((one) => one.person.oid === of.oid).map(({ notice }) => notice);

describe('Asking for an opinion', () => {
  it('offers roles, people of the conversation and those outside, with nothing chosen beforehand', async () => {
    const page = await (await world.as(nurse)).get(`/sets/${set.id}/ask`);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/\schecked/);
    for (const words of ['Plastic surgery registrar', 'Helen Marsh', 'Dean Foster', 'Northmoor Burns Centre'])
      expect(page.text).toContain(words);
    expect(page.text).not.toContain(guest.name);
    expect(page.text).toContain(
      'There is no rota for it. No one is on this rota, ring switchboard 01632 960 000.',
    );
  });

  it('says what is missing, and keeps what was written', async () => {
    const page = await ask({ who: '', urgency: '' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose who you want to ask');
    expect(page.text).toContain('Edges dark. Take down tonight?');
    expect((await ask({ line: 'x'.repeat(161) })).text).toContain('longer than 160 letters');
    expect(await questions()).toEqual([]);
  });

  it('keeps the words sealed, says at once what to ring, and tells who asks and how urgent and no more', async () => {
    const sent = await ask();
    expect(sent.status).toBe(303);
    const [question] = await questions();
    expect(JSON.stringify(question)).not.toContain('Edges');
    const page = await (await world.as(nurse)).get(sent.headers.get('location') ?? '');
    expect(page.text).toContain('Ring as well: 01632 960 733. Not yet seen.');
    await work();
    expect(toldTo(registrar)).toEqual([
      expect.objectContaining({ kind: 'asked', called: 'plastic surgery registrar', urgency: 'urgent' }),
    ]);
    expect(JSON.stringify(toldTo(registrar))).not.toMatch(/Edges|Asha|Grace/);
    expect(toldTo(nurse)).toEqual([expect.objectContaining({ kind: 'asker', what: 'ring-as-well' })]);
  });

  it('from the card, whoever is not signed in yet signs in and finds the page to ask', async () => {
    const browser = world.stranger(nurse);
    const away = await browser.get(`/sets/${set.id}/ask`);
    expect(away.to).toBe(`/sign-in?to=${encodeURIComponent(`/sets/${set.id}/ask`)}`);
    expect((await browser.signIn(`/sets/${set.id}/ask`)).to).toBe(`/sets/${set.id}/ask`);
  });

  it('pressed twice is asked once', async () => {
    const question = 'AAAAAAAAAAAAAAAAAAAAAA';
    await ask({ question });
    await ask({ question });
    expect(await questions()).toHaveLength(1);
  });

  it('is seen once the whole picture was shown to whoever was asked, and by nobody else’s look', async () => {
    await ask();
    const picture = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    await (await world.as(consultant)).get(picture);
    const asked = await world.as(registrar);
    await asked.get(`${picture}/preview`);
    expect((await questions())[0]?.seen).toEqual([]);
    await asked.get(picture);
    await asked.get(picture);
    expect((await questions())[0]?.seen).toEqual([
      expect.objectContaining({ by: idOf(registrar), images: [set.images[0]?.id] }),
    ]);
    expect((await world.events()).filter(({ kind }) => kind === 'question-seen')).toHaveLength(1);
  });

  it('is refused to whoever is not in the conversation, in the words of what is not there', async () => {
    const absent = await (await world.as(outsider)).get('/sets/AAAAAAAAAAAAAAAAAAAAAA/ask');
    const refused = await (await world.as(outsider)).get(`/sets/${set.id}/ask`);
    expect([refused.status, absent.status]).toEqual([404, 404]);
    expect((await ask({}, outsider)).status).toBe(404);
    expect(await questions()).toEqual([]);
  });

  it('takes nobody who was not offered, whatever the form says', async () => {
    for (const who of [person(guest), 'role:made-up', `person:${TENANT_ID}/somebody`, person(nurse)])
      expect((await ask({ who })).status).toBe(422);
  });
});

describe('Nobody on the rota', () => {
  it('is said on the page, to the asker and on the card, and nobody is told in silence', async () => {
    const sent = await ask({ who: 'role:no-rota' });
    const page = await (await world.as(nurse)).get(sent.headers.get('location') ?? '');
    expect(page.text).toContain('Your question has reached nobody yet');
    expect(page.text).toContain('No one is on this rota, ring switchboard 01632 960 000.');
    await work();
    expect(toldTo(nurse)).toEqual([
      expect.objectContaining({ kind: 'asker', what: 'no-one', ring: '01632 960 000' }),
    ]);
    expect(world.chat.told).toHaveLength(1);
    expect((await questions())[0]).toMatchObject({ toldTo: [], noOneAt: expect.any(String) });
  });
});

describe('Outside the conversation', () => {
  it('nobody is asked before somebody has said what the patient agreed to', async () => {
    for (const who of [person(outsider), 'role:outside-role', person(burnsConsultant)]) {
      const refused = await ask({ who });
      expect(refused.status).toBe(409);
      expect(refused.text).toContain('Press Record consent on the page of the images, then ask again.');
    }
    expect(await questions()).toEqual([]);
  });

  it('a colleague is asked once the patient agreed, on a basis that is kept, and opens what was asked about', async () => {
    await consented();
    const second = await world.as(outsider);
    expect((await second.get(`/sets/${set.id}`)).status).toBe(404);
    await ask({ who: person(outsider), audience: 'yes' });
    expect((await questions())[0]?.outside?.basis).toBe('6(1)(e)+9(2)(h)');
    expect((await world.events()).find(({ kind }) => kind === 'question-asked')?.facts).toMatchObject({
      basis: '6(1)(e)+9(2)(h)',
    });
    expect((await second.get(`/sets/${set.id}`)).status).toBe(200);
    expect((await second.get(`/sets/${set.id}/ask`)).status).toBe(404);
  });

  it('is offered to nobody where the organisation does not allow it', async () => {
    await world.close();
    await open({ ...rules, askOutside: false });
    await consented();
    const page = await (await world.as(nurse)).get(`/sets/${set.id}/ask`);
    expect(page.text).not.toContain(outsider.name);
    expect((await ask({ who: 'role:outside-role' })).text).toContain(
      'Only people in this conversation can be asked',
    );
  });

  it('somebody of another trust signs in with their own account, and opens what they were asked about and no more', async () => {
    const burns = await world.as(burnsConsultant);
    const own = await world.seed([await photo()]);
    expect((await burns.get(`/sets/${set.id}`)).status).toBe(404);
    await consented();
    const sent = await ask({ who: person(burnsConsultant), audience: 'yes' });
    const page = await (await world.as(nurse)).get(sent.headers.get('location') ?? '');
    expect(page.text).toContain(`/sets/${set.id}`);
    expect(page.text).toContain('Send it to burns@nhs.example.');
    await work();
    expect(toldTo(burnsConsultant)).toEqual([]);
    expect(toldTo(nurse).map((one) => (one.kind === 'asker' ? one.what : one.kind))).toContain('unreached');
    const picture = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    expect((await burns.get(picture)).status).toBe(200);
    expect((await burns.get(`/sets/${own.id}`)).status).toBe(404);
    expect((await questions())[0]?.seen).toHaveLength(1);
  });

  it('nobody else of that tenant finds anything, and a guest account of it neither', async () => {
    await consented();
    await ask({ who: person(burnsConsultant), audience: 'yes' });
    const colleague = { ...burnsConsultant, oid: '5afe0000-0000-4000-8000-000000000099' };
    const picture = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    expect((await (await world.as(colleague)).get(picture)).status).toBe(404);
    const asGuest = world.stranger(burnsConsultant, { guest: true });
    await asGuest.signIn();
    expect((await asGuest.get(picture)).status).not.toBe(200);
  });
});

describe('Handing on', () => {
  it('goes to their consultant, who is told that a colleague handed it on, and whose time begins anew', async () => {
    await ask();
    await work();
    world.clock.pass(3 * MINUTE);
    const asked = await world.as(registrar);
    const [question] = await questions();
    const page = await asked.get(`/sets/${set.id}/hand-on?question=${question?.id ?? ''}`);
    expect(page.text).toContain(consultant.name);
    const handed = await asked.post(`/sets/${set.id}/hand-on`, {
      ...{ question: question?.id ?? '', to: person(consultant) },
    });
    expect(handed.status).toBe(303);
    await work();
    expect(toldTo(consultant)).toEqual([expect.objectContaining({ kind: 'asked', why: 'handed-on' })]);
    world.clock.pass(3 * MINUTE);
    await work();
    expect(toldTo(registrar)).toHaveLength(1);
    world.clock.pass(2 * MINUTE);
    await work();
    expect(toldTo(consultant)).toHaveLength(2);
  });

  it('is for whoever was asked alone', async () => {
    await ask();
    const [question] = await questions();
    const other = await world.as(f1);
    expect((await other.get(`/sets/${set.id}/hand-on?question=${question?.id ?? ''}`)).status).toBe(404);
    const press = { question: question?.id ?? '', to: person(consultant) };
    expect((await other.post(`/sets/${set.id}/hand-on`, press)).status).toBe(404);
  });
});

describe('Several questions to one person', () => {
  it('inside two minutes are one message more, but a new urgent one is told at once', async () => {
    await ask({ urgency: 'today' });
    await work();
    expect(toldTo(registrar)).toHaveLength(1);
    for (const line of ['second', 'third']) {
      world.clock.pass(20_000);
      await ask({ urgency: 'today', line });
      await work();
    }
    expect(toldTo(registrar)).toHaveLength(1);
    world.clock.pass(2 * MINUTE);
    await work();
    expect(toldTo(registrar).slice(1)).toEqual([
      { kind: 'questions-wait', count: 3, urgent: 0, openUrl: expect.any(String) },
    ]);
    await ask({ urgency: 'urgent', line: 'fourth' });
    await work();
    expect(toldTo(registrar)).toHaveLength(3);
    // Those that another spoke for look once more, and find that it did.
    world.clock.pass(10_000);
    await work();
    expect(toldTo(registrar)).toHaveLength(3);
    expect(
      (await questions()).every(({ toldTo: all }) => all.every((one) => one.sending === undefined)),
    ).toBe(true);
  });

  it('asked again an hour later they are one message again', async () => {
    for (const line of ['first', 'second', 'third']) await ask({ urgency: 'today', line });
    await work();
    world.clock.pass(3 * MINUTE);
    await work();
    const before = toldTo(registrar).length;
    expect(before).toBeLessThanOrEqual(2);
    for (let minutes = 0; minutes < 63; minutes += 1) {
      world.clock.pass(MINUTE);
      await work();
    }
    expect(toldTo(registrar).length - before).toBeLessThanOrEqual(2);
    expect((await questions()).map(({ toldTo: all }) => all.length)).toEqual([2, 2, 2]);
  });
});

describe('Whoever asked', () => {
  it('off shift when nobody looked, whoever holds their role now is told to ring as well', async () => {
    await ask({ urgency: 'today', 'answer-to': 'ward-7-doctor' });
    for (let hours = 0; hours < 14; hours += 1) {
      await work();
      world.clock.pass(HOUR);
    }
    // Asked at 09:00, nobody looked by noon: still on shift, told alone.
    expect(toldTo(nurse).map((one) => (one.kind === 'asker' ? one.what : one.kind))).toContain('ring-now');
    expect(toldTo(f1)).toEqual([]);
    world.chat.told.length = 0;
    await ask({ urgency: 'routine', line: 'overnight', 'answer-to': 'ward-7-doctor' });
    for (let days = 0; days < 8 * 24; days += 1) {
      await work();
      world.clock.pass(HOUR);
    }
    const told = (of: Person) => toldTo(of).filter((one) => one.kind === 'asker' && one.what === 'ring-now');
    expect(told(f1)).toHaveLength(1);
    expect(told(nurse)).toHaveLength(1);
  });
});
