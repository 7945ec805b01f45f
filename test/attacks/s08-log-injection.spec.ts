import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { registrar } from '../../bot/local/demonstration/people.ts';
import { errorFacts, logWorker, openLog } from '../../bot/main/log.ts';
import { loadConfig } from '../../bot/config.ts';
import { asSafelightError, SafelightError } from '../../bot/set/errors.ts';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';
import { sendRaw } from './raw.ts';

const CANARY = 'CANARY 943 476 5919';
const HOSTILE = `${CANARY}\r\n{"level":60,"msg":"forged"}\n\u001b[31mred\u001b[0m\u0000\u2028\u202e`;
const coded = encodeURIComponent(HOSTILE);

const expectPlainLines = (lines: string): void => {
  for (const line of lines.split('\n').filter((one) => one !== '')) {
    const entry = JSON.parse(line) as Record<string, unknown>;
    expect(entry['msg']).not.toBe('forged');
    expect(line).not.toMatch(/[\p{Cc}\u2028]/u);
  }
  expect(lines).not.toMatch(/CANARY|943 ?476 ?5919|forged/);
};

describe('What strangers write into our log and our headers (S8; ASVS 5.0 V16.4.1, V16.2.5, V16.5.1)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is nothing, whichever part of a request they write it in', async () => {
    const browser = await world.as(registrar);
    const set = await world.seed([await photo('patient-a-1.jpg', { name: HOSTILE })], {
      text: HOSTILE,
      author: HOSTILE,
    });
    const paths = [
      `/sets/${coded}`,
      `/sets/${set.id}?done=${coded}&look=${coded}`,
      `/sets/${set.id}/images/${coded}`,
      `/sign-in?to=${coded}`,
      `/signed-in?state=${coded}&code=${coded}&error=${coded}`,
      `/assets/${coded}/${coded}`,
      `/${coded}`,
      `/sets/${set.id}`,
      `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/original`,
    ];
    for (const path of paths) await browser.get(path);
    for (const [path, form] of [
      [`/sets/${set.id}/renew`, { reason: HOSTILE }],
      [`/sets/${set.id}/retract`, { image: HOSTILE }],
      [`/sets/${set.id}/file`, { image: HOSTILE, nhs: HOSTILE, day: HOSTILE }],
      ['/console/approve', { set: HOSTILE }],
    ] as const)
      await browser.post(path, form);
    const headers = [
      'user-agent',
      'referer',
      'x-forwarded-for',
      'accept-encoding',
      'x-request-id',
      'authorization',
      'cookie',
    ];
    for (const name of headers)
      await sendRaw(
        world.address,
        `GET /mine HTTP/1.1\r\nhost: ${CANARY}\r\n${name}: ${CANARY}\u001b[31m\r\nconnection: close\r\n\r\n`,
      );
    await sendRaw(
      world.address,
      `GET /${CANARY.replaceAll(' ', '')}\u001b[31m HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    );
    expect(world.logged.length).toBeGreaterThan(paths.length);
    expectPlainLines(world.logged.join(''));
  });

  it('is nothing, when they are the name of whoever signs in', async () => {
    const before = world.logged.length;
    const browser = await world.as(registrar, { name: HOSTILE });
    const page = await browser.get('/mine');
    expect(page.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expectPlainLines(world.logged.slice(before).join(''));
    expect(JSON.stringify(await world.events())).not.toContain('CANARY');
  });

  it('splits no header: addresses we send people to hold only what we wrote', async () => {
    const browser = await world.as(registrar);
    for (const path of [
      `/sign-in?to=${coded}`,
      `/sets/x%0d%0aset-cookie:%20a=b`,
      `/sets/${coded}/file`,
      '/%0d%0alocation:%20https://evil.example',
    ]) {
      const { headers } = await (path.startsWith('/sign-in') ? browser : world.stranger(registrar)).get(path);
      expect(headers.get('location') ?? '').not.toMatch(/[\r\n]|CANARY|evil/);
      expect(headers.getSetCookie().filter((one) => !/^safelight-/.test(one))).toEqual([]);
    }
  });

  it('is nothing, when an outside system quotes it in an error of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safelight-log-'));
    const log = openLog({ ...loadConfig({}), home: folder });
    const inner = Object.assign(new Error(HOSTILE), {
      detail: HOSTILE,
      hint: HOSTILE,
      config: { headers: { authorization: HOSTILE } },
    });
    const thrown = [
      new SafelightError('chat-unreachable', { cause: inner, transient: true }),
      asSafelightError(inner),
      asSafelightError(HOSTILE),
      asSafelightError({ message: HOSTILE }),
      new SafelightError('unexpected', { cause: new Error('outer', { cause: inner }) }),
    ];
    for (const error of thrown) {
      log.warn(errorFacts(error), 'an activity was not taken');
      logWorker(log)({ what: 'tried', verb: 'ingest', set: 'set-1', milliseconds: 3, error });
    }
    log.info(
      {
        name: HOSTILE,
        text: HOSTILE,
        token: HOSTILE,
        headers: { cookie: HOSTILE },
        part: { authorization: HOSTILE },
      },
      'x',
    );
    log.info('the last line');
    // Written by the log in its own time.
    let lines = '';
    while (!lines.includes('the last line')) {
      await new Promise((resolve) => setImmediate(resolve));
      lines = await readFile(join(folder, 'safelight.log'), 'utf8').catch(() => '');
    }
    expect(lines.split('\n').length).toBeGreaterThan(thrown.length * 2);
    expectPlainLines(lines);
    await rm(folder, { recursive: true });
  });

  it('stays on its line even where a value is logged: control characters are spelt out', () => {
    let written = '';
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        done();
      },
    });
    pino({ base: null }, sink).info({ code: HOSTILE }, HOSTILE);
    expect(written.split('\n')).toHaveLength(2);
    expect(written.slice(0, -1)).not.toMatch(/\p{Cc}/u);
  });
});
