import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import { createSafelightServer } from '../../bot/server.ts';
import type { SafelightServer } from '../../bot/server.ts';
import { imageId, setId } from '../../bot/set/ids.ts';
import { rateLimit } from '../../bot/viewer/http/rate.ts';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';
import { sendRaw } from './raw.ts';

describe('Guessing and hammering (S12; ASVS 5.0 V2.4.1, V6.3.1, V15.2.2)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('of set ids would take longer than the stars: an id is 128 random bits', async () => {
    const sets = await Promise.all(
      Array.from({ length: 20 }, async () => world.seed([await photo('patient-a-1.jpg')])),
    );
    for (const { id, images } of sets)
      for (const text of [id, ...images.map((image) => image.id)])
        expect([text, Buffer.from(text, 'base64url').length]).toEqual([text, 16]);
    expect(
      new Set([...sets.map((set) => setId(set.id)), ...sets.map((set) => imageId(set.images[0]?.id ?? ''))])
        .size,
    ).toBe(40);
  });

  it('of ids is stopped for the person, in all their browsers at once, and goes on a minute later', async () => {
    const [one, other] = [await world.as(nurse), await world.as(nurse)];
    let missed = 0;
    while ((await one.get(`/sets/guess-${missed}`)).status === 404) missed += 1;
    expect(missed).toBeLessThanOrEqual(150);
    const refused = await other.get('/mine');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await (await world.as(registrar)).get('/mine')).status).toBe(200);
    world.clock.pass(60_000);
    expect((await other.get('/mine')).status).toBe(200);
  });

  it('of NHS numbers is stopped after ten', async () => {
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    const browser = await world.as(registrar);
    const statuses: number[] = [];
    for (let at = 0; at < 14; at += 1)
      statuses.push(
        (
          await browser.post(`/sets/${set.id}/file`, {
            nhs: '9434765919',
            day: '1',
            month: '1',
            year: '1900',
          })
        ).status,
      );
    expect(statuses.slice(10)).toEqual([429, 429, 429, 429]);
    expect(statuses.slice(0, 10)).not.toContain(429);
  });

  it('of sign-ins is stopped by address, before the identity provider is troubled', async () => {
    const statuses = new Set<number>();
    for (let at = 0; at < 80; at += 1) statuses.add((await world.stranger(nurse).get('/sign-in')).status);
    expect([...statuses]).toEqual([303, 429]);
    for (let at = 0; at < 10; at += 1)
      expect((await world.stranger(nurse).get(`/signed-in?code=1&state=${at}`)).status).toBe(429);
  });

  it('with expensive pictures costs the person their own allowance and nobody else’s', async () => {
    world.clock.pass(10 * 60_000);
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    const path = `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/original`;
    const greedy = await world.as(nurse);
    let opened = 0;
    while ((await greedy.get(path)).status === 200) opened += 1;
    expect(opened).toBeLessThanOrEqual(150);
    expect((await (await world.as(registrar)).get(path)).status).toBe(200);
  });

  it('under ever new names is remembered within bounds', () => {
    const within = rateLimit({ burst: 2, perMinute: 1 }, world.clock);
    const began = performance.now();
    for (let at = 0; at < 40_000; at += 1) within(`name-${at}`);
    expect(performance.now() - began).toBeLessThan(3_000);
    const same = Array.from({ length: 5 }, () => within('one'));
    expect(same).toEqual([true, true, false, false, false]);
  });
});

