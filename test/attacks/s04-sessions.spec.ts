import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresSessions } from '../../bot/adapters/postgres/sessions.ts';
import { consultant, nurse, registrar } from '../../bot/local/demonstration/people.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { openPending, sealPending } from '../../bot/viewer/pending-cookie.ts';
import { freshDatabase } from '../postgres/fresh-database.ts';
import { photo } from '../viewer/photo.ts';
import { accountOf, openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const SESSION = 'safelight-session';

describe('Sessions that were forged, stolen or found (S4; ASVS 5.0 V7.2.1, V7.2.3, V7.2.4, V7.4.1, V3.3.1)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const withCookie = async (cookie: string, path = '/mine'): Promise<number> =>
    (await fetch(`${world.address}${path}`, { redirect: 'manual', headers: { cookie } })).status;
  const idOf = (browser: { readonly cookies: ReadonlyMap<string, string> }): string =>
    browser.cookies.get(SESSION) ?? '';

  it('are not opened by any value a stranger may think of', async () => {
    const jwt = [{ alg: 'none' }, { sub: consultant.oid }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const value of [
      '',
      'undefined',
      'null',
      'true',
      '__proto__',
      'constructor',
      '*',
      '%00',
      "' or 1=1 --",
      `${jwt}.`,
      JSON.stringify({ account: accountOf(consultant) }),
      Buffer.from(JSON.stringify(accountOf(consultant))).toString('base64'),
      'a'.repeat(8_000),
      ...Array.from({ length: 50 }, () => randomBytes(32).toString('base64url')),
    ])
      expect([value, await withCookie(`${SESSION}=${value}`)]).toEqual([value, 303]);
  });

  it('are not opened by a true value in another place or under another name', async () => {
    const id = idOf(await world.as(nurse));
    expect(await withCookie(`${SESSION}=${id}`)).toBe(200);
    for (const cookie of [
      `session=${id}`,
      `Safelight-Session=${id}`,
      `x=1, ${SESSION}=${id}`,
      `__Host-${SESSION}=${id}`,
    ])
      expect([cookie, await withCookie(cookie)]).toEqual([cookie, 303]);
    expect(await withCookie('', `/mine?${SESSION}=${id}`)).toBe(303);
    const bearer = { authorization: `Bearer ${id}`, 'x-session': id };
    const answer = await fetch(`${world.address}/mine`, { redirect: 'manual', headers: bearer });
    expect(answer.status).toBe(303);
    // A sibling host's cookie of the same name comes second and does not count.
    expect(await withCookie(`${SESSION}=${id}; ${SESSION}=evil`)).toBe(200);
    expect(await withCookie(`${SESSION}=evil; ${SESSION}=${id}`)).toBe(303);
  });

  it('are over once signed out, also for whoever copied the cookie', async () => {
    const browser = await world.as(nurse);
    const stolen = idOf(browser);
    const out = await browser.post('/sign-out');
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(await withCookie(`${SESSION}=${stolen}`)).toBe(303);
    expect((await browser.post('/sign-out')).status).toBe(401);
  });

  it('are new at each sign-in, and the one before is over', async () => {
    const browser = await world.as(nurse);
    const before = idOf(browser);
    await browser.signIn();
    expect(idOf(browser)).not.toBe(before);
    expect(await withCookie(`${SESSION}=${before}`)).toBe(303);
    expect(await withCookie(`${SESSION}=${idOf(browser)}`)).toBe(200);
  });

  it('cannot be chosen for somebody beforehand', async () => {
    const away = await fetch(`${world.address}/sign-in`, {
      redirect: 'manual',
      headers: { cookie: `${SESSION}=planted` },
    });
    expect(away.headers.getSetCookie().join()).not.toContain('planted');
    expect(await withCookie(`${SESSION}=planted`)).toBe(303);
  });

  it('are unguessable, and stand in no page, address or log line', async () => {
    const ids = new Set<string>();
    const before = world.logged.length;
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    for (let at = 0; at < 20; at += 1) {
      const browser = await world.as(registrar);
      const id = idOf(browser);
      ids.add(id);
      expect(Buffer.from(id, 'base64url').length).toBeGreaterThanOrEqual(16);
      for (const path of ['/mine', `/sets/${set.id}`]) {
        const page = await browser.get(path);
        expect(page.text + page.to).not.toContain(id);
      }
      await browser.post('/sign-out');
      expect(world.logged.slice(before).join('')).not.toContain(id);
    }
    expect(ids.size).toBe(20);
  });

  it('are kept in the database as a hash, which opens nothing', async () => {
    const database = await freshDatabase();
    const sessions = postgresSessions(database.pool);
    const session = await sessions.begin(accountOf(nurse), world.clock.now());
    const { rows } = await database.pool.query<Record<string, unknown>>('select * from sessions');
    expect(JSON.stringify(rows)).not.toContain(session.id);
    const kept = String(rows[0]?.['id_hash']);
    expect(await sessions.touch(kept, world.clock.now())).toBeUndefined();
    await database.drop();
  });
});

