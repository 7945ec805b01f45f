import { randomBytes } from 'node:crypto';
import type { Sessions } from '../../bot/ports/sessions.ts';
import type { Session } from '../../bot/set/account.ts';
import { isDue, later, MINUTE } from '../../bot/set/instant.ts';

/** Sessions in memory: idle 5 minutes, absolute 30. */
export const memorySessions = (): Sessions => {
  const kept = new Map<string, Session>();
  return {
    begin: async (account, now) => {
      const id = randomBytes(32).toString('base64url');
      const session = { id, account: structuredClone(account), startedAt: now, seenAt: now };
      kept.set(id, session);
      return structuredClone(session);
    },
    touch: async (id, now) => {
      const session = kept.get(id);
      if (session === undefined) return undefined;
      const over =
        isDue(later(session.seenAt, 5 * MINUTE), now) || isDue(later(session.startedAt, 30 * MINUTE), now);
      if (over) {
        kept.delete(id);
        return undefined;
      }
      const seen = { ...session, seenAt: now };
      kept.set(id, seen);
      return structuredClone(seen);
    },
    look: async (id, now) => {
      const session = kept.get(id);
      const isOver =
        session === undefined ||
        isDue(later(session.seenAt, 5 * MINUTE), now) ||
        isDue(later(session.startedAt, 30 * MINUTE), now);
      return isOver ? undefined : structuredClone(session);
    },
    end: async (id) => {
      kept.delete(id);
    },
    endAll: async () => {
      kept.clear();
    },
  };
};
