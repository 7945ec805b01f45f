import { readFileSync } from 'node:fs';
import type { BandFile } from './band-assets.ts';
import { withFlatImports } from './band-assets.ts';

/** Beside `bot/viewer/http`, in the clone and in the build alike. */
const OWN = {
  'measure.js': '../page/capture/measure.js',
  'measure-picture.js': '../../inspect/measure-picture.js',
  'measure-edges.js': '../../inspect/measure-edges.js',
  'measure-light.js': '../../inspect/measure-light.js',
  'quality.js': '../../policy/quality.js',
} as const;

/** What judges a picture in the browser, before the patient has gone (QUAL-01): our own scripts alone. */
export const qualityFiles = (): readonly BandFile[] =>
  Object.entries(OWN).map(([name, path]) => ({
    name,
    type: 'text/javascript; charset=utf-8',
    content: withFlatImports(readFileSync(new URL(path, import.meta.url), 'utf8')),
  }));
