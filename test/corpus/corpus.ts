import { readFileSync } from 'node:fs';

/** A file of the corpus, by name. */
export const corpus = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(name, import.meta.url)));
