import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finder } from './finder.ts';
import { unfold } from './unfold.ts';

/** `place: what as form`, one a find. */
type Finds = readonly string[];

/** The bytes as they are, and everything that unfolds from them. */
export const searchBytes = (place: string, bytes: Buffer, find: Finder): Finds => [
  ...new Set([
    ...findsIn(place, bytes, find),
    ...[...unfold(bytes)].flatMap((inner) => findsIn(`${place}, compressed`, inner, find)),
  ]),
];

const findsIn = (place: string, bytes: Buffer, find: Finder): Finds =>
  [...find(bytes)].map(({ what, form }) => `${place}: ${what} as ${form}`);

/** Every regular file beneath the folder; file names are searched as well. */
export const searchFolder = async (
  folder: string,
  find: Finder,
): Promise<{ readonly files: number; readonly bytes: number; readonly finds: Finds }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const finds: string[] = [];
  const seen = { files: 0, bytes: 0 };
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const place = path.slice(folder.length + 1);
    finds.push(...findsIn(`the name of ${place}`, Buffer.from(place), find));
    if (!entry.isFile()) continue;
    const bytes = await readFile(path);
    seen.files += 1;
    seen.bytes += bytes.length;
    finds.push(...searchBytes(place, bytes, find));
  }
  return { ...seen, finds };
};
