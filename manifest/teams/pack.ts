import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { Installation } from './fill-manifest.ts';
import { fillManifest } from './fill-manifest.ts';

const own = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

/** The Teams app package: the same bytes for the same installation, so that two builds can be compared. */
export const packTeamsApp = (installation: Installation): Uint8Array => {
  const files: Zippable = {
    'manifest.json': strToU8(fillManifest(own('manifest.json').toString('utf8'), installation)),
    'color.png': own('icons/color.png'),
    'outline.png': own('icons/outline.png'),
  };
  // The format's own first moment, in local time, as the format has it.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });
};
