import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that only whoever runs the command can read. */
export interface Folder {
  /** Never over another file. */
  write(name: string, bytes: Uint8Array | string): Promise<void>;
}

/**
 * An empty folder, made where it is not there, closed to everybody else (0700) before anything lies in it; its files are
 * 0600. Undefined where something lies in it: a pack never mixes with anything, nor with another patient's.
 */
export const openFolder = async (path: string): Promise<Folder | undefined> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if ((await readdir(path)).length > 0) return undefined;
  await chmod(path, 0o700);
  return {
    write: async (name, bytes) => {
      await writeFile(join(path, name), bytes, { flag: 'wx', mode: 0o600 });
    },
  };
};
