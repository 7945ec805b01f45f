import { memoryKeys } from '../memory/keys.ts';
import { keysContract } from './keys.ts';

keysContract('in memory', async () => ({ keys: memoryKeys(), close: async () => undefined }));
