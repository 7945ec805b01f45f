import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path/posix';
import ts from 'typescript';

/** One file imports another; a type import is an arrow like any other, for it decides what can be read alone. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** The program as its imports show it: paths from the project's folder, with forward slashes. */
export interface House {
  readonly texts: ReadonlyMap<string, string>;
  readonly arrows: readonly Arrow[];
  /** Imports of packages: `to` is the package's name. */
  readonly packages: readonly Arrow[];
}

const PROGRAM = ['.ts', '.js', '.mjs'];

/** Every program file of the folders, by its path. */
export const readTexts = (folders: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    folders
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
          join(folder, name.replaceAll('\\', '/')),
        ),
      )
      .filter((path) => PROGRAM.includes(extname(path)))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );

export const houseOf = (texts: ReadonlyMap<string, string>): House => {
  const arrows: Arrow[] = [];
  const packages: Arrow[] = [];
  for (const [from, text] of texts) {
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      if (fileName.startsWith('.')) arrows.push({ from, to: join(dirname(from), fileName) });
      else packages.push({ from, to: packageOf(fileName) });
    }
  }
  return { texts, arrows, packages };
};

/** `pg` from `pg/lib/x`, `@azure/identity` from `@azure/identity/y`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Whether the path is the place, or lies in it. */
export const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`));
