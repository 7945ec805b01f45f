import { memoryBlobs } from '../memory/blobs.ts';
import { blobsContract } from './blobs.ts';

blobsContract('in memory', async () => ({ blobs: memoryBlobs(), close: async () => undefined }));
