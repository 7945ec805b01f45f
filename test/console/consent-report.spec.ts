import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consultant, informationGovernance, nurse } from '../../bot/local/demonstration/people.ts';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from '../viewer/photo.ts';
import type { World } from '../viewer/world.ts';
import { idOf, openWorld } from '../viewer/world.ts';
import { CONSENT_WORDS_VERSION } from '../../cards/text/consent-script.ts';
import { quickReasons } from '../../cards/text/consent.ts';

describe('Consent by ward, on the console', () => {
  let world: World;
  let set: StoredSet;

  const agree = async (which: StoredSet, lateReason?: string) => {
    const at = world.clock.now();
    const form = pressed({
      press: 'agreed-aloud',
      professional: { person: idOf(nurse), name: 'Asha Nair', jobTitle: 'Staff nurse', at },
      informed: { version: CONSENT_WORDS_VERSION, at, by: 'read-aloud', shown: [] },
    });
    return recordConsent({ ledger: world.ledger, keys: world.parts.keys, clock: world.clock })({
      ...{ organisation: which.organisation, set: which.id, by: idOf(nurse), rules: STANDING_RULES },
      images: which.images.map(({ id }) => id),
      form: { ...form, ...(lateReason === undefined ? {} : { lateReason }) },
      said: { ageBand: 'adult' },
    });
  };

  beforeAll(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
    await world.seed([await photo()]);
    await agree(set);
    await agree(await world.seed([await photo()]), quickReasons.late[1]);
    await agree(await world.seed([await photo()]), 'Mr Smith was asleep in bed 4');
  });
  afterAll(() => world.close());

  it('shows shares, exposure and what was agreed to late, with reasons that were picked', async () => {
    const { status, text } = await (await world.as(informationGovernance)).get('/console/consent');
    expect(status).toBe(200);
    for (const words of [
      'Agreed before it was taken',
      '0 (0 %)',
      'Agreed to after the picture was taken',
      'It was posted before anybody was asked',
      quickReasons.late[1],
      'Another reason, written in words: see the set',
      `/sets/${set.id}/receipt`,
    ])
      expect(text).toContain(words);
  });

  it('names no person, and quotes nothing that was written', async () => {
    const { text } = await (await world.as(informationGovernance)).get('/console/consent');
    for (const secret of ['Asha', 'Smith', 'bed 4', nurse.oid]) expect(text).not.toContain(secret);
  });

  it('is for information governance alone, and the console leads to it', async () => {
    expect((await (await world.as(consultant)).get('/console/consent')).status).toBe(404);
    const { text } = await (await world.as(informationGovernance)).get('/console');
    expect(text).toContain('href="/console/consent"');
  });
});
