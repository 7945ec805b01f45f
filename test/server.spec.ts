import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  consultant,
  guest,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../bot/local/demonstration/people.ts';
import { createSafelightServer } from '../bot/server.ts';
import type { Browser } from './viewer/browser.ts';
import { photo } from './viewer/photo.ts';
import type { World } from './viewer/world.ts';
import { openWorld } from './viewer/world.ts';

describe('Every answer of the web server', () => {
  let world: World;
  let browser: Browser;
  let paths: readonly string[];

  beforeAll(async () => {
    world = await openWorld();
    browser = await world.as(registrar);
    const set = await world.seed([await photo()]);
    const image = set.images[0]?.id ?? '';
    paths = [
      '/',
      '/healthz',
      '/readyz',
      '/metrics',
      '/sign-in',
      '/signed-in',
      '/mine',
      '/console',
      '/capture/places',
      '/capture/AAAAAAAAAAAAAAAAAAAAAA',
      `/sets/${set.id}`,
      `/sets/${set.id}/receipt`,
      `/sets/${set.id}/file`,
      `/sets/${set.id}/images/${image}`,
      `/sets/${set.id}/images/${image}/preview`,
      `/sets/${set.id}/images/${image}/original`,
      '/sets/not-there',
      '/no-such-page',
      '/sets/%zz',
      '/assets/old/nhsuk.css',
      '//',
      '/%00',
      '/api/messages',
    ];
  });
  afterAll(() => world.close());

  it('tells browsers not to keep, guess, frame or embed anything, on every page and every error', async () => {
    for (const path of paths) {
      const { headers, status } = await browser.get(path);
      const said = Object.fromEntries([...headers].filter(([name]) => STANDING.includes(name)));
      expect({ path, status, said }).toEqual({
        path,
        status: expect.any(Number),
        said: expect.objectContaining({
          'cache-control': 'no-store',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
        }),
      });
    }
  });

  it('names no server and no framework', async () => {
    for (const path of paths) {
      const { headers } = await browser.get(path);
      for (const name of ['server', 'x-powered-by', 'request-id', 'response-time'])
        expect([path, name, headers.get(name)]).toEqual([path, name, null]);
    }
  });

  it('lets a page run only our own scripts and show only our own pictures', async () => {
    const { headers } = await browser.get('/sets/none');
    expect(headers.get('content-security-policy')).toMatchInlineSnapshot(
      `"default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"`,
    );
  });

  it('holds no word of a page that its own policy would block', async () => {
    for (const path of paths) {
      const { text, headers } = await browser.get(path);
      if (!(headers.get('content-type') ?? '').startsWith('text/html')) continue;
      expect(text).not.toMatch(/ style=| on[a-z]+=|javascript:|<script>|<style|https?:\/\//);
    }
  });

  it('insists on https where people reach it by https, and keeps its cookies to that host', async () => {
    const secure = await openWorld({ change: () => ({ publicUrl: 'https://safelight.example' }) });
    const page = await secure.stranger(nurse).get('/sign-in');
    expect(page.headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(page.headers.get('set-cookie')).toMatch(
      /^__Host-safelight-sign-in-[0-9a-f]+=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    await secure.close();
  });

  it('says nothing of what went wrong inside', async () => {
    const broken = await openWorld({
      change: () => ({
        metrics: () => Promise.reject(new Error('password of the database is hunter2')),
        health: async () => [{ part: 'ledger', ok: false, code: 'ledger-unreachable' as const }],
      }),
    });
    const page = await broken.stranger(nurse).get('/metrics');
    expect([page.status, page.text.includes('hunter2')]).toEqual([500, false]);
    expect(broken.logged.join('')).not.toContain('hunter2');
    const ready = await broken.stranger(nurse).get('/readyz');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      503,
      { ok: false, parts: [{ part: 'ledger', ok: false, code: 'ledger-unreachable' }] },
    ]);
    await broken.close();
  });

  it('logs one line a request: the route, never the address or a cookie', async () => {
    const before = world.logged.length;
    await browser.get('/sets/a-very-secret-id?nhs=9434765919');
    const line = world.logged.slice(before).join('');
    expect(line).toContain('"route":"/sets/:id"');
    expect(line).not.toMatch(/secret|9434765919|safelight-session/);
  });

  it('takes styles from an address that changes with them, so that browsers may keep those', async () => {
    const page = await browser.get('/mine');
    const css = /href="(\/assets\/[0-9a-f]{12}\/nhsuk\.css)"/.exec(page.text)?.[1] ?? '';
    const style = await browser.get(css);
    expect([style.status, style.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(style.text).not.toContain('@font-face');
  });
});

describe('A form posted to Safelight', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is refused when it comes from another site, whatever cookie it carries', async () => {
    const browser = await world.as(nurse);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]) {
      const page = await browser.post('/sign-out', {}, headers);
      expect([headers, page.status]).toEqual([headers, 403]);
    }
    expect((await browser.get('/mine')).status).toBe(200);
  });

  it('is refused when it is too large or is no form', async () => {
    const browser = await world.as(nurse);
    const large = await browser.post('/sign-out', { much: 'x'.repeat(20_000) });
    const other = await browser.post('/sign-out', {}, { 'content-type': 'text/plain' });
    expect([large.status, other.status]).toEqual([413, 400]);
  });

  it('changes nothing once the session is over: the person signs in and presses again', async () => {
    const browser = await world.as(nurse);
    const set = await world.seed([await photo()]);
    world.clock.pass(6 * 60_000);
    const page = await browser.post(`/sets/${set.id}/not-clinical`);
    expect([page.status, page.text.includes('Sign in again')]).toEqual([401, true]);
    expect(await world.read(set.id)).toEqual(set);
  });
});

