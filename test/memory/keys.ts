import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keys } from '../../bot/ports/keys.ts';
import { SafelightError } from '../../bot/set/errors.ts';

/** RFC 3394's initial value. */
const IV = Buffer.alloc(8, 0xa6);

/** A key service in memory: AES key wrap (A256KW), fast enough for a spec that cuts the power a thousand times. */
export const memoryKeys = (): Keys => {
  const wrapping = randomBytes(32);
  const keyId = `memory:${randomBytes(8).toString('hex')}`;
  return {
    wrap: async (key) => {
      requireKey(key);
      const cipher = createCipheriv('id-aes256-wrap', wrapping, IV);
      const wrapped = Buffer.concat([cipher.update(key), cipher.final()]).toString('base64');
      return { keyId, algorithm: 'A256KW', wrapped };
    },
    unwrap: async (wrapped) => {
      if (wrapped.keyId !== keyId || wrapped.algorithm !== 'A256KW') throw new SafelightError('key-missing');
      try {
        const decipher = createDecipheriv('id-aes256-wrap', wrapping, IV);
        const key = Buffer.concat([decipher.update(wrapped.wrapped, 'base64'), decipher.final()]);
        return requireKey(key);
      } catch (cause) {
        throw new SafelightError('key-missing', { cause });
      }
    },
    ready: async () => undefined,
  };
};

const requireKey = (key: Uint8Array): Uint8Array => {
  if (key.length !== 32) throw new SafelightError('key-missing', { facts: { keyBytes: key.length } });
  return key;
};
