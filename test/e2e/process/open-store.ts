import { join } from 'node:path';
import { keyFileKeys } from '../../../bot/adapters/keyfile/wrap-with-key-file.ts';
import { azureBlobs } from '../../../bot/adapters/azure/store-blobs.ts';
import { startAzurite } from '../../../bot/local/azurite/start-azurite.ts';
import type { Blobs } from '../../../bot/ports/blobs.ts';
import { open } from '../../../bot/sealed/open.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { sealContext } from '../../../bot/set/sealed.ts';

/** The running product's own image store, as it sees it itself: its server is taken over, not started. */
export const openStore = async (home: string): Promise<Blobs> => {
  const { connectionString, adopted, close } = await startAzurite({ folder: join(home, 'azurite'), port: 0 });
  await close();
  if (!adopted) throw new Error('No image store runs in this home.');
  return azureBlobs({ connectionString });
};

/** What people are shown, before it is marked with a name: with the product's own key. */
export const openScreen = async (home: string, set: StoredSet): Promise<Uint8Array> => {
  const [image] = set.images;
  if (image?.renditions.state !== 'ready') throw new Error('Nothing has been rendered.');
  const { blob, key } = image.renditions.screen;
  const keys = await keyFileKeys(join(home, 'wrapping-key.pem'));
  const sealed = await (await openStore(home)).get('images', blob);
  return open(sealed, await keys.unwrap(key), sealContext.screen(set, image.id));
};
