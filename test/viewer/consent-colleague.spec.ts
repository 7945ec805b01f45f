import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { f1, nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import { factsOf } from '../../bot/policy/consent/facts-of.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { idOf, openWorld } from './world.ts';

describe('What the patient agreed to, where it was not simply said to whoever posted it', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const facts = async (): Promise<ConsentFacts> => {
    const row = await world.read(set.id);
    return factsOf((row.state === 'stored' ? row.images[0] : undefined) ?? {});
  };
  const key = ({ tid, oid }: typeof nurse): string => `${tid}/${oid}`;
  const say = async (form: Readonly<Record<string, string>>, by = nurse) =>
    (await world.as(by)).post(`/sets/${set.id}/consent`, { age: 'adult', ...form });

  it('keeps who took it and who asked, apart from who posted and recorded it (CON-20)', async () => {
    const page = await (await world.as(f1)).get(`/sets/${set.id}/consent`);
    expect(page.text).toContain('Who took it?');
    expect(page.text).not.toMatch(/\schecked|\sselected/);
    const form = { answer: 'agreed-colleague', 'asked-by': key(registrar), 'asked-job': 'Registrar' };
    const lacking = await say(form, f1);
    expect([lacking.status, lacking.text.includes('Please choose who took it')]).toEqual([422, true]);
    expect((await say({ ...form, 'taken-by': key(outsider) }, f1)).status).toBe(422);
    expect((await say({ ...form, 'taken-by': key(nurse) }, f1)).status).toBe(303);
    const { takenBy, consent } = await facts();
    expect(takenBy).toEqual(idOf(nurse));
    expect(consent).toMatchObject({ by: idOf(f1), method: { professional: { person: idOf(registrar) } } });
  });

  it('shows beside the picture whether whoever posted it took it, and asks no more who did (CON-20)', async () => {
    const form = { answer: 'agreed-colleague', 'asked-by': key(registrar), 'asked-job': 'Registrar' };
    const shown = async (taker: typeof nurse): Promise<string> => {
      set = await world.seed([await photo()]);
      const before = (await (await world.as(f1)).get(`/sets/${set.id}`)).text;
      expect(before).toMatch(/Nobody has said yet: who took it/);
      await say({ ...form, 'taken-by': key(taker) }, f1);
      return (await (await world.as(f1)).get(`/sets/${set.id}`)).text;
    };
    const byPoster = await shown(nurse);
    expect(byPoster).toContain('Taken by whoever posted it.');
    expect(byPoster).not.toContain('Nobody has said yet: who took it');
    expect(await shown(registrar)).toContain('Taken by a colleague of whoever posted it.');
  });

  it('is marked beside the picture where it stands on a surgical form, and counts for care alone (CON-08)', async () => {
    expect((await say({ answer: 'surgical', 'surgical-document': 'Form 1, 3 March' })).status).toBe(303);
    expect(levelsGranted(await facts())).toEqual(['making', 'care']);
    const page = await (await world.as(nurse)).get(`/sets/${set.id}`);
    expect(page.text).toContain('Agreed on a surgical form: for care only');
    expect(JSON.stringify(await facts())).not.toContain('3 March');
  });
});
