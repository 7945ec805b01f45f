import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one story's own: Safelight's home, and the ward's world apart from it. */
export interface Folders {
  readonly folder: string;
  readonly home: string;
  readonly world: string;
  readonly settings: { readonly SAFELIGHT_HOME: string; readonly SAFELIGHT_WORLD: string };
  remove(): Promise<void>;
}

export const makeFolders = async (): Promise<Folders> => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-e2e-'));
  // Where the tests run as root, PostgreSQL runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const [home, world] = [join(folder, 'home'), join(folder, 'world')];
  return {
    folder,
    home,
    world,
    settings: { SAFELIGHT_HOME: home, SAFELIGHT_WORLD: world },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};