describe('A sign-in on its way (S4; ASVS 5.0 V10.2.1, V10.5.1, V11.3.3)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const begun = async (to = '/mine') => {
    const answer = await fetch(`${world.address}/sign-in?to=${encodeURIComponent(to)}`, {
      redirect: 'manual',
    });
    const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';');
    const at = cookie.indexOf('=');
    const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? '';
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), state };
  };
  const comeBack = async (cookie: string, query: string) => {
    const answer = await fetch(`${world.address}/signed-in?${query}`, {
      redirect: 'manual',
      headers: { cookie },
    });
    const gotSession = answer.headers.getSetCookie().some((one) => /^safelight-session=[^;]/.test(one));
    return [answer.status, gotSession];
  };

  it('is not completed with a cookie of which any byte was changed', async () => {
    const { name, value, state } = await begun();
    const bytes = Buffer.from(value, 'base64url');
    for (let at = 0; at < bytes.length; at += 7) {
      const touched = Buffer.from(bytes);
      touched[at] = (touched[at] ?? 0) ^ 1;
      expect(await comeBack(`${name}=${touched.toString('base64url')}`, `code=1&state=${state}`)).toEqual([
        401,
        false,
      ]);
    }
    for (const other of ['', 'a', value.slice(0, 40), `${value}AAAA`, value.toUpperCase()])
      expect(await comeBack(`${name}=${other}`, `code=1&state=${state}`)).toEqual([401, false]);
  });

  it('is not completed with the cookie or the state of another sign-in, or with none', async () => {
    const [one, other] = [await begun(), await begun()];
    const cases = [
      [`${one.name}=${other.value}`, `code=1&state=${one.state}`],
      [`${one.name}=${one.value}`, `code=1&state=${other.state}`],
      [`${one.name}=${one.value}`, 'code=1'],
      [`${one.name}=${one.value}`, `code=1&state=${one.state}x`],
      [`${one.name}=${one.value}`, `error=access_denied&state=${one.state}`],
      ['', `code=1&state=${one.state}`],
      ['safelight-sign-in-=x', 'code=1&state='],
    ] as const;
    for (const [cookie, query] of cases)
      expect([query, await comeBack(cookie, query)]).toEqual([query, [401, false]]);
  });

  it('is not completed with what another Safelight sealed, or with what is over', () => {
    const pending = { state: 's', nonce: 'n', codeVerifier: 'v', redirectUri: 'r' };
    const [key, other] = [randomBytes(32), randomBytes(32)];
    const now = world.clock.now();
    const sealed = sealPending(pending, '/mine', now, key);
    expect(openPending(sealed, now, key)).toMatchObject({ to: '/mine' });
    expect(openPending(sealed, now, other)).toBeUndefined();
    world.clock.pass(11 * MINUTE);
    expect(openPending(sealed, world.clock.now(), key)).toBeUndefined();
  });

  it('hides its secrets from the browser that carries them', async () => {
    const { value, state } = await begun();
    expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain(state);
    expect(await begun()).not.toMatchObject({ value });
  });

  it('leads to pages of our own and nowhere else', async () => {
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      '/sets/..%2f..%2f/evil',
      '/mine\r\nset-cookie: a=b',
      '/mine#@evil.example',
      '/sign-out',
      '/sets/x/images/y/original',
      'javascript:alert(1)',
      '/mine?next=https://evil.example',
    ])
      expect([to, (await world.stranger(nurse).signIn(to)).to]).toEqual([to, '/mine']);
  });
});
