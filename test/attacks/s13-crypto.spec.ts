import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../bot/sealed/new-key.ts';
import { open } from '../../bot/sealed/open.ts';
import { seal } from '../../bot/sealed/seal.ts';
import { registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const SALT = 24;
const HEADER = 56;
const CHUNK = 16_384;
const SEALS = 20_000;
const broken = expect.objectContaining({ code: 'sealed-file-broken' });
const context = { organisation: 'XHB', set: 'a', image: 'b', rendition: 'original' } as const;

describe('Sealing many times over (S13; ASVS 5.0 V11.3.4, V11.3.3, V11.5.1)', () => {
  it(`never uses a key, a salt or a commitment twice in ${SEALS} seals, and shows no pattern in them`, () => {
    const keys = new Set<string>();
    const salts = new Set<string>();
    const commitments = new Set<string>();
    const bits = new Uint32Array(SALT * 8);
    const key = newKey();
    const plain = Buffer.alloc(1);
    for (let at = 0; at < SEALS; at += 1) {
      keys.add(Buffer.from(newKey()).toString('base64'));
      // The same key, plaintext and context each time: whatever differs is chance alone.
      const sealed = Buffer.from(seal(plain, key, context));
      salts.add(sealed.toString('base64', 0, SALT));
      commitments.add(sealed.toString('base64', SALT, HEADER));
      for (let bit = 0; bit < bits.length; bit += 1)
        bits[bit] = (bits[bit] ?? 0) + (((sealed[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    }
    expect([keys.size, salts.size, commitments.size]).toEqual([SEALS, SEALS, SEALS]);
    // Each bit is set half the time, within six standard deviations.
    const most = 6 * Math.sqrt(SEALS / 4);
    for (const [bit, count] of bits.entries())
      expect([bit, Math.abs(count - SEALS / 2) < most]).toEqual([bit, true]);
  });

  it('says of what it holds its length and nothing more', () => {
    const key = newKey();
    for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK]) {
      const sealed = seal(Buffer.alloc(length, 7), key, context);
      expect(sealed.length).toBe(length + HEADER + 16 * (Math.floor(length / CHUNK) + 1));
      // A picture of one colour looks like any other: no byte comes more often than chance has it.
      const counts = new Uint32Array(256);
      for (const byte of sealed) counts[byte] = (counts[byte] ?? 0) + 1;
      const expected = sealed.length / 256;
      for (const count of counts)
        expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected) + 7);
    }
  });
});

describe('Somebody who may write the image store (S13; ASVS 5.0 V11.3.3, V11.2.5)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const seeded = async () => {
    const set = await world.seed([await photo('patient-a-1.jpg'), await photo('patient-b-1.jpg')]);
    const [first, second] = set.images as [StoredImage, StoredImage];
    return { set, first, second };
  };
  const kept = (image: StoredImage) => {
    const found = world.blobs.contents.get(`images/${image.original.blob}`);
    if (found === undefined) throw new Error('no blob');
    return found;
  };
  const look = async (set: string, image: string, what = '/original') =>
    (await world.as(registrar)).get(`/sets/${set}/images/${image}${what}`);

  it('cannot show one patient’s picture as another’s by exchanging two files', async () => {
    const { set, first, second } = await seeded();
    const [one, other] = [kept(first), kept(second)];
    [one.bytes, other.bytes] = [other.bytes, one.bytes];
    for (const image of [first, second]) {
      const page = await look(set.id, image.id);
      expect([page.status, page.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
      expect(page.text).toContain('The stored image is damaged');
    }
  });

  it('cannot do it with the keys of the ledger either: a file opens in its own place alone', async () => {
    const { set, first, second } = await seeded();
    const key = await world.parts.keys.unwrap(second.original.key);
    const sealed = kept(second).bytes;
    expect(() => open(sealed, key, sealContext.original(set, first.id))).toThrow(broken);
    expect(() => open(sealed, key, sealContext.screen(set, second.id))).toThrow(broken);
    expect(() => open(sealed, key, sealContext.original({ ...set, organisation: 'XFV' }, second.id))).toThrow(
      broken,
    );
    await world.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored'
          ? { ...row, images: row.images.map((image) => ({ ...image, original: second.original })) }
          : row,
      events: [],
    });
    expect((await look(set.id, first.id)).status).toBe(500);
    expect((await look(set.id, second.id)).status).toBe(200);
  });

  it('cannot put back an older file, sealed under a key that is not the one on record', async () => {
    const { set, first } = await seeded();
    kept(first).bytes = seal(Buffer.from('older'), newKey(), sealContext.original(set, first.id));
    expect((await look(set.id, first.id)).status).toBe(500);
  });

  it('cannot change, shorten, lengthen or empty a file without its being noticed', async () => {
    const { set, first } = await seeded();
    const blob = kept(first);
    const whole = blob.bytes;
    const spoil: readonly (() => Uint8Array)[] = [
      () => whole.subarray(0, HEADER + CHUNK + 16),
      () => whole.subarray(0, -1),
      () => whole.subarray(0, HEADER),
      () => new Uint8Array(),
      () => Buffer.concat([whole, Buffer.alloc(16)]),
      () => Buffer.concat([whole.subarray(0, HEADER), whole.subarray(HEADER + CHUNK + 16)]),
      ...[0, SALT, HEADER, HEADER + CHUNK, whole.length - 1].map((at) => () => {
        const touched = Uint8Array.from(whole);
        touched[at] = (touched[at] ?? 0) ^ 1;
        return touched;
      }),
    ];
    for (const make of spoil) {
      blob.bytes = make();
      const page = await look(set.id, first.id);
      expect([page.status, page.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
      world.clock.pass(60_000);
    }
    blob.bytes = whole;
    expect((await look(set.id, first.id)).status).toBe(200);
    expect(world.logged.join('')).toContain('sealed-file-broken');
    expect(world.logged.join('')).not.toContain(first.original.key.wrapped);
  });
});
