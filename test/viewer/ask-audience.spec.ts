import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BURNS_TENANT_ID, burnsConsultant, nurse, outsider } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { tenantId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import type { Question } from '../../bot/set/question.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld, policy } from './world.ts';

const opinions = {
  switchboard: '01632 960 000',
  seenWithin: { urgent: 5, today: 60 },
  askOutside: true,
  colleagues: [{ oid: outsider.oid, name: outsider.name }],
  otherTrusts: [
    {
      ...{ tenant: tenantId(BURNS_TENANT_ID), name: 'Northmoor Burns Centre' },
      people: [{ oid: burnsConsultant.oid, name: burnsConsultant.name, mail: 'burns@nhs.example' }],
    },
  ],
  roles: [],
};

describe('Somebody outside the conversation', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    const asking = {
      organisations: policy.organisations.map((one, at) => (at === 0 ? { ...one, opinions } : one)),
    };
    world = await openWorld({ change: () => ({ policy: asking }) });
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const questions = async (): Promise<readonly Question[]> => {
    const row = await world.read(set.id);
    return row.state === 'stored' ? (row.questions ?? []) : [];
  };
  const person = (of: Person): string => `person:${of.tid}/${of.oid}`;
  const ask = async (change: Readonly<Record<string, string>>) =>
    (await world.as(nurse)).post(`/sets/${set.id}/ask`, {
      ...{ urgency: 'urgent', line: 'Take down tonight?', image: set.images[0]?.id ?? '' },
      ...change,
    });
  const consented = async (): Promise<void> => {
    await (await world.as(nurse)).post(`/sets/${set.id}/consent`, { answer: 'agreed', age: 'adult' });
  };

  it('is asked of the patient first, where they were told of the conversation alone (CON-21)', async () => {
    await consented();
    const first = await ask({ who: person(outsider) });
    expect(first.status).toBe(422);
    expect(first.text).toContain('May I show your picture to a specialist outside this team as well?');
    expect(first.text).not.toMatch(/\schecked/);
    expect(await questions()).toEqual([]);
    expect((await ask({ who: person(outsider), audience: 'could-not-ask' })).status).toBe(303);
    // Asked at the next time again; a no is kept, and nothing is sent.
    expect((await ask({ who: person(outsider), line: 'And now?' })).status).toBe(422);
    const refused = await ask({ who: person(outsider), audience: 'no' });
    expect(refused.text).toContain('The patient does not want it shown outside this conversation');
    expect((await ask({ who: person(burnsConsultant), audience: 'yes' })).status).toBe(409);
    expect(await questions()).toHaveLength(1);
    const asked = (await world.events()).filter(({ kind }) => kind === 'audience-asked');
    expect(asked.map(({ facts }) => facts?.['said'])).toEqual(['could-not-ask', 'no']);
  });
});
