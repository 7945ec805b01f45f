import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The card kept under that name. Run with GOLDEN=write to keep the card given, then read what changed. */
export const golden = (name: string, card: unknown): unknown => {
  const file = new URL(`golden/${name}.json`, import.meta.url);
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${JSON.stringify(card, undefined, 2)}\n`);
  if (!existsSync(file)) throw new Error(`no golden card ${name}: run with GOLDEN=write, and read it`);
  return JSON.parse(readFileSync(file, 'utf8'));
};
