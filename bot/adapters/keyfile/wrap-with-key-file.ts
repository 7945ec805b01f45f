import { createPublicKey } from 'node:crypto';
import type { Keys } from '../../ports/keys.ts';
import { SafelightError } from '../../set/errors.ts';
import { keepKeyFile } from './keep-key-file.ts';
import { decryptOaep, encryptOaep } from './oaep.ts';
import { thumbprint } from './thumbprint.ts';

const KEY_BYTES = 32;

/**
 * Wraps data keys under an RSA key in a file: for a laptop and for tests, never for a hospital, where the wrapping key
 * must not lie beside what it protects. The file is made where it is missing. Throws `home-broken` (keep-key-file.ts).
 */
export const keyFileKeys = async (path: string): Promise<Keys> => {
  const privateKey = await keepKeyFile(path);
  const publicKey = createPublicKey(privateKey);
  const keyId = `local:${thumbprint(publicKey)}`;
  return {
    wrap: async (key) => {
      if (key.length !== KEY_BYTES)
        throw new SafelightError('key-missing', { facts: { keyBytes: key.length } });
      return { keyId, algorithm: 'RSA-OAEP-256', wrapped: encryptOaep(publicKey, key).toString('base64') };
    },
    unwrap: async (wrapped) => {
      if (wrapped.keyId !== keyId || wrapped.algorithm !== 'RSA-OAEP-256') {
        throw new SafelightError('key-missing', { facts: { wrappedBy: 'another key' } });
      }
      const key = decrypt(() => decryptOaep(privateKey, Buffer.from(wrapped.wrapped, 'base64')));
      if (key.length !== KEY_BYTES)
        throw new SafelightError('key-missing', { facts: { keyBytes: key.length } });
      return key;
    },
    ready: async () => undefined,
  };
};

const decrypt = (attempt: () => Buffer): Buffer => {
  try {
    return attempt();
  } catch (cause) {
    throw new SafelightError('key-missing', { cause });
  }
};
