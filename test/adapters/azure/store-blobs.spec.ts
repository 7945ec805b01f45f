import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { azureBlobs } from '../../../bot/adapters/azure/store-blobs.ts';
import { startAzurite } from '../../../bot/local/azurite/start-azurite.ts';
import type { Azurite } from '../../../bot/local/azurite/start-azurite.ts';
import type { Blobs } from '../../../bot/ports/blobs.ts';
import { blobName } from '../../../bot/set/ids.ts';
import type { BlobName } from '../../../bot/set/ids.ts';
import { startFaultyStore } from './start-faulty-store.ts';
import type { FaultyStore } from './start-faulty-store.ts';

const newName = (): BlobName => blobName(randomBytes(16).toString('hex'));
const bytes = randomBytes(200_000);
const patience = { tries: 3, tryMs: 400, pauseMs: 1, longestPauseMs: 50 };
const unreachable = expect.objectContaining({ code: 'blob-unreachable', transient: true });

/** A page of a listing, as the protocol has it. */
const pageOf = (marker: string, next: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="images"><Blobs><Blob>` +
  `<Name>in-${marker}</Name><Properties><Last-Modified>Mon, 01 Jun 2026 08:00:00 GMT</Last-Modified>` +
  `<Etag>0x1</Etag><Content-Length>3</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob></Blobs>` +
  `<NextMarker>${next}</NextMarker></EnumerationResults>`;

describe('the blob store when Azure has a bad day', () => {
  let folder: string;
  let azurite: Azurite;
  let wire: FaultyStore;
  let blobs: Blobs;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-faults-'));
    azurite = await startAzurite({ folder, port: 0 });
    wire = await startFaultyStore(azurite.port);
    const connectionString = azurite.connectionString.replace(`:${azurite.port}/`, `:${wire.port}/`);
    blobs = azureBlobs({ connectionString, patience });
    await blobs.ready();
  });
  afterAll(async () => {
    await wire.close();
    await azurite.close();
    await rm(folder, { recursive: true, force: true });
  });
  const got = async (name: BlobName): Promise<boolean> =>
    Buffer.from(await blobs.get('images', name)).equals(bytes);

  it.each([429, 500, 503])('tries again when it answers %i', async (status) => {
    const name = newName();
    wire.next({ kind: 'answer', status, code: 'ServerBusy' }, { kind: 'answer', status, code: 'ServerBusy' });
    await blobs.put('images', name, bytes);
    expect(await got(name)).toBe(true);
  });

  it('knows its own blob when the answer to the write was lost', async () => {
    const name = newName();
    wire.next({ kind: 'lose-answer' });
    await blobs.put('images', name, bytes);
    expect(await got(name)).toBe(true);
  });

  it("takes no other's blob for its own, though an answer was lost", async () => {
    const name = newName();
    await blobs.put('images', name, randomBytes(200_000));
    wire.next({ kind: 'answer', status: 503 });
    await expect(blobs.put('images', name, bytes)).rejects.toMatchObject({ code: 'blob-exists' });
  });

  it('reads again when a picture was cut off on its way', async () => {
    const name = newName();
    await blobs.put('images', name, bytes);
    wire.next({ kind: 'cut-body' });
    expect(await got(name)).toBe(true);
  });

  it('does not wait for ever for an answer', async () => {
    const name = newName();
    wire.next({ kind: 'never-answer' });
    await blobs.put('images', name, bytes);
    wire.next({ kind: 'never-answer' }, { kind: 'never-answer' }, { kind: 'never-answer' });
    await expect(blobs.get('images', name)).rejects.toEqual(unreachable);
  });

  it('succeeds in destroying what an unheard try destroyed already', async () => {
    const name = newName();
    await blobs.put('images', name, bytes);
    wire.next({ kind: 'lose-answer' });
    await blobs.destroy('images', name);
    await expect(blobs.get('images', name)).rejects.toMatchObject({ code: 'blob-missing' });
  });

  it('hands a long wait to whoever asked', async () => {
    wire.next({ kind: 'answer', status: 503, code: 'ServerBusy', headers: { 'retry-after': '30' } });
    await expect(blobs.get('images', newName())).rejects.toMatchObject({
      code: 'blob-unreachable',
      transient: true,
      retryAfterMs: 30_000,
    });
  });

  it('does not call a picture missing because its whole container is', async () => {
    const [name, gone] = [newName(), { kind: 'answer', status: 404, code: 'ContainerNotFound' } as const];
    wire.next(gone, gone, gone);
    await expect(blobs.get('images', name)).rejects.toEqual(unreachable);
    wire.next(gone, gone, gone);
    await expect(blobs.destroy('images', name)).rejects.toEqual(unreachable);
  });

  it.each([401, 403])('may be asked again later when it refuses with %i', async (status) => {
    const refusal = { kind: 'answer', status, code: 'AuthorizationFailure' } as const;
    wire.next(refusal, refusal, refusal);
    await expect(blobs.get('images', newName())).rejects.toEqual(unreachable);
  });

  it('lists every page of a long list', async () => {
    const pages = createServer((request, response) => {
      const marker = new URL(request.url ?? '', 'http://store').searchParams.get('marker') ?? 'one';
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(pageOf(marker, { one: 'two', two: 'three' }[marker] ?? ''));
    }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    const { port } = pages.address() as AddressInfo;
    const connectionString = azurite.connectionString.replace(`:${azurite.port}/`, `:${port}/`);
    const names: string[] = [];
    for await (const { name } of azureBlobs({ connectionString, patience }).list('images')) names.push(name);
    expect(names).toEqual(['in-one', 'in-two', 'in-three']);
    pages.closeAllConnections();
    pages.close();
  });

  it('never follows it to another host', async () => {
    const visits: string[] = [];
    const elsewhere = createServer((request, response) => {
      visits.push(request.url ?? '');
      response.end('a picture?');
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/images/x`;
    wire.next({ kind: 'answer', status: 307, headers: { location } });
    await expect(blobs.get('images', newName())).rejects.toMatchObject({ code: 'blob-unreachable' });
    expect(visits).toEqual([]);
    elsewhere.close();
  });

  it('is not ready while nothing answers', async () => {
    const nobody = azurite.connectionString.replace(`:${azurite.port}/`, ':1/');
    await expect(azureBlobs({ connectionString: nobody, patience }).ready()).rejects.toEqual(unreachable);
  });

  it('shows its key in no error', async () => {
    const key = /AccountKey=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '';
    const refusal = { kind: 'answer', status: 403, code: 'AuthenticationFailed' } as const;
    wire.next(refusal, refusal, refusal);
    const error = await blobs.get('images', newName()).catch((thrown: unknown) => thrown);
    const shown = inspect(error, { depth: 20 });
    expect(shown).toContain('blob-unreachable');
    expect(shown).not.toContain(key);
    expect(shown).not.toMatch(/SharedKey safelight:/);
    const broken = `AccountName=safelight;AccountKey=${key}`;
    expect(() => azureBlobs({ connectionString: broken })).toThrow('config-invalid');
  });
});