describe('The web server under strain', () => {
  it('asks a program that opens too much to wait', async () => {
    const world = await openWorld();
    const browser = await world.as(nurse);
    const seen = new Set<number>();
    for (let at = 0; at < 170; at += 1) seen.add((await browser.get('/sets/none')).status);
    expect([...seen]).toEqual([404, 429]);
    await world.close();
  });

  it('answers the chat platform on its own door, with the body read and parsed', async () => {
    const heard: unknown[] = [];
    const world = await openWorld({
      change: () => ({
        messages: async (request, response) => {
          heard.push(request.body);
          response.writeHead(200);
          response.end();
        },
      }),
    });
    const post = (body: string, type = 'application/json'): Promise<Response> =>
      fetch(`${world.address}/api/messages`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await post('{"type":"message"}')).status).toBe(200);
    expect((await post('{"type":')).status).toBe(400);
    expect((await post('{}', 'text/plain')).status).toBe(400);
    expect((await post(`{"a":"${'x'.repeat(2 ** 21)}"}`)).status).toBe(413);
    expect(heard).toEqual([{ type: 'message' }]);
    await world.close();
  });

  it('closes at once although browsers keep their connections open', async () => {
    const world = await openWorld();
    const socket = connect(Number(new URL(world.address).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const began = Date.now();
    await world.close();
    expect(Date.now() - began).toBeLessThan(1_000);
    socket.destroy();
  });

  it('says so when its port is taken', async () => {
    const world = await openWorld();
    const second = createSafelightServer(world.parts);
    const port = Number(new URL(world.address).port);
    await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'port-in-use' });
    await world.close();
  });
});

