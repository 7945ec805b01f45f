import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of pictures and files, one disk file each, whole or not there. */
export interface Bytes {
  keep(bytes: Buffer): Promise<string>;
  read(key: string): Promise<Buffer>;
  drop(key: string): Promise<void>;
}

export const openBytes = (folder: string): Bytes => {
  const home = join(folder, 'bytes');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return {
    async keep(bytes) {
      const key = randomBytes(16).toString('hex');
      await writeFile(join(home, `${key}.new`), bytes, { mode: 0o600 });
      await rename(join(home, `${key}.new`), join(home, key));
      return key;
    },
    read: (key) => readFile(join(home, key)),
    drop: (key) => rm(join(home, key), { force: true }),
  };
};
