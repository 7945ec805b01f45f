import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CHAT_FAULTS } from './table-chat.ts';
import { HOUSE_FAULTS } from './table-house.ts';

const ROWS = [...CHAT_FAULTS, ...HOUSE_FAULTS];

/** Every string literal of the file, as it reads: a title stands there whole, or the row is not proved. */
const literalsOf = (file: string): ReadonlySet<string> => {
  const source = readFileSync(file, 'utf8');
  const found = new Set<string>();
  for (const [, , text = ''] of source.matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g))
    found.add(text.replace(/\\(['"`])/g, '$1'));
  return found;
};

describe('The table of faults', () => {
  it.each(ROWS.map((row) => [row.fault, row] as const))('%s: is shown by tests that exist', (_fault, row) => {
    expect(row.proofs.length).toBeGreaterThan(0);
    for (const [file, ...titles] of row.proofs) {
      expect([file, existsSync(file)]).toEqual([file, true]);
      const literals = literalsOf(file);
      for (const title of titles.filter((one) => one !== undefined))
        expect([file, title, literals.has(title)]).toEqual([file, title, true]);
    }
  });

  it('names each fault once', () => {
    expect(new Set(ROWS.map((row) => row.fault)).size).toBe(ROWS.length);
  });
});
