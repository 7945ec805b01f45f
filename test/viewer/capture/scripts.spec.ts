import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import { openWorld } from '../world.ts';
import type { World } from '../world.ts';

describe('The words to say before a picture is taken (INF-05)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('stand on the camera’s page for a hospital device and for one’s own phone, and it asks whose it is', async () => {
    const { text } = await (await world.as(nurse)).get('/capture');
    for (const device of ['trust', 'own-under-policy', 'trust-camera', 'patient'])
      expect(text).toMatch(new RegExp(`name="device"[^>]*value="${device}"`));
    expect(text).not.toMatch(/name="device"[^>]*\schecked/);
    for (const said of [
      'I would like to take a picture with this hospital device.',
      'I would like to take a picture with my own phone. My hospital allows this',
      'I would like to take a picture with this phone.',
    ])
      expect(text).toContain(said);
  });
});
