import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decryptOaep } from '../../../bot/adapters/keyfile/oaep.ts';
import { thumbprint } from '../../../bot/adapters/keyfile/thumbprint.ts';
import { keyFileKeys } from '../../../bot/adapters/keyfile/wrap-with-key-file.ts';
import { newKey } from '../../../bot/sealed/new-key.ts';
import { oaepVectors } from '../../vectors/read-vectors.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-keyfile-'));
  path = join(folder, 'wrapping-key.pem');
});
afterEach(() => rm(folder, { recursive: true }));

const broken = expect.objectContaining({ code: 'home-broken', transient: false });
const pemOf = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

describe('the key file', () => {
  it('is made once, for its owner alone, and holds an RSA key of 3072 bits', async () => {
    const key = newKey();
    const wrapped = await (await keyFileKeys(path)).wrap(key);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(createPrivateKey(await readFile(path)).asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(await readdir(folder)).toEqual(['wrapping-key.pem']);
    expect(Buffer.from(await (await keyFileKeys(path)).unwrap(wrapped)).equals(key)).toBe(true);
  });

  it('is one and the same for two programs that make it at once', async () => {
    const [one, other] = await Promise.all([keyFileKeys(path), keyFileKeys(path)]);
    const key = newKey();
    expect(Buffer.from(await other.unwrap(await one.wrap(key))).equals(key)).toBe(true);
  });

  it.each([0o640, 0o604, 0o660, 0o644])('is refused with mode %o', async (mode) => {
    await writeFile(path, oaepVectors().privateKeyPem);
    await chmod(path, mode);
    await expect(keyFileKeys(path)).rejects.toEqual(broken);
  });

  it('is never written over when it cannot be read as a key', async () => {
    for (const text of ['', 'not a key', pemOf(2048)]) {
      await writeFile(path, text, { mode: 0o600 });
      await expect(keyFileKeys(path)).rejects.toEqual(broken);
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });

  it('says so where its folder is not there', async () => {
    await expect(keyFileKeys(join(folder, 'nowhere', 'key.pem'))).rejects.toEqual(broken);
  });

  it('names itself by the thumbprint of RFC 7638', async () => {
    const { keyId } = await (await keyFileKeys(path)).wrap(newKey());
    expect(keyId).toBe(`local:${thumbprint(createPublicKey(await readFile(path)))}`);
    expect(keyId).toMatch(/^local:[\w-]{43}$/);
    // The RFC's own example, section 3.1.
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMst' +
      'n64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn' +
      '1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    const example = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
    expect(thumbprint(example)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });
});

describe("unwrapping agrees with Project Wycheproof's RSA-OAEP vectors", () => {
  const { privateKeyPem, tests } = oaepVectors();

  it.each(tests.map((test) => [`${test.tcId} ${test.comment} (${test.result})`, test] as const))(
    'case %s',
    async (_title, { msg, ct, label, result }) => {
      await writeFile(path, privateKeyPem, { mode: 0o600 });
      const keys = await keyFileKeys(path);
      const { keyId } = await keys.wrap(newKey());
      const wrapped = Buffer.from(ct, 'hex').toString('base64');
      const opened = keys.unwrap({ keyId, algorithm: 'RSA-OAEP-256', wrapped });
      // A data key is 32 bytes under an empty label; whatever else a vector holds must be refused.
      if (result === 'valid' && label === '' && msg.length === 64) {
        expect(Buffer.from(await opened).toString('hex')).toBe(msg);
      } else {
        await expect(opened).rejects.toMatchObject({ code: 'key-missing' });
      }
    },
  );

  it('and reads what every valid case without a label says', () => {
    const key = createPrivateKey(privateKeyPem);
    const readable = tests.filter(({ result, label }) => result === 'valid' && label === '');
    expect(readable.length).toBeGreaterThan(0);
    for (const { msg, ct } of readable) {
      expect(decryptOaep(key, Buffer.from(ct, 'hex')).toString('hex')).toBe(msg);
    }
  });
});
