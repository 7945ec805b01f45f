import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrar } from '../../bot/local/demonstration/people.ts';
import { lookupOf } from '../../bot/sealed/look-up.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { anotherWords } from '../../cards/text/shown.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('What a machine saw in a picture besides', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const know = async (set: StoredSet, facts: Pick<StoredImage, 'numbers' | 'shows'>): Promise<void> => {
    await world.parts.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored' ? { ...row, images: row.images.map((one) => ({ ...one, ...facts })) } : row,
      events: [],
    });
  };
  const pageOf = async (facts: Pick<StoredImage, 'shows'>): Promise<string> => {
    const set = await world.seed([await photo()]);
    await know(set, facts);
    return (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;
  };

  it('is said beside it to whoever may send it on, as what may be; nothing seen, nothing said', async () => {
    expect(await pageOf({ shows: ['details', 'face'] })).toContain(
      'This picture may show a patient’s details in writing and a face. Think who needs to see it before you send it on.',
    );
    for (const facts of [{}, { shows: [] }])
      expect(await pageOf(facts)).not.toContain('This picture may show');
  });

  it('is said before anything is filed, and first on its page, where it is somebody else’s number (H1)', async () => {
    const { ledger, keys } = world.parts;
    const edith = {
      'nhs-number': '943 476 5919',
      'birth-day': '9',
      'birth-month': '3',
      'birth-year': '1941',
    };
    const filed = async (numbers: readonly string[]): Promise<readonly string[]> => {
      const set = await world.seed([await photo()]);
      const hashes = await Promise.all(
        numbers.map((number) => lookupOf({ ledger, keys }, set.organisation, number)),
      );
      await know(set, { numbers: hashes });
      const browser = await world.as(registrar);
      const form = { image: `${set.id}.${set.images[0]?.id ?? ''}`, ...edith };
      const asked = await browser.post(`/sets/${set.id}/file`, { ...form, step: 'look-up' });
      await browser.post(`/sets/${set.id}/file`, { ...form, step: 'confirm', shown: 'Patient/demo-1' });
      return [asked.text, (await browser.get(`/sets/${set.id}`)).text];
    };
    const [before, after] = await filed(['4010232137']);
    expect(before).toContain(anotherWords.beforeFiling);
    expect(after).toContain(anotherWords.note);
    for (const numbers of [[], ['9434765919'], ['4010232137', '9434765919']]) {
      const pages = (await filed(numbers)).join('');
      expect(pages).toContain('Edith Marlowe');
      expect(pages).not.toContain(anotherWords.beforeFiling);
      expect(pages).not.toContain(anotherWords.note);
    }
  });
});
