import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('A picture that its own device has processed (META-07)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const pageOf = async (facts: Pick<StoredImage, 'processed'>): Promise<string> => {
    const set = await world.seed([await photo()]);
    await world.parts.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored' ? { ...row, images: row.images.map((one) => ({ ...one, ...facts })) } : row,
      events: [],
    });
    return (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;
  };

  it('says so beside it as a fact of its file, and says nothing where the file says nothing', async () => {
    const page = await pageOf({ processed: ['edited', 'hdr'] });
    expect(page).toContain(
      'Processed before it came, its file says: saved by a program that edits pictures, HDR',
    );
    expect(await pageOf({})).not.toContain('Processed before it came');
  });
});
