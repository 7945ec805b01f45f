import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SALT_BYTES } from '../../bot/sealed/derive.ts';
import { openBytes } from '../../bot/sealed/open-bytes.ts';
import { sealWithSalt } from '../../bot/sealed/seal-with-salt.ts';
import { chunkedVectors } from '../vectors/read-vectors.ts';

const vectors = chunkedVectors();
const titled = (valid: boolean): [string, (typeof vectors)[number]][] =>
  vectors
    .filter((vector) => vector.valid === valid)
    .map((vector) => [`${vector.tcId}: ${vector.comment}`, vector]);

describe("the sealed file agrees with Project Wycheproof's vectors", () => {
  it('and all 35 of them are asked', () => {
    expect(vectors).toHaveLength(35);
    expect(titled(true).length).toBeGreaterThan(0);
  });

  it.each(titled(true))('opens valid file %s', (_title, vector) => {
    const plain = openBytes(vector.sealed, vector.key, vector.context);
    expect(plain).toHaveLength(vector.plainBytes);
    expect(createHash('sha512').update(plain).digest('hex')).toBe(vector.plainSha512);
  });

  it.each(titled(true))('seals %s again with its salt, byte for byte', (_title, vector) => {
    const plain = openBytes(vector.sealed, vector.key, vector.context);
    const again = sealWithSalt(plain, vector.key, vector.context, vector.sealed.subarray(0, SALT_BYTES));
    expect(Buffer.from(again).equals(vector.sealed)).toBe(true);
  });

  it.each(titled(false))('refuses invalid file %s', (_title, vector) => {
    expect(() => openBytes(vector.sealed, vector.key, vector.context)).toThrow('sealed-file-broken');
  });
});
