import { postgresWatching } from '../../../bot/adapters/postgres/watch-conversations.ts';
import { postgresSubscriptions } from '../../../bot/adapters/postgres/watch-subscriptions.ts';
import { watchingContract } from '../../contract/watching.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

watchingContract('in PostgreSQL', async () => {
  const database = await freshDatabase();
  return {
    watching: postgresWatching(database.pool),
    subscriptions: postgresSubscriptions(database.pool),
    close: () => database.drop(),
  };
});
