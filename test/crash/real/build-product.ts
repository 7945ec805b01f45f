import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** Safelight as `npm run build` makes it and a hospital runs it, in a folder of the benchmarks' own; says which. */
export const buildProduct = async (): Promise<string> => {
  const folder = join(REPOSITORY, 'node_modules/.cache/safelight-built');
  await rm(folder, { recursive: true, force: true });
  const compiler = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--outDir', folder, '--sourceMap', 'false'],
    { cwd: REPOSITORY },
  );
  for (const part of ['bot/viewer/page', 'bot/adapters/postgres/migrations'])
    await cp(join(REPOSITORY, part), join(folder, part), { recursive: true });
  return folder;
};
