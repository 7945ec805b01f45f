import { memorySessions } from '../memory/sessions.ts';
import { sessionsContract } from './sessions.ts';

sessionsContract('in memory', async () => ({ sessions: memorySessions(), close: async () => undefined }));
