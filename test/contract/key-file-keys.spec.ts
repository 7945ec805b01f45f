import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFileKeys } from '../../bot/adapters/keyfile/wrap-with-key-file.ts';
import { keysContract } from './keys.ts';

keysContract('a key file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-keys-'));
  return {
    keys: await keyFileKeys(join(folder, 'wrapping-key.pem')),
    close: () => rm(folder, { recursive: true }),
  };
});
