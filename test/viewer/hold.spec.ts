import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  f1,
  informationGovernance,
  nurse,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import { mayDispose } from '../../bot/policy/disposal.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, later } from '../../bot/set/instant.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('What is restricted', () => {
  let world: World;
  let set: StoredSet;
  let original: string;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo()]);
    original = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/original`;
  });
  afterEach(() => world.close());

  const now = async (): Promise<StoredSet> => {
    const row = await world.read(set.id);
    if (row.state !== 'stored') throw new Error('it is gone');
    return row;
  };
  const press = async (person: typeof nurse, answer: string, more = {}) =>
    (await world.as(person)).post(`/sets/${set.id}/restrict`, { answer, ...more });

  it('is downloaded by the people it names, and by nobody else (INT-02)', async () => {
    expect((await (await world.as(consultant)).get(original)).status).toBe(200);
    await press(f1, 'restrict:injury', { viewer: `${registrar.tid}/${registrar.oid}` });
    const statuses = [];
    for (const person of [f1, registrar, nurse, consultant, informationGovernance])
      statuses.push((await (await world.as(person)).get(original)).status);
    expect(statuses).toEqual([200, 200, 404, 404, 404]);
  });

  it('as intimate and restricted to nobody by name is seen by its taker, and its file is refused in words (INT-02)', async () => {
    const { tid, oid } = nurse;
    await world.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored'
          ? {
              ...row,
              images: row.images.map((image) => ({
                ...image,
                consent: {
                  intimate: true,
                  ageBand: 'adult' as const,
                  consent: { state: 'unanswered' as const },
                  withdrawals: [],
                  capture: {
                    takenBy: { who: 'staff' as const, person: { tid, oid } as never },
                    mode: 'clinician-phone' as const,
                    source: 'staff' as const,
                    selfieCamera: false,
                    shown: 'yes' as const,
                  },
                },
              })),
            }
          : row,
      events: [],
    });
    const browser = await world.as(nurse);
    expect((await browser.get(`/sets/${set.id}`)).status).toBe(200);
    const refused = await browser.get(original);
    expect([refused.status, refused.text.includes('You can look at the picture here')]).toEqual([403, true]);
  });

  it('as evidence is put under a legal hold by whoever it names, and lifted by information governance alone (INT-08)', async () => {
    await press(nurse, 'hold');
    expect((await now()).hold).toBeUndefined();
    await press(nurse, 'restrict:forensic');
    const page = await (await world.as(nurse)).get(`/sets/${set.id}/restrict`);
    expect(page.text).toContain('Put a legal hold on it');
    expect((await press(nurse, 'hold')).status).toBe(303);
    const { hold } = await now();
    expect(hold?.by.oid).toBe(nurse.oid);
    expect((await press(nurse, 'lift-hold')).status).toBe(404);
    const refused = (await now()).images.map((image) => ({
      ...image,
      consent: {
        ...image.consent,
        consent: {
          state: 'declined' as const,
          by: (hold?.by ?? '') as never,
          at: world.clock.now(),
          decided: {
            ...{ outcome: 'destroy' as const, reason: 'x', at: world.clock.now() },
            by: [
              { tid: 't', oid: 'one' },
              { tid: 't', oid: 'two' },
            ] as never,
          },
        },
      },
    }));
    const decided = { ...(await now()), images: refused } as StoredSet;
    const inTenYears = later(world.clock.now(), 3650 * DAY);
    expect(mayDispose(decided, inTenYears)).toBe('not-yet');
    expect((await press(informationGovernance, 'lift-hold')).status).toBe(303);
    expect((await now()).hold).toBeUndefined();
    const { hold: _lifted, ...free } = decided;
    expect(mayDispose(free, inTenYears)).toBe('now');
    const kinds = (await world.events()).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['hold-placed', 'hold-lifted']));
  });

  it('as evidence is shown whole, also where a part of it was shared before (INT-08)', async () => {
    const crop = { left: 0, top: 0, width: 500, height: 500 };
    await world.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored'
          ? {
              ...row,
              images: row.images.map((image) => ({
                ...image,
                consent: {
                  ...{ intimate: false, ageBand: 'adult' as const, withdrawals: [] },
                  consent: { state: 'unanswered' as const },
                  capture: {
                    takenBy: { who: 'patient' as const },
                    mode: 'clinician-phone' as const,
                    source: 'staff' as const,
                    selfieCamera: false,
                    shown: 'yes' as const,
                    crop,
                  },
                },
              })),
            }
          : row,
      events: [],
    });
    await press(nurse, 'restrict:forensic');
    const [image] = (await now()).images;
    expect([image?.renditions.state, image?.consent?.capture?.crop]).toEqual(['owed', undefined]);
    const duties = world.ledger.duties().map(({ verb, subject }) => `${verb} ${subject}`);
    expect(duties).toContain(`render ${image?.id ?? ''}`);
  });
});
