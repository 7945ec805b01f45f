import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { messageId, organisationId, personId, setId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import { takeCustody } from '../../../bot/steps/ingest/take-custody.ts';
import { SafelightError } from '../../../bot/set/errors.ts';
import { memoryBlobs } from '../../memory/blobs.ts';
import { memoryKeys } from '../../memory/keys.ts';
import { TENANT, wardPlace } from '../../crash/hospital.ts';

const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, 'one')]);
const now = instant('2026-03-02T09:00:00.000Z');

const take = async (stores: Parameters<typeof takeCustody>[0], sha256?: string) => {
  const wordsKey = Buffer.alloc(32, 1);
  return takeCustody(
    stores,
    { organisation: organisationId('XHB'), id: setId('set') },
    { bytes, sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex') },
    undefined,
    wordsKey,
    {
      origin: { place: wardPlace, message: messageId('1') },
      poster: personId(TENANT, 'nurse'),
      mode: 'protect',
      postedAt: now,
      receivedAt: now,
      storedAt: now,
      lapseAfterMs: 1,
      wordsKey: await stores.keys.wrap(wordsKey),
      words: '',
    },
  );
};
const mismatch = { code: 'read-back-mismatch', transient: true };

describe('An original is in custody once it was read back', () => {
  it('and opens as the very bytes that were downloaded', async () => {
    const stores = { blobs: memoryBlobs(), keys: memoryKeys() };
    await expect(take(stores)).resolves.toMatchObject({ original: { plainBytes: bytes.length } });
    await expect(take(stores, 'f'.repeat(64))).rejects.toMatchObject(mismatch);
  });

  it('with the second copy of its key, word for word', async () => {
    const blobs = memoryBlobs();
    const sound = { ...blobs };
    blobs.get = async (container, name) => {
      const kept = await sound.get(container, name);
      if (container === 'images') return kept;
      const record = JSON.parse(Buffer.from(kept).toString()) as Record<string, unknown>;
      return Buffer.from(JSON.stringify({ ...record, set: 'another' }));
    };
    await expect(take({ blobs, keys: memoryKeys() })).rejects.toMatchObject(mismatch);
  });

  it.each([
    ['lost', async () => Promise.reject(new SafelightError('blob-missing'))],
    [
      'changed',
      async (kept: Uint8Array) => kept.map((byte, at) => (at === kept.length - 20 ? byte ^ 1 : byte)),
    ],
    ['cut short', async (kept: Uint8Array) => kept.subarray(0, kept.length / 2)],
  ] as const)('and is tried again where the store %s what it said it kept', async (_, betray) => {
    for (const betrayed of ['images', 'keys'] as const) {
      const blobs = memoryBlobs();
      const sound = { ...blobs };
      blobs.get = async (container, name) => {
        const kept = await sound.get(container, name);
        return container === betrayed ? betray(kept) : kept;
      };
      await expect(take({ blobs, keys: memoryKeys() })).rejects.toMatchObject(mismatch);
    }
  });
});
