import { randomBytes } from 'node:crypto';
import type { OnDevice, Sessions } from '../../bot/ports/sessions.ts';
import type { Session } from '../../bot/set/account.ts';
import type { DeviceId } from '../../bot/set/ids.ts';
import { samePerson } from '../../bot/set/ids.ts';
import { isDue, later, MINUTE } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';

/** Sessions in memory: idle 5 minutes, absolute 30. */
export const memorySessions = (): Sessions & { endOn(device: DeviceId): void } => {
  const kept = new Map<string, { readonly session: Session; readonly on?: OnDevice }>();
  const live = (id: string, now: Instant): Session | undefined => {
    const { session, on } = kept.get(id) ?? {};
    if (session === undefined) return undefined;
    const isOver =
      isDue(later(session.seenAt, 5 * MINUTE), now) ||
      isDue(later(session.startedAt, 30 * MINUTE), now) ||
      (on !== undefined && isDue(on.until, now));
    return isOver ? undefined : session;
  };
  const endWhere = (which: (session: Session) => boolean): number => {
    const over = [...kept].filter(([, { session }]) => which(session));
    for (const [id] of over) kept.delete(id);
    return over.length;
  };
  return {
    begin: async (account, now, on) => {
      const id = randomBytes(32).toString('base64url');
      const own = { id, account: structuredClone(account), startedAt: now, seenAt: now };
      const session: Session = on === undefined ? own : { ...own, device: on.id };
      kept.set(id, { session, ...(on === undefined ? {} : { on }) });
      return structuredClone(session);
    },
    touch: async (id, now) => {
      const session = live(id, now);
      if (session === undefined) {
        kept.delete(id);
        return undefined;
      }
      const seen = { ...session, seenAt: now };
      kept.set(id, { ...kept.get(id), session: seen });
      return structuredClone(seen);
    },
    look: async (id, now) => structuredClone(live(id, now)),
    end: async (id) => {
      kept.delete(id);
    },
    signedIn: async (now) => {
      const accounts = [...kept.keys()].flatMap((id) => live(id, now)?.account ?? []);
      return accounts.filter(
        (one, at) => accounts.findIndex(({ person }) => samePerson(person, one.person)) === at,
      );
    },
    endAllOf: async (person) => endWhere(({ account }) => samePerson(account.person, person)),
    endOn: (device) => {
      endWhere((session) => session.device === device);
    },
    endAll: async () => {
      kept.clear();
    },
  };
};
