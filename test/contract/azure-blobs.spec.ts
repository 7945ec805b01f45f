import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { azureBlobs } from '../../bot/adapters/azure/store-blobs.ts';
import { startAzurite } from '../../bot/local/azurite/start-azurite.ts';
import { blobsContract } from './blobs.ts';

blobsContract('Azure Blob Storage, as Azurite serves it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-blobs-'));
  const azurite = await startAzurite({ folder, port: 0 });
  return {
    blobs: azureBlobs({ connectionString: azurite.connectionString }),
    close: async () => {
      await azurite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

const connectionString = process.env['TEST_AZURE_STORAGE_CONNECTION_STRING'];
if (connectionString === undefined) {
  describe('the blob store: a real Azure account', () => {
    it.skip('is not asked here: TEST_AZURE_STORAGE_CONNECTION_STRING is not set', () => undefined);
  });
} else {
  blobsContract('a real Azure account', async () => ({
    blobs: azureBlobs({ connectionString }),
    close: async () => undefined,
  }));
}
