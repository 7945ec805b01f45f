import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { assetPath } from '../../bot/viewer/http/assets.ts';
import { securityHeaders } from '../../bot/viewer/http/headers.ts';
import { asset } from '../../bot/viewer/http/plain.ts';
import type { Band, ReadBand } from '../../bot/set/band.ts';
import { BAND_RULES } from '../corpus/bands/make-bands.ts';
import { APPROACH, filmBand } from '../corpus/bands/film.ts';
import { drawBand } from '../corpus/bands/draw-band.ts';
import { photographBand } from '../corpus/bands/photograph-band.ts';
import { seeded } from '../corpus/bands/seeded.ts';
import { inBrowser, openBrowser } from '../e2e/browser.ts';
import { PHONE } from './chromium.ts';

/** What the page below saw; the frames of a second and a half are looked at after the first band. */
interface Seen {
  readonly bands: readonly Band[];
  readonly ms?: number;
  readonly broken?: boolean;
}

const printed = { symbology: 'gs1-datamatrix', nhsNumber: '9990000018', hospitalNumber: 'H1234567' } as const;
const expected: Band = { nhsNumber: '9990000018', hospitalNumber: 'H1234567', newborn: false };

/** The least page that reads a band, under the policy every page of ours has; only the camera is opened to it. */
const HARNESS = `
  import { readBandIn, watchForBand } from '${assetPath('read-band.js')}';
  const rules = ${JSON.stringify(BAND_RULES)};
  const never = new AbortController().signal;
  globalThis.still = async () => {
    const image = document.querySelector('img');
    await image.decode();
    return readBandIn(image, rules, never);
  };
  const framesLater = (video, frames) =>
    new Promise((resolve) => {
      const count = () => (frames-- > 0 ? video.requestVideoFrameCallback(count) : resolve());
      count();
    });
  globalThis.watch = async () => {
    const seen = { bands: [] };
    const video = document.querySelector('video');
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
    await video.play();
    const began = performance.now();
    await new Promise((resolve) => {
      watchForBand(video, {
        rules,
        signal: never,
        onBand: (band) => { seen.bands.push(band); seen.ms ??= performance.now() - began; resolve(); },
        onRefused: () => undefined,
        onBroken: () => { seen.broken = true; resolve(); },
      });
    });
    await framesLater(video, 45);
    return seen;
  };`;
const PAGE = `<!doctype html><html lang="en-GB"><title>Wristband</title>
  <link rel="icon" href="${assetPath('icon.svg')}">
  <script type="module" src="/harness.js"></script><video muted playsinline></video><img src="/still.jpg" alt="">`;

inBrowser('In a browser on a phone, the camera', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bands-'));
    const film = join(folder, 'ward.mjpeg');
    await filmBand(film, printed, APPROACH);
    server = serve(await stillOfBand());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]);
    const context = await browser.newContext({ viewport: PHONE, permissions: ['camera'] });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('finds the band by itself, once, with the right number and nothing pressed', async () => {
    const seen = await page.evaluate<Seen>('globalThis.watch()');
    process.stdout.write(
      `Wristband in Chromium: read ${((seen.ms ?? Number.NaN) / 1000).toFixed(1)} s after the camera started; ` +
        `the film shows it sharp from ${(APPROACH.slice(0, 3).reduce((sum, { frames }) => sum + frames, 0) / 30).toFixed(1)} s on\n`,
    );
    expect(seen).toMatchObject({ bands: [expected] });
    expect(seen.broken).toBeUndefined();
  }, 90_000);

  it('reads a band from a still picture too', async () => {
    expect(await page.evaluate<ReadBand>('globalThis.still()')).toEqual({ outcome: 'band', band: expected });
  }, 60_000);

  it('keeps every picture to itself: the page asks for our own files and sends nothing', () => {
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((one) => !/^GET \/(?:$|harness\.js$|still\.jpg$|assets\/)/.test(one))).toEqual([]);
  });

  it('needs nothing of the page’s policy but the camera', () => {
    expect(complaints).toEqual([]);
  });

  it('may compile WebAssembly in the worker alone', async () => {
    const refused = await page.evaluate<string>(
      'WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => "compiled", (error) => error.name)',
    );
    expect(refused).toBe('CompileError');
  });
});

const stillOfBand = async (): Promise<Buffer> => {
  const texture = await drawBand(printed);
  const view = { perMm: 20, wristMm: 28, turned: 70, light: 0.5 };
  const { data, width, height } = await photographBand(texture, view, seeded(2), [1600, 1200]);
  return sharp(data, { raw: { width, height, channels: 4 } })
    .jpeg()
    .toBuffer();
};

const serve = (still: Buffer): Server =>
  createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, , version = '', file = ''] = pathname.split('/');
    const own: Readonly<Record<string, readonly [string, string | Buffer]>> = {
      '/': ['text/html; charset=utf-8', PAGE],
      '/harness.js': ['text/javascript; charset=utf-8', HARNESS],
      '/still.jpg': ['image/jpeg', still],
    };
    const [type, body] = own[pathname] ?? [];
    const reply =
      type === undefined
        ? asset({ ...NOBODY, path: pathname, params: { version, file } })
        : { status: 200, type, body, headers: {} };
    response.writeHead(reply.status, {
      ...securityHeaders({ https: false }),
      'permissions-policy': 'camera=(self)',
      'content-type': reply.type ?? '',
      ...reply.headers,
    });
    response.end(reply.body);
  });

const NOBODY = {
  method: 'GET',
  query: new URLSearchParams(),
  form: new URLSearchParams(),
  cookies: new Map<string, string>(),
  encodings: ['br'],
  byScript: false,
  body: { octets: async () => new Uint8Array(), json: async () => undefined },
  ip: '127.0.0.1',
} as const;
