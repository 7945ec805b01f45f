import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  consultant,
  fellviewConsultant,
  informationGovernance,
  nurse,
} from '../../bot/local/demonstration/people.ts';
import { messageId, setId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import { photo } from '../viewer/photo.ts';
import type { World } from '../viewer/world.ts';
import { idOf, openWorld } from '../viewer/world.ts';

describe('The console', () => {
  let world: World;
  let visible: StoredSet;
  let marked: StoredSet;

  beforeAll(async () => {
    world = await openWorld({
      change: () => ({
        health: async () => [
          { part: 'ledger', ok: true },
          { part: 'record', ok: false, code: 'record-unreachable' as const },
        ],
      }),
    });
    const since = later(world.clock.now(), -HOUR);
    visible = await world.seed([await photo()], {
      change: { alerts: [{ what: 'removal-late', since, toldAt: since }] },
    });
    await world.ledger.change(visible.organisation, visible.id, {
      to: (row) =>
        row.state === 'stored'
          ? {
              ...row,
              copies: row.copies.map((copy) => ({ ...copy, outcome: { state: 'visible' }, sightings: [] })),
            }
          : row,
      events: [],
    });
    marked = await world.seed([await photo()], {
      change: { notClinical: { by: idOf(nurse), at: later(world.clock.now(), -2 * HOUR) } },
    });
  });
  afterAll(() => world.close());

  it('shows information governance what works, what is alarmed, what is still visible and what is not filed, with ages', async () => {
    const { text } = await (await world.as(informationGovernance)).get('/console');
    for (const words of [
      'Harbourside Hospital',
      'The patient record is not answering',
      'The database: who posted what, and what was done',
      'Not removed from the conversation within 15 minutes, for 1 hour',
      '1 copy, for 20 minutes',
      '1 image, waiting for 20 minutes',
      'Marked 2 hours ago',
      `/sets/${visible.id}/receipt`,
    ])
      expect(text).toContain(words);
  });

  it('shows no picture, no words and no patient', async () => {
    const { text } = await (await world.as(informationGovernance)).get('/console');
    expect(text).not.toMatch(/<span>(?:ledger|blobs|keys|record)<\/span>/);
    expect(text).not.toMatch(/<img|Left heel|Asha Nair|\/images\//);
  });

  it('shows the oldest hundred of a list, and says how many there are', async () => {
    const many = await openWorld();
    const one = await many.seed([await photo()], {
      change: { notClinical: { by: idOf(nurse), at: many.clock.now() } },
    });
    const { images: _images, ...rest } = one;
    for (let at = 0; at < 120; at += 1) {
      const id = setId(`another-${at}`);
      const origin = { ...one.origin, message: messageId(`${at}`) };
      const first = { ...rest, id, origin, postedAt: later(one.postedAt, (at + 1) * 1_000) };
      await many.ledger.receive({ ...first, state: 'received' }, [], []);
      await many.ledger.change(one.organisation, id, { to: () => ({ ...one, ...first }), events: [] });
    }
    const { text } = await (await many.as(informationGovernance)).get('/console');
    expect(text).toContain('These are the oldest 100 of 121.');
    expect(text).toContain(`/sets/${one.id}/receipt`);
    expect(text).toContain('/sets/another-98/receipt');
    expect(text).not.toContain('/sets/another-99/receipt');
    await many.close();
  });

  it('is for that role alone, and only about one’s own organisation', async () => {
    expect((await (await world.as(consultant)).get('/console')).status).toBe(404);
    const other = await world.as(fellviewConsultant, { roles: ['InformationGovernance'] });
    const page = await other.get('/console');
    expect([page.status, page.text.includes('Fellview'), page.text.includes(visible.id)]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await other.post('/console/approve', { set: marked.id })).status).toBe(404);
  });

  it('takes the second person’s approval, and then says from when it is destroyed', async () => {
    const browser = await world.as(informationGovernance);
    expect((await browser.post('/console/approve', { set: marked.id })).to).toBe('/console');
    expect((await browser.get('/console')).text).toContain(
      'Approved. It is destroyed after 9 Mar 2026, 07:00.',
    );
    expect((await (await world.as(consultant)).post('/console/approve', { set: marked.id })).status).toBe(
      404,
    );
  });
});
