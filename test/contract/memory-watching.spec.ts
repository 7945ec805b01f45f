import { memorySubscriptions, memoryWatching } from '../memory/watching.ts';
import { watchingContract } from './watching.ts';

watchingContract('in memory', async () => ({
  watching: memoryWatching(),
  subscriptions: memorySubscriptions(),
  close: async () => undefined,
}));
