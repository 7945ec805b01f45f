import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('A chaperone for an intimate picture (INT-01)', () => {
  let world: World;
  let set: StoredSet;
  const key = (person: typeof nurse): string => `${person.tid}/${person.oid}`;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const facts = async () => {
    const row = await world.read(set.id);
    return row.state === 'stored' ? row.images[0]?.consent : undefined;
  };
  const restrict = async (): Promise<void> => {
    const viewer = key(registrar);
    const pressed = await (
      await world.as(nurse)
    ).post(`/sets/${set.id}/restrict`, { answer: 'restrict:intimate', viewer });
    expect(pressed.status).toBe(303);
  };

  it('is asked of an intimate picture alone, unset, and said beside it once somebody said', async () => {
    const browser = await world.as(nurse);
    expect((await browser.get(`/sets/${set.id}`)).text).not.toMatch(/chaperone/i);
    await restrict();
    const asking = (await browser.get(`/sets/${set.id}`)).text;
    expect(asking).toContain('Chaperone: nobody has said yet');
    expect(asking).toContain('Was a chaperone there?');
    const said = await browser.post(`/sets/${set.id}/chaperone`, { answer: 'offered-declined' });
    expect(said.status).toBe(303);
    expect((await facts())?.chaperone).toMatchObject({ said: 'offered-declined', by: { oid: nurse.oid } });
    const shown = (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;
    expect(shown).toContain('Chaperone: offered, the patient did not want one');
    await browser.post(`/sets/${set.id}/chaperone`, { answer: 'colleague' });
    expect((await facts())?.chaperone?.said).toBe('colleague');
    expect((await world.events()).filter(({ kind }) => kind === 'chaperone-noted')).toHaveLength(2);
  });

  it('is said by nobody who may not open the picture, of no other picture, and in no other words', async () => {
    const browser = await world.as(nurse);
    expect((await browser.post(`/sets/${set.id}/chaperone`, { answer: 'colleague' })).status).toBe(409);
    await restrict();
    const stranger = await world.as(outsider);
    expect((await stranger.post(`/sets/${set.id}/chaperone`, { answer: 'colleague' })).status).toBe(404);
    expect((await browser.post(`/sets/${set.id}/chaperone`, { answer: 'Sister Ruth' })).status).toBe(400);
    expect((await facts())?.chaperone).toBeUndefined();
  });
});
