import { readFileSync } from 'node:fs';

export interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly title: string;
}

/** `file: title | file: title`, as a cell of the assurance lists names the tests that say so. */
export const namedIn = (id: string, cell: string): readonly NamedTest[] =>
  cell
    .split(' | ')
    .filter((one) => one !== '')
    .map((one) => {
      const at = one.indexOf(': ');
      return { id, file: one.slice(0, at), title: one.slice(at + 2) };
    });

/** A title stands in a spec as a string of its own; a row of a table as the first cell. */
export const isTitleIn = (text: string, title: string): boolean =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted));

/** Those that no file bears. */
export const missing = (tests: readonly NamedTest[]): readonly NamedTest[] =>
  tests.filter(({ file, title }) => !isTitleIn(readFileSync(file, 'utf8'), title));

/** Those in files that leave a test out. */
export const leftOut = (tests: readonly NamedTest[]): readonly NamedTest[] =>
  tests.filter(({ file }) =>
    /\b(?:it|describe|test)\.(?:skip|only|todo)\(|\bx(?:it|describe)\(/.test(readFileSync(file, 'utf8')),
  );
