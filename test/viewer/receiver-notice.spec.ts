import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

const TITLE = 'look only where this patient’s care needs it, and keep no copy';

describe('The notice before the first picture that somebody opens (DEL-04)', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const noticed = async () => (await world.events()).filter(({ kind }) => kind === 'receiver-noticed');

  it('says that whoever looks has the duties of whoever took it, once, with its version on record', async () => {
    const browser = await world.as(registrar);
    const first = (await browser.get(`/sets/${set.id}`)).text;
    expect(first).toContain(TITLE);
    expect(first).toContain('You owe this patient what whoever took the picture owes them');
    expect(await noticed()).toMatchObject([
      { by: { oid: registrar.oid }, set: set.id, facts: { version: 'en-GB/1' } },
    ]);
    await browser.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`);
    const other = await world.seed([await photo()]);
    for (const one of [set, other]) expect((await browser.get(`/sets/${one.id}`)).text).not.toContain(TITLE);
    expect(await noticed()).toHaveLength(1);
  });

  it('is not for whoever posted it, and says nothing to whoever may not open it', async () => {
    expect((await (await world.as(nurse)).get(`/sets/${set.id}`)).text).not.toContain(TITLE);
    expect((await (await world.as(outsider)).get(`/sets/${set.id}`)).text).not.toContain(TITLE);
    expect(await noticed()).toEqual([]);
  });
});
