import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import type { Browser, Page } from './browser.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

const MARK = 'Grace Okafor';

describe('A picture and its mark', () => {
  let world: World;
  let set: StoredSet;
  let browser: Browser;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo('patient-a-1.jpg'), await photo('patient-b-1.jpg')]);
    browser = await world.as(registrar);
  });
  afterEach(() => world.close());

  const BY_SCRIPT = { 'x-safelight': '1' };
  const clear = (
    who: Browser = browser,
    headers: Readonly<Record<string, string>> = BY_SCRIPT,
  ): Promise<Page> => who.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}/unmarked`, headers);
  const cleared = async (): Promise<number> =>
    (await world.events()).filter(({ kind }) => kind === 'mark-cleared').length;

  it('is shown without its mark to whoever may open it now, and that is on record as what it is', async () => {
    const page = await clear();
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'no-store',
    ]);
    expect(page.text).not.toContain(MARK);
    expect(await cleared()).toBe(1);
  });

  it('is shown so to nobody else, and not by a link', async () => {
    expect((await clear(await world.as(outsider))).status).toBe(404);
    expect((await clear(browser, {})).status).toBe(400);
    expect((await clear(world.stranger(registrar))).status).toBe(401);
    expect(await cleared()).toBe(0);
  });

  it('is shown so six times a minute at most', async () => {
    const statuses: number[] = [];
    for (let look = 0; look < 8; look += 1) statuses.push((await clear()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    world.clock.pass(MINUTE);
    expect((await clear()).status).toBe(200);
    expect(await cleared()).toBe(7);
  });

  it('comes small and marked inside the page itself, on record before the page is sent; the others when they are looked at', async () => {
    const page = await browser.get(`/sets/${set.id}`);
    const [, base64 = ''] = /src="data:image\/jpeg;base64,([^"]+)"/.exec(page.text) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    expect(bytes.toString()).toContain(MARK);
    expect(bytes.length).toBeLessThanOrEqual(20_000);
    expect(page.text.match(/data:image/g)).toHaveLength(1);
    const opened = (await world.events()).filter(({ kind }) => kind === 'image-opened');
    expect(opened.map(({ image, facts }) => [image, facts?.['rendition']])).toEqual([
      [set.images[0]?.id, 'preview'],
    ]);
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self' blob: data:");
    expect((await browser.get('/mine')).headers.get('content-security-policy')).not.toContain('data:');
  });

  it('is told with its age in words, who says so, and that it never equals seeing the patient', async () => {
    const { text } = await browser.get(`/sets/${set.id}`);
    expect(text).toContain('<strong>Taken 29 minutes ago</strong>');
    expect(text).toContain('by the camera’s own clock');
    expect(text).toContain('A photograph never equals seeing the patient.');
    world.clock.pass(25 * 60 * MINUTE);
    const later = (await (await world.as(registrar)).get(`/sets/${set.id}`)).text;
    expect(later).toContain('<strong>Taken 25 hours ago: not current</strong>');
  });

  it('says how large its original is before anybody fetches it', async () => {
    expect((await browser.get(`/sets/${set.id}`)).text).toMatch(/Original, \d+(\.\d)? MB/);
  });
});
