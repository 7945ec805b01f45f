import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files beneath these folders in which a picture's mark can be read (I6): Safelight's homes and temporary files, the
 * blob store's extents, the database's own files and logs. The ward's folder is the chat itself and not looked into.
 */
export const findCanary = async (folders: readonly string[], mark: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const folder of folders) {
    for (const file of await filesIn(folder)) {
      const bytes = await readFile(file).catch(() => undefined);
      if (bytes?.includes(mark) === true) found.push(file);
    }
  }
  return found;
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  // A folder nobody made holds nothing; a socket is no file.
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
};
