import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registrar } from '../../bot/local/demonstration/people.ts';
import type { Sited } from '../../bot/set/body-site.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import type { Browser } from './browser.ts';
import { photo } from './photo.ts';
import { HEEL, photographed, placed } from './series/series-ward.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('Earlier photographs of the same place', () => {
  let world: World;
  let browser: Browser;
  let now: StoredSet;
  let before: StoredSet;
  beforeEach(async () => {
    world = await openWorld();
    now = await of(HEEL, 0, '2026-03-02T08:31:00');
    before = await of(HEEL, 1, '2026-03-01T03:00:00');
    await of({ site: 'forearm', side: 'left' }, 1, '2026-03-01T04:00:00');
    browser = await world.as(registrar);
  });
  afterEach(() => world.close());

  /** One photograph of the one patient, so many days ago. */
  const of = async (sited: Sited, days: number, local: string): Promise<StoredSet> =>
    photographed(world, days, await photo('patient-a-1.jpg', { takenAt: { local, source: 'exif' } }), {
      sited,
    });
  const earlierOf = (set: StoredSet): string => `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/earlier`;

  it('are one swipe from the newest, with their own age, and none of them is opened until it is looked at', async () => {
    const page = await browser.get(`/sets/${now.id}`);
    expect(page.text).toContain(`data-earlier="${earlierOf(now)}"`);
    const { status, text } = await browser.get(earlierOf(now));
    expect([status, text.match(/<li/g)?.length]).toEqual([200, 1]);
    expect(text).toContain(`/sets/${before.id}/images/${before.images[0]?.id ?? ''}"`);
    expect(text).toContain('Taken 30 hours ago: not current');
    expect(text.match(/loading="lazy"/g)).toHaveLength(2);
    const opened = (await world.events()).filter(
      ({ kind, set }) => kind === 'image-opened' && set === before.id,
    );
    expect(opened).toEqual([]);
  });

  it('are none for the oldest, and none for whoever may not open the newest', async () => {
    expect((await browser.get(earlierOf(before))).text).toBe('');
    world.chat.members.length = 0;
    expect((await browser.get(earlierOf(now))).status).toBe(404);
  });

  it('close the page they stand on when they are closed themselves', async () => {
    const also = `${before.id}.${before.images[0]?.id ?? ''}`;
    const path = `/sets/${now.id}/standing?images=${now.images[0]?.id ?? ''}&also=${also}`;
    expect((await browser.get(path)).text).toBe('{"standing":"open"}');
    const { poster: by, postedAt: at } = before;
    const restriction = { why: 'injury', viewers: [], by, at, keepWhole: false } as const;
    await world.ledger.change(before.organisation, before.id, {
      to: (row) =>
        row.state === 'stored'
          ? { ...row, images: row.images.map((one) => ({ ...one, consent: placed(HEEL, { restriction }) })) }
          : row,
      events: [],
    });
    expect((await browser.get(path)).text).toBe('{"standing":"closed"}');
    expect((await browser.get(earlierOf(now))).text).toBe('');
  });
});