describe('A web server whose callers will not come to an end (S12; ASVS 5.0 V15.2.2, V4.2.1)', () => {
  let world: World;
  let server: SafelightServer;
  let address = '';
  const sockets: Socket[] = [];
  beforeAll(async () => {
    world = await openWorld();
    server = createSafelightServer(world.parts);
    // As the product has them, only sooner: nobody waits ten seconds for a test.
    expect([server.server.headersTimeout, server.server.requestTimeout]).toEqual([10_000, 30_000]);
    expect(server.server.maxConnections).toBe(2_000);
    Object.assign(server.server, {
      headersTimeout: 200,
      requestTimeout: 300,
      maxConnections: 60,
      connectionsCheckingInterval: 100,
    });
    address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  const answers = async (): Promise<number> => (await fetch(`${address}/healthz`)).status;

  it('hangs up on a head that drips, and serves others meanwhile', async () => {
    const drip = connect(Number(new URL(address).port), '127.0.0.1');
    sockets.push(drip);
    const ended = new Promise((resolve) => drip.once('close', resolve));
    drip.on('error', () => undefined);
    drip.resume();
    drip.write('GET /healthz HTTP/1.1\r\n');
    const more = setInterval(() => drip.write('x: y\r\n'), 20);
    expect(await answers()).toBe(200);
    await ended;
    clearInterval(more);
  });

  it('hangs up on a form that drips, and on one that never comes', async () => {
    for (const head of ['content-length: 1000\r\n\r\na', 'transfer-encoding: chunked\r\n\r\n1\r\na\r\n'])
      for (const path of ['/sign-out', '/api/messages'])
        expect([
          path,
          head,
          await sendRaw(
            address,
            `POST ${path} HTTP/1.1\r\nhost: a\r\nsec-fetch-site: same-origin\r\ncontent-type: ${path === '/sign-out' ? 'application/x-www-form-urlencoded' : 'application/json'}\r\n${head}`,
          ),
        ]).toEqual([path, head, expect.stringMatching(/^$|^HTTP\/1\.1 4/)]);
  });

  it('takes no more connections than it can bear, and serves again when they are gone', async () => {
    const many = Array.from({ length: 200 }, () => connect(Number(new URL(address).port), '127.0.0.1'));
    sockets.push(...many);
    const closed = many.map((socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      return new Promise((resolve) => socket.once('close', resolve));
    });
    // The server closes those beyond its bound at once, and the idle rest when their time is over.
    await Promise.all(closed);
    expect(await answers()).toBe(200);
  });

  it('does not read on when too much is sent', async () => {
    const limits = [
      ['/sign-out', 'application/x-www-form-urlencoded', 17 * 1024],
      ['/api/messages', 'application/json', 1024 * 1024 + 1],
    ] as const;
    for (const [path, type, length] of limits) {
      const head = `POST ${path} HTTP/1.1\r\nhost: a\r\nsec-fetch-site: same-origin\r\ncontent-type: ${type}\r\ncontent-length: ${10 ** 12}\r\n\r\n`;
      const heard = await sendRaw(address, head + 'a'.repeat(length));
      expect([path, heard.split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 413 Payload Too Large']);
      expect(heard.toLowerCase()).toContain('connection: close');
    }
  });

  it('is not kept busy by an address, a query, a cookie or JSON made to be slow', async () => {
    const began = performance.now();
    const busy = [
      '/sets/' + '%2e'.repeat(4_000),
      '/' + 'a/'.repeat(6_000),
      `/sign-in?${'a=b&'.repeat(3_000)}`,
      `/sets/${'-'.repeat(12_000)}`,
      `/assets/${'..'.repeat(500)}/x`,
    ];
    for (const path of busy)
      expect((await fetch(address + path, { redirect: 'manual' })).status).toBeGreaterThan(300);
    await fetch(`${address}/mine`, { redirect: 'manual', headers: { cookie: 'a=b;'.repeat(3_000) } });
    for (const body of [
      '['.repeat(500_000),
      '{"a":'.repeat(100_000),
      `"${'\\u0000'.repeat(100_000)}"`,
      `[${'1e999,'.repeat(100_000)}1]`,
    ])
      expect(
        (
          await fetch(`${address}/api/messages`, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json' },
          })
        ).status,
      ).toBeLessThan(500);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await answers()).toBe(200);
  });
});
