import { request as send } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrar } from '../../bot/local/demonstration/people.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { Browser } from '../viewer/browser.ts';
import { film, letter, photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';
import { sendRaw } from './raw.ts';

/** What every answer says, to the letter. */
const STANDING = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'referrer-policy': 'no-referrer',
  vary: 'Cookie',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const PAGE =
  "default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** The personal tab's script asks us for the list; nothing else differs until a client may frame it. */
const TAB = PAGE.replace('; frame-ancestors', "; connect-src 'self'; frame-ancestors");
/** A page of pictures holds the small one in itself, and its script asks us whether it may still be shown. */
const PICTURES = TAB.replace('blob:', 'blob: data:');
const POSTED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";
const PLAYED =
  "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
/** What may stand beside them: what HTTP itself needs. */
const MAY_STAND = [
  'allow',
  'clear-site-data',
  'connection',
  'content-disposition',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'location',
  'retry-after',
  'set-cookie',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('The headers of every answer (S9; ASVS 5.0 V3.4.1 to V3.4.8, V3.2.1, V14.3.2, V13.4.4, V13.4.6)', () => {
  let world: World;
  let browser: Browser;
  let set = '';
  let images: readonly string[] = [];
  let paths: readonly string[] = [];

  beforeAll(async () => {
    world = await openWorld();
    browser = await world.as(registrar);
    const seeded = await world.seed([await photo('patient-a-1.jpg'), await film(), await letter()]);
    set = `/sets/${seeded.id}`;
    images = seeded.images.map((image) => `${set}/images/${image.id}`);
    paths = [
      ...[
        '/',
        '/healthz',
        '/readyz',
        '/metrics',
        '/sign-in',
        '/signed-in',
        '/mine',
        '/tab',
        '/tab/list',
        '/console',
        '/console/lost',
        '/device/begin',
        '/device/bind',
        '/device/unlock',
        '/lost',
        '/console/approve',
        '/console/urgent-care',
        '/console/mis-send',
        '/console/incidents/none',
        '/console/consent',
        '/illustration',
        '/illustration/photographers',
        '/illustration/report',
        '/illustration/training',
      ],
      ...[
        set,
        `${set}/receipt`,
        `${set}/file`,
        `${set}/retract`,
        `${set}/renew`,
        `${set}/not-clinical`,
        `${set}/take-back`,
        `${set}/standing`,
        `${set}/series`,
        `${set}/series/compare?a=none&b=none`,
        `${set}/photographer`,
        `${set}/chaperone`,
        `${set}/came-by`,
        `${set}/said-taken`,
        `${set}/another-view`,
        `${set}/new-use`,
        `${set}/ask`,
        `${set}/hand-on`,
        `${set}/urgent-care`,
        `${set}/mis-send`,
        `${set}/mis-send/undo`,
        `${set}/mis-send/acknowledge`,
      ],
      ...images.flatMap((one) =>
        ['', '/preview', '/original', '/unmarked', '/earlier'].map((part) => `${one}${part}`),
      ),
      ...[
        '/api/messages',
        '/sets/none',
        '/no-such-page',
        '/sets/%zz',
        '/assets/old/nhsuk.css',
        '//',
        '/%00',
        '/..%2f..%2fetc',
      ],
    ];
  });
  afterAll(() => world.close());

  const ask = (
    method: string,
    path: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(world.address);
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const asked = send(
        { host: '127.0.0.1', port, method, path, headers: { cookie, ...more } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const body = Buffer.concat(chunks).toString('latin1');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          });
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  const standing = (headers: IncomingHttpHeaders): unknown =>
    Object.fromEntries(Object.keys(STANDING).map((name) => [name, headers[name]]));
  /** Only films and documents are sent in parts: a telephone plays no film otherwise. */
  const PARTED = ['accept-ranges', 'content-range'];
  const isPlayed = (path: string): boolean => images.slice(1).some((one) => path === `${one}/original`);
  const expectStanding = (asked: string, { headers, status }: Answered, path = asked): void => {
    expect([asked, status, standing(headers)]).toEqual([asked, status, STANDING]);
    expect([
      asked,
      [PAGE, TAB, PICTURES, POSTED, PLAYED].includes(String(headers['content-security-policy'])),
    ]).toEqual([asked, true]);
    const others = Object.keys(headers).filter(
      (name) =>
        !(name in STANDING) &&
        name !== 'content-security-policy' &&
        !MAY_STAND.includes(name) &&
        !(isPlayed(path) && PARTED.includes(name)),
    );
    expect([asked, others]).toEqual([asked, []]);
  };

  it.each(METHODS)(
    'are the same on every page, file and error asked for with %s, and no others stand beside them',
    async (method) => {
      for (const path of paths) {
        const answer = await ask(method, path);
        expectStanding(`${method} ${path}`, answer, path);
        world.clock.pass(350);
      }
    },
  );

  /** Asked for so often, and never answered with anything a cache could go by. */
  const PARTS: readonly Readonly<Record<string, string>>[] = [
    { range: 'bytes=0-9' },
    { 'if-none-match': '*' },
    { 'if-modified-since': new Date().toUTCString() },
    { 'if-match': '"x"' },
  ];
  it('are the same when a part or a newer copy is asked for, and the whole is sent', async () => {
    const [picture = '', film = '', letter = ''] = images.map((one) => `${one}/original`);
    for (const path of [set, picture, film, letter, images[0] ?? '']) {
      const whole = await ask('GET', path);
      for (const more of PARTS.filter(({ range }) => range === undefined || !isPlayed(path))) {
        const answer = await ask('GET', path, more);
        expectStanding(`${path} ${JSON.stringify(more)}`, answer, path);
        expect([more, answer.status, answer.body.length]).toEqual([more, whole.status, whole.body.length]);
        expect([answer.headers.etag, answer.headers['last-modified']]).toEqual([undefined, undefined]);
        expect(answer.headers['accept-ranges']).toBe(isPlayed(path) ? 'bytes' : undefined);
      }
    }
  });

  it('are the same on a part of a film, which is all that is sent', async () => {
    const film = `${images[1] ?? ''}/original`;
    const whole = await ask('GET', film);
    const part = await ask('GET', film, { range: 'bytes=0-9' });
    expectStanding('part of a film', part, film);
    expect([part.status, part.body]).toEqual([206, whole.body.slice(0, 10)]);
    expect(part.headers['content-range']).toBe(`bytes 0-9/${String(whole.body.length)}`);
  });

  it('shut what somebody posted into a room of its own: no script, no form, no frame, no type of its own choosing', async () => {
    const policies = await Promise.all(
      images
        .flatMap((one, at) => (at === 0 ? [one, `${one}/preview`, `${one}/original`] : [`${one}/original`]))
        .map(async (path) => {
          const { headers } = await ask('GET', path);
          return [
            headers['content-type'],
            headers['content-security-policy'],
            String(headers['content-disposition']).split(';')[0],
          ];
        }),
    );
    expect(policies).toEqual([
      ['image/jpeg', POSTED, 'inline'],
      ['image/jpeg', POSTED, 'inline'],
      ['image/jpeg', POSTED, 'attachment'],
      ['video/mp4', PLAYED, 'inline'],
      ['application/pdf', PLAYED, 'inline'],
    ]);
  });

  it('stand on refusals and on faults of our own too: 400, 401, 404, 405, 429, 500, 503', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const seen = new Map<number, Answered>();
    const note = (answer: Answered): void => void seen.set(answer.status, answer);
    note(await ask('POST', `${set}/renew`, form));
    note(await ask('POST', `${set}/renew`, { ...form, cookie: '' }));
    note(await ask('GET', '/sets/none'));
    note(await ask('DELETE', '/mine'));
    for (let at = 0; at < 160; at += 1) note(await ask('GET', '/sets/none'));
    const broken = await openWorld({
      change: () => ({
        metrics: () => Promise.reject(new Error('password hunter2')),
        health: () =>
          Promise.reject(
            new SafelightError('ledger-unreachable', { transient: true, cause: new Error('hunter2') }),
          ),
      }),
    });
    for (const path of ['/metrics', '/readyz']) {
      const { status, headers, text } = await broken.stranger(registrar).get(path);
      note({ status, headers: Object.fromEntries(headers), body: text });
    }
    await broken.close();
    expect([...seen.keys()].sort()).toEqual([400, 401, 404, 405, 429, 500, 503]);
    for (const [status, answer] of seen) {
      expectStanding(String(status), answer);
      expect(answer.body).not.toMatch(/hunter2|Error:|at .*\.ts:|node_modules/);
    }
  });

  it('tell nothing to whoever does not speak HTTP properly', async () => {
    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/9.9\r\nhost: a\r\n\r\n',
      'NONSENSE\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: a\r\nexpect: the-impossible\r\nconnection: close\r\n\r\n',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: a\r\ncookie: ${'a'.repeat(20_000)}\r\n\r\n`,
      'POST /sign-out HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /sign-out HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde',
      'GET / HTTP/1.1\r\nhost: a\r\nx: a\nb\r\n c\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: a\r\nx : y\r\nconnection: close\r\n\r\n',
    ]) {
      const heard = await sendRaw(world.address, bytes);
      expect([bytes.slice(0, 60), heard.split('\r\n')[0]]).toEqual([
        bytes.slice(0, 60),
        expect.stringMatching(/^HTTP\/1\.1 (?:400|417|431|505)/),
      ]);
      expect(heard).not.toMatch(/server:|x-powered-by|node|restify|<html|Error/i);
    }
  });

  it('do not follow the host a stranger names', async () => {
    for (const more of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { forwarded: 'host=evil.example' },
    ]) {
      const { headers, body } = await ask('GET', '/sign-in', more);
      expect(JSON.stringify(headers) + body).not.toContain('evil.example');
    }
  });

  it('let another site read nothing, whoever asks', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST'])
      for (const path of [set, '/mine', '/metrics', '/api/messages']) {
        const { headers } = await ask(method, path, {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-private-network': 'true',
        });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
  });

  it('name Teams’ own hosts as those that may frame the personal tab, and let nobody frame anything else', async () => {
    const ancestors = ['https://teams.microsoft.com', 'https://*.teams.microsoft.com'];
    const framed = await openWorld({ change: ({ client }) => ({ client: { ...client, ancestors } }) });
    const browserAt = framed.stranger(registrar);
    const tab = await browserAt.get('/tab');
    expect(tab.headers.get('content-security-policy')).toBe(TAB.replace(/'none'$/, ancestors.join(' ')));
    expect(tab.headers.get('x-frame-options')).toBeNull();
    for (const path of [
      '/tab/list',
      '/tab/',
      '/tabs',
      '/mine',
      '/sign-in',
      '/signed-in',
      '/console',
      '/healthz',
      '/sets/x',
    ]) {
      const { headers } = await browserAt.get(path);
      const said = [headers.get('content-security-policy'), headers.get('x-frame-options')];
      expect([path, ...said]).toEqual([path, PAGE, 'DENY']);
    }
    await framed.close();
  });
});
