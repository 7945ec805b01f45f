import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { f1, nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import { modeOf, trioMissing } from '../../bot/policy/said-taken.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('Who took a posted picture, when and how (META-04)', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([{ bytes: (await photo()).bytes, mediaType: 'image/jpeg' }]);
  });
  afterEach(() => world.close());

  const answers = { taker: 'colleague', with: 'phone', when: 'same-day' };
  const say = async (more: Record<string, string> = {}, who = nurse): Promise<number> =>
    (await (await world.as(who)).post(`/sets/${set.id}/said-taken`, { ...answers, ...more })).status;
  const image = async (): Promise<StoredImage> => {
    const [first] = ((await world.read(set.id)) as StoredSet).images;
    if (first === undefined) throw new Error('no image');
    return first;
  };
  const page = async (): Promise<string> => (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;

  it('is asked, with nothing chosen; the page says which of the three nobody has said', async () => {
    const before = await page();
    expect(before).toContain('Nobody has said yet: who took it, when, with what');
    for (const name of ['taker', 'with', 'when'])
      expect(before).toMatch(new RegExp(`<select[^>]*name="${name}"`));
    expect(before).not.toMatch(/<option[^>]*\sselected/);
    expect(await say()).toBe(303);
    const after = await page();
    expect(after).toContain('Taken by a colleague of whoever posted it, earlier on the day it was posted.');
    expect(after).toContain('Ward photograph, not Medical Illustration (phone)');
    expect(after).not.toContain('Nobody has said yet: ');
    await say({ when: 'not-known' }, f1);
    expect(await page()).toContain('Nobody has said yet: when');
    expect((await world.events()).filter(({ kind }) => kind === 'taken-said')).toHaveLength(2);
  });

  it('takes one of each, from somebody of the conversation, and holds nothing up', async () => {
    for (const wrong of [{ taker: 'Sister Ruth' }, { with: '' }, { when: 'yesterday at nine' }])
      expect(await say(wrong)).toBe(400);
    expect(await say({}, outsider)).toBe(404);
    expect((await image()).saidTaken).toBeUndefined();
    expect((await (await world.as(nurse)).get(`/sets/${set.id}/file`)).status).toBe(200);
  });

  it('is known of what Safelight’s own camera took, and nobody says it otherwise', async () => {
    const consent = {
      ...{ intimate: false, ageBand: 'adult', consent: { state: 'unanswered' }, withdrawals: [] },
      capture: {
        takenBy: { who: 'staff', person: set.poster },
        ...{
          mode: 'clinician-phone',
          takenAt: set.postedAt,
          source: 'staff',
          selfieCamera: false,
          shown: 'unset',
        },
      },
    } as const satisfies ConsentFacts;
    await world.parts.ledger.change(set.organisation, set.id, {
      to: (was) =>
        was.state === 'stored' ? { ...was, images: was.images.map((one) => ({ ...one, consent })) } : was,
      events: [],
    });
    expect(trioMissing(await image())).toEqual([]);
    expect(await page()).not.toContain('Who took it, when and with what?');
    expect(await say()).toBe(409);
  });

  it('stands on the guidance’s own ladder of sources', () => {
    expect(modeOf('poster', 'phone')).toBe('clinician-phone');
    expect(modeOf('colleague', 'camera')).toBe('clinician-camera');
    expect(modeOf('patient', 'camera')).toBe('patient-camera');
    expect(modeOf('family-or-carer', 'phone')).toBe('patient-phone');
  });
});
