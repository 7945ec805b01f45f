import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { film, photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const addressOf = (set: StoredSet): string => `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/original`;
const openings = async (set: StoredSet): Promise<number> =>
  (await world.events()).filter((event) => event.set === set.id && event.kind === 'original-opened').length;
const pass = (minutes: number): void => {
  world.clock.pass(minutes * MINUTE);
};

describe('A film is played in parts, as an iPhone asks for it', () => {
  it('each part is what was posted there, and says where it lies', async () => {
    const { bytes } = await film();
    const set = await world.seed([await film()]);
    const browser = await world.as(registrar);
    const parts = [
      ['bytes=0-1', 0, 1],
      ['bytes=100-', 100, bytes.length - 1],
      ['bytes=-50', bytes.length - 50, bytes.length - 1],
    ] as const;
    for (const [range, first, last] of parts) {
      const page = await browser.get(addressOf(set), { range });
      expect(page.status).toBe(206);
      expect(page.headers.get('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`);
      expect(page.headers.get('content-length')).toBe(String(last - first + 1));
      expect([page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
        'video/mp4',
        'no-store',
      ]);
      expect(page.bytes.equals(Buffer.from(bytes).subarray(first, last + 1))).toBe(true);
    }
  });

  it('each part is fetched by itself: the whole file stays in the store', async () => {
    const set = await world.seed([await film()]);
    const browser = await world.as(registrar);
    const { blobs } = world;
    const real = { ...blobs };
    const fetched: number[] = [];
    blobs.get = async () => Promise.reject(new Error('all of it was asked for'));
    blobs.part = async (...asked) => {
      const part = await real.part(...asked);
      fetched.push(part.bytes.length);
      return part;
    };
    try {
      expect((await browser.get(addressOf(set), { range: 'bytes=0-1' })).status).toBe(206);
    } finally {
      Object.assign(blobs, real);
    }
    expect(fetched).toHaveLength(2);
  });

  it('a part past its end is refused with its length, and nothing is put on record', async () => {
    const { bytes } = await film();
    const set = await world.seed([await film()]);
    const page = await (await world.as(registrar)).get(addressOf(set), { range: `bytes=${bytes.length}-` });
    expect([page.status, page.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    expect(await openings(set)).toBe(0);
  });

  it('the whole is sent where no part, several parts or a part on a condition is asked for', async () => {
    const { bytes } = await film();
    const set = await world.seed([await film()]);
    const browser = await world.as(registrar);
    for (const asked of [
      {},
      { range: 'bytes=0-1,5-9' },
      { range: 'bytes=0-1', 'if-range': '"an edition"' },
    ]) {
      const page = await browser.get(addressOf(set), asked);
      expect([page.status, page.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
      expect(page.bytes.equals(Buffer.from(bytes))).toBe(true);
    }
    expect(await openings(set)).toBe(3);
  });

  it('is one opening on record however many parts are asked for, and another after ten minutes', async () => {
    const set = await world.seed([await film()]);
    const browser = await world.as(registrar);
    const play = async (): Promise<void> => {
      for (const range of ['bytes=0-1', 'bytes=0-', 'bytes=40-80', 'bytes=10-20'])
        expect((await browser.get(addressOf(set), { range })).status).toBe(206);
    };
    await play();
    pass(4);
    await play();
    expect(await openings(set)).toBe(1);
    pass(4);
    await play();
    pass(4);
    await play();
    expect(await openings(set)).toBe(2);
  });

  it('is an opening of its own for each person, each sign-in and each film', async () => {
    const [one, other] = [await world.seed([await film()]), await world.seed([await film()])];
    const range = 'bytes=0-1';
    for (const browser of [await world.as(registrar), await world.as(registrar), await world.as(nurse)])
      for (const set of [one, other]) await browser.get(addressOf(set), { range });
    expect([await openings(one), await openings(other)]).toEqual([3, 3]);
  });

  it('every part is refused to whoever is not in the conversation, after an opening on record too', async () => {
    const set = await world.seed([await film()]);
    const range = 'bytes=0-1';
    const browser = await world.as(registrar);
    expect((await browser.get(addressOf(set), { range })).status).toBe(206);
    expect((await (await world.as(outsider)).get(addressOf(set), { range })).status).toBe(404);
    const members = world.chat.members.splice(0);
    expect((await browser.get(addressOf(set), { range })).status).toBe(404);
    world.chat.members.push(...members);
  });

  it('no part is given out when the opening cannot be put on record', async () => {
    const set = await world.seed([await film()]);
    const browser = await world.as(registrar);
    const sound = { ...world.ledger.audit };
    world.ledger.audit.append = async () => Promise.reject(new Error('the ledger is away'));
    const page = await browser.get(addressOf(set), { range: 'bytes=0-1' });
    world.ledger.audit.append = (organisation, events) => sound.append(organisation, events);
    expect(page.status).toBe(500);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await browser.get(addressOf(set), { range: 'bytes=0-1' })).status).toBe(206);
    expect(await openings(set)).toBe(1);
  });

  it('a photograph’s original is only ever given whole', async () => {
    const set = await world.seed([await photo()]);
    const page = await (await world.as(registrar)).get(addressOf(set), { range: 'bytes=0-1' });
    expect([page.status, page.headers.get('accept-ranges')]).toEqual([200, null]);
  });
});

describe('A photograph of which only a part arrived', () => {
  it('says so above the picture and to those who hear the page; a whole one says nothing', async () => {
    const set = await world.seed([await photo('truncated.jpg', { rendition: 'partial' }), await photo()]);
    const { text } = await (await world.as(registrar)).get(`/sets/${set.id}`);
    const said = 'Only part of this photograph can be shown.';
    expect(text.split(said)).toHaveLength(2);
    expect(text.indexOf(said)).toBeLessThan(text.indexOf('data-screen'));
    const alts = [...text.matchAll(/alt="(Clinical[^"]*)"/g)].map(([, alt = '']) => alt);
    expect(alts.map((alt) => alt.endsWith('. Only part of it can be shown'))).toEqual([true, false]);
  });
});
