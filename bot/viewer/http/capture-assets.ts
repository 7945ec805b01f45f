import { readdirSync, readFileSync } from 'node:fs';
import { withFlatImports } from './band-assets.ts';

/** The scripts of the page that takes photographs; those that read bands are listed beside the policy they need. */
export const captureScripts = (): readonly { readonly name: string; readonly content: string }[] => {
  const folder = new URL('../page/capture/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, content: withFlatImports(readFileSync(new URL(name, folder), 'utf8')) }));
};
