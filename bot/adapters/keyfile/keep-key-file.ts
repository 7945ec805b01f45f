import { createPrivateKey, generateKeyPair, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, open, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SafelightError } from '../../set/errors.ts';

const MODULUS_BITS = 3072;
const OTHERS = 0o077;

/**
 * The RSA key kept at `path` as PEM, made with mode 0600 where there is none. Throws `home-broken` where others may
 * read the file or it holds no RSA key of at least 3072 bits: a new one is never written over it, because pictures
 * are sealed under the old.
 */
export const keepKeyFile = async (path: string): Promise<KeyObject> => {
  const kept = (await readKey(path)) ?? (await makeKey(path));
  if (kept.asymmetricKeyType !== 'rsa' || (kept.asymmetricKeyDetails?.modulusLength ?? 0) < MODULUS_BITS) {
    throw broken({ wants: `RSA ${MODULUS_BITS}` });
  }
  return kept;
};

const readKey = async (path: string): Promise<KeyObject | undefined> => {
  const file = await open(path, 'r').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw broken({ cannot: 'read' }, cause);
  });
  if (file === undefined) return undefined;
  try {
    const { mode } = await file.stat();
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw broken({ mode: (mode & 0o777).toString(8), wants: '600' });
    }
    return createPrivateKey(await file.readFile());
  } catch (cause) {
    throw cause instanceof SafelightError ? cause : broken({ wants: 'PEM' });
  } finally {
    await file.close();
  }
};

const makeKey = async (path: string): Promise<KeyObject> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  const whole = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    await writeFile(whole, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
    // Whole or not at all, and never over one another process made meanwhile: then that one is everybody's.
    await link(whole, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw broken({ cannot: 'write' }, cause);
  } finally {
    await rm(whole, { force: true });
  }
  const kept = await readKey(path);
  if (kept === undefined) throw broken({ cannot: 'read' });
  return kept;
};

const broken = (facts: Record<string, string>, cause?: unknown): SafelightError =>
  new SafelightError('home-broken', { cause, facts: { file: 'key file', ...facts } });
