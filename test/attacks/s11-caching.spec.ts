import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consultant, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { Browser } from '../viewer/browser.ts';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

/** Ids and nothing typed; the leaflet for patients is asked for by organisation and by uses, never by person. */
const ADDRESS =
  /^(?:#[a-z0-9-]+|\/[A-Za-z0-9/_.-]*|\/about-your-photograph(?:\/code\.svg)?\?for=[A-Z0-9]+(?:&(?:amp;)?uses=[a-z,-]+)?|)$/;

describe('A picture one person opened (S11; ASVS 5.0 V14.2.2, V14.2.5, V14.3.1, V14.3.2)', () => {
  let world: World;
  let paths: readonly string[];
  beforeAll(async () => {
    world = await openWorld();
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    const image = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`;
    paths = [image, `${image}/preview`, `${image}/original`];
  });
  afterAll(() => world.close());

  const ask = async (
    browser: Browser | undefined,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const cookie = [...(browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${world.address}${path}`, {
      redirect: 'manual',
      headers: { cookie, ...headers },
    });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('is kept by no browser and no proxy on the way', async () => {
    const browser = await world.as(registrar);
    for (const path of paths) {
      const { headers } = await ask(browser, path);
      expect([
        headers.get('cache-control'),
        headers.get('vary'),
        headers.get('etag'),
        headers.get('expires'),
      ]).toEqual(['no-store', 'Cookie', null, null]);
    }
  });

  it('is not confirmed to anybody else by asking whether it changed, or for a part of it', async () => {
    await ask(await world.as(registrar), paths[0] ?? '');
    const stranger = await world.as(outsider);
    for (const path of paths)
      for (const headers of [
        {},
        { 'if-none-match': '*' },
        { 'if-modified-since': new Date().toUTCString() },
        { range: 'bytes=0-0' },
        { 'cache-control': 'only-if-cached' },
        { 'cache-control': 'max-stale=999999' },
      ]) {
        expect([path, headers, (await ask(stranger, path, headers)).status]).toEqual([path, headers, 404]);
        expect([path, headers, (await ask(undefined, path, headers)).status]).toEqual([path, headers, 401]);
      }
  });

  it('carries the next person’s name when the next person opens it', async () => {
    const [path = ''] = paths;
    const first = await ask(await world.as(registrar), path);
    const second = await ask(await world.as(consultant), path);
    expect(first.bytes.includes(registrar.name)).toBe(true);
    expect(second.bytes.includes(registrar.name)).toBe(false);
    expect(second.bytes.includes(consultant.name)).toBe(true);
  });

  it('is not to be had under an address that a proxy would take for a style or a script', async () => {
    const browser = await world.as(registrar);
    const [path = ''] = paths;
    for (const trick of [
      `${path}/x.css`,
      `${path}.css`,
      `${path}%2fx.css`,
      `${path};x.css`,
      `${path}/preview/x.js`,
      `${path}%0ax.css`,
      `${path}%00.css`,
      `${path}%23.css`,
    ]) {
      const { status, headers } = await ask(browser, trick);
      expect([trick, status >= 400, headers.get('cache-control')]).toEqual([trick, true, 'no-store']);
    }
  });

  it('is recorded for each person and each time', async () => {
    const browser = await world.as(consultant);
    const before = (await world.events()).filter((event) => event.kind === 'image-opened').length;
    for (let times = 0; times < 3; times += 1) await ask(browser, paths[0] ?? '', { 'if-none-match': '*' });
    const opened = (await world.events()).filter((event) => event.kind === 'image-opened');
    expect(opened.length - before).toBe(3);
  });

  it('stands in no address with anything of a patient’s: ids, and nothing typed', async () => {
    const browser = await world.as(registrar);
    const page = await browser.get(paths[0]?.replace(/\/images.*/, '') ?? '');
    const addresses = [...page.text.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(
      ([, address]) => address ?? '',
    );
    // The small picture inside the page is no address: it is the page.
    const named = addresses.filter((one) => !one.startsWith('data:image/jpeg;base64,'));
    expect(addresses.length - named.length).toBe(1);
    for (const address of named) expect(address).toMatch(ADDRESS);
  });
});
