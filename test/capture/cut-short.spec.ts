import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { azureBlobs } from '../../bot/adapters/azure/store-blobs.ts';
import { postgresCaptures } from '../../bot/adapters/postgres/keep-captures.ts';
import { postgresLedger } from '../../bot/adapters/postgres/ledger.ts';
import { postgresSessions } from '../../bot/adapters/postgres/sessions.ts';
import { link } from '../../bot/audit/chain.ts';
import { verifyChain } from '../../bot/audit/verify-chain.ts';
import { startAzurite } from '../../bot/local/azurite/start-azurite.ts';
import { nurse } from '../../bot/local/demonstration/people.ts';
import type { Captures } from '../../bot/ports/captures.ts';
import type { Blobs, Container } from '../../bot/ports/blobs.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import { open } from '../../bot/sealed/open.ts';
import { DAY, HOUR, MINUTE } from '../../bot/set/instant.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { stageChunk } from '../../bot/steps/stage.ts';
import { sweepStaging } from '../../bot/sweep/staged-pieces.ts';
import { sealTicket } from '../../bot/viewer/capture/ticket.ts';
import { memoryDecoder } from '../memory/decoder.ts';
import { freshDatabase } from '../postgres/fresh-database.ts';
import { doDuties } from '../viewer/do-duties.ts';
import type { World } from '../viewer/world.ts';
import { HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';
import type { Phone } from './phone.ts';
import { agreedAloud, jpegOf, openPhone, PIECE, sentImage, shot, sumOf } from './phone.ts';

interface Hospital {
  readonly world: World;
  readonly ledger: Ledger;
  readonly captures: Captures;
  readonly blobs: Blobs;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The real web server over a real PostgreSQL and Azurite; the chat and the record are in memory. */
const openHospital = async (): Promise<Hospital> => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-capture-'));
  const [database, azurite] = await Promise.all([freshDatabase(), startAzurite({ folder, port: 0 })]);
  const blobs = azureBlobs({ connectionString: azurite.connectionString });
  await blobs.ready();
  const [own, ...others] = policy.organisations;
  if (own === undefined) throw new Error('no organisation');
  const where = { kind: 'team', team: 'ward-7', channels: ['*'], except: [] } as const;
  const conversations = [{ mode: 'protect', lapseAfterMs: 72 * HOUR, where } as const];
  const captures = postgresCaptures(database.pool, { link });
  const made: { ledger?: Ledger } = {};
  const world = await openWorld({
    change: ({ clock, keys }) => {
      made.ledger = postgresLedger(database.pool, { link, clock });
      return {
        ...{ ledger: made.ledger, captures, blobs, sessions: postgresSessions(database.pool) },
        stage: stageChunk({ captures, blobs, keys, clock }),
        policy: { organisations: [{ ...own, conversations }, ...others] },
      };
    },
  });
  const { ledger } = made;
  if (ledger === undefined) throw new Error('no ledger');
  return {
    ...{ world, ledger, captures, blobs },
    settle: () => doDuties({ ...world, keys: world.parts.keys, decoder: memoryDecoder(), ledger, blobs }),
    close: async () => {
      await world.close();
      await database.drop();
      await azurite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Half of a piece leaves the phone, and then there is no signal. */
const cutOff = async (
  address: string,
  path: string,
  cookies: ReadonlyMap<string, string>,
  bytes: Uint8Array,
): Promise<void> => {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const head = [
    `PUT ${path} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `cookie: ${cookie}`,
    'x-safelight: 1',
    'sec-fetch-site: same-origin',
    'content-type: application/octet-stream',
    `content-length: ${bytes.length}`,
    `x-sha256: ${sumOf(bytes)}`,
  ];
  await new Promise((resolve) => {
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(bytes.subarray(0, bytes.length / 2), resolve);
  });
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.destroy();
  });
};

const countOf = async (blobs: Blobs, container: Container): Promise<number> => {
  let count = 0;
  for await (const { bytes } of blobs.list(container)) count += Math.sign(bytes + 1);
  return count;
};

describe('The network cut in the middle of a 12 MB upload, the page reloaded, the phone locked', () => {
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital();
  }, 60_000);
  afterAll(() => hospital.close());

  it('is one image in custody, bit for bit, and one card', async () => {
    const { world, ledger, captures, blobs } = hospital;
    const taken = shot(jpegOf(12 * 1024 * 1024));
    const said = sentImage(taken);
    const pieces = Array.from({ length: said.chunks }, (_, at) => at);
    const browser = await world.as(nurse);
    const ticket = sealTicket(
      { place: wardPhotos, person: idOf(nurse) },
      world.clock.now(),
      world.parts.cookieKey,
    );
    const { capture, browserKey } = await openPhone(world.address, browser).begin(ticket);

    await openPhone(world.address, browser).carry(capture, taken, pieces.slice(0, 20));
    const path = `/capture/${capture}/images/${taken.image}/chunks/20`;
    const lost = taken.bytes.subarray(20 * PIECE, 21 * PIECE);
    await cutOff(world.address, path, browser.cookies, lost);

    // Reloaded: the page knows the capture's id and what it kept sealed; the server says what it holds.
    const reloaded = openPhone(world.address, browser);
    const again = await reloaded.ask<{ browserKey: string }>('POST', '/capture/begin', {
      json: { capture },
    });
    expect([again.status, again.value.browserKey]).toEqual([200, browserKey]);
    expect((await reloaded.status(capture)).images[taken.image]).toEqual(pieces.slice(0, 20));
    await reloaded.carry(capture, taken, pieces.slice(20, 35));

    // Locked: the session is over. Signed in again, the capture is still the nurse's own.
    world.clock.pass(6 * MINUTE);
    expect((await reloaded.ask('GET', `/capture/${capture}`)).status).toBe(401);
    const unlocked: Phone = openPhone(world.address, await world.as(nurse));
    const held = (await unlocked.status(capture)).images[taken.image] ?? [];
    expect(held).toEqual(pieces.slice(0, 35));
    await unlocked.carry(
      capture,
      taken,
      pieces.filter((at) => !held.includes(at)),
    );

    // The answer to the sending is lost too: it is sent again, and twice at once.
    const asked = {
      images: [said],
      patient: { unknown: 'unknown' },
      consent: { ...agreedAloud, ageBand: 'adult' },
    } as const;
    const answers = await Promise.all([unlocked.send(capture, asked), unlocked.send(capture, asked)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect((await unlocked.send(capture, asked)).status).toBe(202);
    expect((await unlocked.status(capture)).state).toBe('sent');
    await hospital.settle();
    expect((await unlocked.status(capture)).state).toBe('stored');

    const sets = await ledger.find(HARBOURSIDE, { by: 'all' });
    const [set] = sets;
    if (set?.state !== 'stored') throw new Error('not in custody');
    expect([sets.length, set.images.length, world.chat.cards.length]).toEqual([1, 1, 1]);
    const [image] = set.images;
    if (image === undefined) throw new Error('no image');
    const key = await world.parts.keys.unwrap(image.original.key);
    const kept = open(
      await blobs.get('images', image.original.blob),
      key,
      sealContext.original(set, image.id),
    );
    expect(createHash('sha256').update(kept).digest('hex')).toBe(said.sha256);

    expect(await countOf(blobs, 'staging')).toBe(pieces.length);
    expect(await sweepStaging({ captures, ledger, blobs, clock: world.clock })).toEqual({
      ...{ settled: 1, abandoned: 0, strays: 0 },
    });
    expect(await countOf(blobs, 'staging')).toBe(0);
    expect((await unlocked.status(capture)).state).toBe('stored');
    world.clock.pass(DAY);
    await sweepStaging({ captures, ledger, blobs, clock: world.clock });
    expect(await captures.all(HARBOURSIDE)).toEqual([]);
    expect((await verifyChain(HARBOURSIDE, ledger.audit.rows(HARBOURSIDE))).whole).toBe(true);
  }, 60_000);
});
