import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VaultKeys } from './start-vault-keys.ts';
import { startVaultKeys } from './start-vault-keys.ts';

const unreachable = expect.objectContaining({ code: 'key-unreachable', transient: true });
const missing = expect.objectContaining({ code: 'key-missing', transient: false });

describe('keys wrapped by Key Vault', () => {
  let made: VaultKeys;
  beforeEach(async () => {
    made = await startVaultKeys();
  });
  afterEach(() => made.vault.close());

  it('are wrapped by the newest version, named in full', async () => {
    const newest = made.vault.rotate();
    expect((await made.keysFor().wrap(randomBytes(32))).keyId).toBe(newest);
  });

  it('are wrapped by one version for ever where the setting names it', async () => {
    const first = made.vault.rotate();
    const keys = made.keysFor(first);
    made.vault.rotate();
    expect((await keys.wrap(randomBytes(32))).keyId).toBe(first);
  });

  it('open after a rotation, after a restart and after their version has expired', async () => {
    const key = randomBytes(32);
    const wrapped = await made.keysFor().wrap(key);
    const old = [...made.vault.versions.values()].at(-1);
    made.vault.rotate();
    if (old !== undefined) old.expires = Math.floor(Date.now() / 1_000) - 60;
    const restarted = made.keysFor();
    expect(Buffer.from(await restarted.unwrap(wrapped)).equals(key)).toBe(true);
    expect((await restarted.wrap(key)).keyId).not.toBe(wrapped.keyId);
  });

  it('never post to a key without a version', async () => {
    const keys = made.keysFor();
    await keys.unwrap(await keys.wrap(randomBytes(32)));
    const posts = made.vault.requests.filter((request) => request.startsWith('POST'));
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts) expect(post).toMatch(/^POST \/keys\/safelight\/[0-9a-f]{32}\/(un)?wrapkey$/);
  });

  it('may be many at once from the very first moment', async () => {
    // The very first answer is the slowest, and so arrives after the others'.
    made.vault.delayNext(100);
    const keys = made.keysFor(made.vault.rotate());
    const many = Array.from({ length: 10 }, () => randomBytes(32));
    const wrapped = await Promise.all(many.map((key) => keys.wrap(key)));
    const restarted = made.keysFor();
    const opened = await Promise.all(wrapped.map((one) => restarted.unwrap(one)));
    expect(opened.map((one) => Buffer.from(one).toString('hex'))).toEqual(
      many.map((key) => key.toString('hex')),
    );
  });

  it('are never taken to another vault, whatever the record says', async () => {
    const other = await startVaultKeys();
    const theirs = await other.keysFor().wrap(randomBytes(32));
    const before = other.vault.requests.length;
    const keys = made.keysFor();
    await expect(keys.unwrap(theirs)).rejects.toEqual(missing);
    const path = new URL(theirs.keyId).pathname;
    const host = new URL(made.vault.keyId).host;
    for (const keyId of [
      `http://${host}${path}`,
      `https://${host}@evil.example${path}`,
      `https://evil.example/${host}${path}`,
      `https://${host}${path}?x=1`,
      `https://${host}/secrets/safelight/1`,
      made.vault.keyId,
      '',
    ]) {
      await expect(keys.unwrap({ ...theirs, keyId })).rejects.toEqual(missing);
    }
    expect(other.vault.requests).toHaveLength(before);
    await other.vault.close();
  });

  it('are refused where the vault unwraps anything but 32 bytes', async () => {
    const keys = made.keysFor();
    const wrapped = await keys.wrap(randomBytes(32));
    for (const length of [0, 31, 33]) {
      made.vault.answerNext({
        status: 200,
        json: { kid: wrapped.keyId, value: randomBytes(length).toString('base64url') },
      });
      await expect(keys.unwrap(wrapped)).rejects.toEqual(missing);
    }
  });

  it.each([429, 500, 503])('are asked for again when the vault answers %i', async (status) => {
    const keys = made.keysFor();
    const key = randomBytes(32);
    const wrapped = await keys.wrap(key);
    made.vault.answerNext({ status, code: 'Busy' }, { status, code: 'Busy' });
    expect(Buffer.from(await keys.unwrap(wrapped)).equals(key)).toBe(true);
  });

  it('wait as long as a throttled vault asks, by telling whoever asked', async () => {
    const keys = made.keysFor();
    const wrapped = await keys.wrap(randomBytes(32));
    made.vault.answerNext({ status: 429, code: 'Throttled', headers: { 'retry-after': '7' } });
    await expect(keys.unwrap(wrapped)).rejects.toMatchObject({
      code: 'key-unreachable',
      retryAfterMs: 7_000,
    });
  });

  it('may be opened again once a disabled key is enabled', async () => {
    const keys = made.keysFor();
    const wrapped = await keys.wrap(randomBytes(32));
    const version = [...made.vault.versions.values()].at(-1);
    if (version !== undefined) version.enabled = false;
    await expect(keys.unwrap(wrapped)).rejects.toEqual(unreachable);
    if (version !== undefined) version.enabled = true;
    await keys.unwrap(wrapped);
  });

  it('say that the vault cannot be reached, when it cannot', async () => {
    const keys = made.keysFor();
    const wrapped = await keys.wrap(randomBytes(32));
    await made.vault.close();
    await expect(keys.unwrap(wrapped)).rejects.toEqual(unreachable);
    await expect(keys.ready()).rejects.toEqual(unreachable);
    made = await startVaultKeys();
  });

  it('say that the vault cannot be reached, when nobody gives a token for it', async () => {
    const getToken = (): Promise<never> => Promise.reject(new Error('no identity here'));
    await expect(made.keysFor(undefined, { getToken }).ready()).rejects.toEqual(unreachable);
  });

  it('are ready only with the right to wrap and to unwrap', async () => {
    const keys = made.keysFor();
    await keys.ready();
    for (const version of made.vault.versions.values()) version.enabled = false;
    await expect(keys.ready()).rejects.toEqual(unreachable);
  });

  it('are never wrapped by a key that is not there', async () => {
    await expect(made.keysFor(`${made.vault.keyId}x`).wrap(randomBytes(32))).rejects.toEqual(missing);
    expect(() => made.keysFor('https://127.0.0.1/certificates/x')).toThrow(missing);
  });
});
