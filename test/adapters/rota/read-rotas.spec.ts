import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readRotas } from '../../../bot/adapters/rota/read-rotas.ts';
import { readRotaText } from '../../../bot/policy/opinion/read-rota-text.ts';
import { HOUR, instant, later, MINUTE } from '../../../bot/set/instant.ts';
import type { RotaRead } from '../../../bot/set/rota.ts';

const now = instant('2026-03-02T09:00:00Z');
const LINE = '2026-03-02T08:00,2026-03-02T20:00,5afe0000-0000-4000-8000-000000000003';
const turns = (read: RotaRead): number | string =>
  typeof read.rota === 'string' ? read.rota : read.rota.dated.length;
const rotas = (loopback = true) => readRotas({ parse: readRotaText, loopback, timeoutMs: 300 });

describe('A rota in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-rota-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read as it stands, anew a minute later, and is nobody’s where it is not there', async () => {
    const source = { kind: 'file', path: join(folder, 'rota.csv') } as const;
    const read = rotas();
    expect(turns(await read.read(source, now))).toBe('missing');
    await writeFile(source.path, LINE);
    expect(turns(await read.read(source, now))).toBe(1);
    await writeFile(source.path, `${LINE}\n${LINE}`);
    expect(turns(await read.read(source, later(now, MINUTE / 2)))).toBe(1);
    expect(turns(await read.read(source, later(now, MINUTE)))).toBe(2);
  });

  it('half written, the last good copy stands for a day with its age, and then nobody is on it', async () => {
    const source = { kind: 'file', path: join(folder, 'rota.csv') } as const;
    const read = rotas();
    await writeFile(source.path, LINE);
    await read.read(source, now);
    await writeFile(source.path, `${LINE}\n2026-03-0`);
    expect(await read.read(source, later(now, 23 * HOUR))).toMatchObject({ readAt: now });
    expect(turns(await read.read(source, later(now, 24 * HOUR)))).toBe('unreadable');
  });

  it('larger than any rota is none', async () => {
    const source = { kind: 'file', path: join(folder, 'rota.csv') } as const;
    await writeFile(source.path, `${LINE}\n`.repeat(10_000));
    expect(turns(await rotas().read(source, now))).toBe('unreadable');
    expect(turns(await rotas().read({ kind: 'file', path: folder }, now))).toBe('unreadable');
  });
});

describe('A rota at an address', () => {
  let server: Server;
  let asked = 0;
  let answer: (url: string) => { status: number; body?: string; location?: string; hang?: true };
  beforeEach(async () => {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      const said = answer(request.url ?? '');
      if (said.hang === true) return;
      response.writeHead(said.status, said.location === undefined ? {} : { location: said.location });
      response.end(said.body ?? '');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const at = (path = '/rota.csv') =>
    ({ kind: 'https', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}` }) as const;

  it('is asked for once a minute, however many questions there are', async () => {
    answer = () => ({ status: 200, body: LINE });
    const read = rotas();
    for (let n = 0; n < 5; n += 1) expect(turns(await read.read(at(), now))).toBe(1);
    expect(asked).toBe(1);
  });

  it('that leads elsewhere is not followed, and that answers a page, too much or nothing is not believed', async () => {
    const pages: Readonly<Record<string, ReturnType<typeof answer>>> = {
      '/moved': { status: 302, location: '/rota.csv' },
      '/page': { status: 200, body: '<html>Sign in</html>' },
      '/large': { status: 200, body: `${LINE}\n`.repeat(10_000) },
      '/broken': { status: 500 },
      '/hangs': { status: 200, hang: true },
      '/rota.csv': { status: 200, body: LINE },
    };
    answer = (url) => pages[url] ?? { status: 404 };
    for (const path of ['/moved', '/page', '/large', '/broken', '/hangs'])
      expect([path, turns(await rotas().read(at(path), now))]).toEqual([path, 'unreadable']);
    expect(turns(await rotas().read(at('/gone'), now))).toBe('missing');
  });

  it('is never asked for in the clear where production forbids it', async () => {
    answer = () => ({ status: 200, body: LINE });
    expect(turns(await rotas(false).read(at(), now))).toBe('unreadable');
    expect(asked).toBe(0);
  });
});
