import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Keys } from '../../bot/ports/keys.ts';

export interface MadeKeys {
  readonly keys: Keys;
  readonly close: () => Promise<void>;
}

const refused = expect.objectContaining({ code: 'key-missing', transient: false });

/** What every key service must do (bot/ports/keys.ts). */
export const keysContract = (name: string, make: () => Promise<MadeKeys>): void => {
  describe(`the key service: ${name}`, () => {
    let made: MadeKeys;
    let keys: Keys;
    beforeAll(async () => {
      made = await make();
      keys = made.keys;
    });
    afterAll(() => made.close());

    it('says it is ready', async () => {
      await keys.ready();
    });

    it('unwraps what it wrapped', async () => {
      for (const key of [randomBytes(32), new Uint8Array(32), new Uint8Array(32).fill(255)]) {
        const wrapped = await keys.wrap(key);
        expect(Buffer.from(await keys.unwrap(wrapped)).equals(key)).toBe(true);
        expect(Buffer.from(wrapped.wrapped, 'base64').includes(Buffer.from(key))).toBe(false);
      }
    });

    it('unwraps what came back from a record as JSON', async () => {
      const key = randomBytes(32);
      const kept = JSON.parse(JSON.stringify(await keys.wrap(key))) as Awaited<ReturnType<Keys['wrap']>>;
      expect(Buffer.from(await keys.unwrap(kept)).equals(key)).toBe(true);
    });

    it('says with each key which wrapping key was used, by one full id', async () => {
      const ids = [await keys.wrap(randomBytes(32)), await keys.wrap(randomBytes(32))].map(
        ({ keyId }) => keyId,
      );
      expect(ids[0]).not.toBe('');
      expect(ids[0]).toBe(ids[1]);
    });

    it('wraps nothing that is not 32 bytes', async () => {
      for (const length of [0, 16, 31, 33, 64]) {
        await expect(keys.wrap(randomBytes(length))).rejects.toEqual(refused);
      }
    });

    it('refuses a wrapped key that was touched, cut short or emptied', async () => {
      const wrapped = await keys.wrap(randomBytes(32));
      const bytes = Buffer.from(wrapped.wrapped, 'base64');
      const touched = Buffer.from(bytes);
      touched[20] = (touched[20] ?? 0) ^ 1;
      for (const broken of [touched, bytes.subarray(1), bytes.subarray(0, 8), Buffer.alloc(0)]) {
        await expect(keys.unwrap({ ...wrapped, wrapped: broken.toString('base64') })).rejects.toEqual(
          refused,
        );
      }
    });

    it("refuses another wrapping key's id", async () => {
      const wrapped = await keys.wrap(randomBytes(32));
      await expect(keys.unwrap({ ...wrapped, keyId: `${wrapped.keyId}0` })).rejects.toEqual(refused);
      await expect(keys.unwrap({ ...wrapped, keyId: 'another' })).rejects.toEqual(refused);
    });

    it('refuses another way of wrapping than the one it was wrapped by', async () => {
      const wrapped = await keys.wrap(randomBytes(32));
      const algorithm = wrapped.algorithm === 'A256KW' ? 'RSA-OAEP-256' : 'A256KW';
      await expect(keys.unwrap({ ...wrapped, algorithm })).rejects.toEqual(refused);
    });
  });
};