describe('Who signs in', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('comes back to the page they asked for', async () => {
    const set = await world.seed([await photo()]);
    const browser = world.stranger(registrar);
    const asked = await browser.get(`/sets/${set.id}`);
    expect([asked.status, asked.to]).toEqual([303, `/sign-in?to=%2Fsets%2F${set.id}`]);
    expect((await browser.signIn(`/sets/${set.id}`)).to).toBe(`/sets/${set.id}`);
  });

  it('is never sent to another site afterwards', async () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/sets/../evil',
      'javascript:alert(1)',
    ])
      expect((await world.stranger(nurse).signIn(to)).to).toBe('/mine');
  });

  it('is told in plain words when the account may not open pictures, and gets no session', async () => {
    const cases = [
      [world.stranger(guest), 'You are a guest'],
      [world.stranger(nurse, { mfa: false }), 'two-step verification'],
      [world.stranger(nurse, { roles: ['Student'] }), 'Ask your supervisor'],
      [world.stranger({ ...nurse, tid: '5afe1194-0000-4000-8000-000000000009' }), 'no agreement'],
    ] as const;
    for (const [browser, words] of cases) {
      const page = await browser.signIn();
      expect([page.status, page.text.includes(words)]).toEqual([403, true]);
      expect(browser.cookies.size).toBe(0);
    }
    const refused = (await world.events()).filter((event) => event.kind === 'sign-in-refused');
    expect(refused.map((event) => event.facts?.['code'])).toEqual([
      'guest',
      'no-second-factor',
      'refused-role',
      'foreign-tenant',
    ]);
  });

  it('is recorded, on the way in and on the way out', async () => {
    const browser = await world.as(consultant);
    await browser.post('/sign-out');
    const events = (await world.events()).filter(
      (event) => event.by !== 'system' && event.by.oid === consultant.oid,
    );
    expect(events.map((event) => event.kind)).toEqual(['signed-in', 'signed-out']);
    expect((await browser.get('/mine')).status).toBe(303);
  });

  it('starts again when the answer was not asked for, came late, or was changed', async () => {
    const browser = world.stranger(nurse);
    expect((await browser.get('/signed-in?code=1&state=made-up')).status).toBe(401);
    const away = await browser.get('/sign-in');
    world.clock.pass(11 * 60_000);
    const state = new URL(away.to).searchParams.get('state') ?? '';
    expect((await browser.get(`/signed-in?code=1&state=${state}`)).status).toBe(401);
  });

  it('may do so in two tabs at once', async () => {
    const browser = world.stranger(nurse);
    const first = await browser.get('/sign-in?to=/console');
    await browser.get('/sign-in?to=/mine');
    expect([...browser.cookies.keys()]).toHaveLength(2);
    expect(new URL(first.to).searchParams.get('state')).not.toBe('');
  });

  it('is signed out after five minutes without a press, and after thirty whatever they do', async () => {
    const idle = await world.as(nurse);
    world.clock.pass(5 * 60_000);
    expect((await idle.get('/mine')).status).toBe(303);
    const busy = await world.as(nurse);
    const seen: number[] = [];
    for (let minutes = 4; minutes <= 32; minutes += 4) {
      world.clock.pass(4 * 60_000);
      seen.push((await busy.get('/mine')).status);
    }
    expect(seen).toEqual([200, 200, 200, 200, 200, 200, 200, 303]);
  });

  it('and is in no conversation finds nothing, as if nothing were there', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(outsider);
    const forbidden = await browser.get(`/sets/${set.id}`);
    const absent = await browser.get('/sets/AAAAAAAAAAAAAAAAAAAAAA');
    // What the person asked for is all that differs.
    const text = absent.text.replaceAll('AAAAAAAAAAAAAAAAAAAAAA', set.id);
    expect([forbidden.status, forbidden.text]).toEqual([404, text]);
    expect([...forbidden.headers].filter(([name]) => name !== 'date')).toEqual(
      [...absent.headers].filter(([name]) => name !== 'date'),
    );
  });

  it('for information governance reads receipts and opens no picture', async () => {
    const set = await world.seed([await photo()]);
    const browser = await world.as(informationGovernance);
    const image = set.images[0]?.id ?? '';
    expect((await browser.get(`/sets/${set.id}/receipt`)).status).toBe(200);
    expect((await browser.get(`/sets/${set.id}`)).status).toBe(404);
    expect((await browser.get(`/sets/${set.id}/images/${image}`)).status).toBe(404);
  });
});

const STANDING = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
];
