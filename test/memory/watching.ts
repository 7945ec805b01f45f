import type {
  History,
  Installation,
  Subscription,
  Subscriptions,
  Watched,
  Watching,
} from '../../bot/ports/watching.ts';
import type { OrganisationId } from '../../bot/set/ids.ts';
import type { Place } from '../../bot/set/place.ts';

/** The watch in memory; one process at a time, as the lock of the database has it. */
export const memoryWatching = (): Watching => {
  const installations = new Map<string, Installation>();
  const watched = new Map<string, Watched>();
  const key = (organisation: OrganisationId, { tenant }: Place, of: string): string =>
    `${organisation} ${tenant} ${of}`;
  const of = <T>(kept: Map<string, T>, organisation: OrganisationId): T[] =>
    [...kept].filter(([at]) => at.startsWith(`${organisation} `)).map(([, one]) => structuredClone(one));
  let busy = false;
  return {
    installed: async (organisation, place, at) => {
      const scope = key(organisation, place, place.team ?? place.conversation);
      const known = installations.get(scope);
      const since = known !== undefined && known.since < at ? known.since : at;
      installations.set(scope, structuredClone({ place, since }));
    },
    installations: async (organisation) => of(installations, organisation),
    watch: async (organisation, place, since, dueAt) => {
      const at = key(organisation, place, place.conversation);
      if (!watched.has(at)) watched.set(at, structuredClone({ place, since, dueAt }));
    },
    watched: async (organisation) => of(watched, organisation).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
    save: async (organisation, place, { history, ...progress }) => {
      const at = key(organisation, place, place.conversation);
      const known = watched.get(at);
      if (known === undefined) return;
      const answered = known.history === undefined ? {} : { history: { ...known.history, ...history } };
      watched.set(at, { ...known, ...progress, ...answered });
    },
    ask: async (organisation, { dueAt, conversation, history }) => {
      for (const [at, one] of watched) {
        if (!at.startsWith(`${organisation} `)) continue;
        if (conversation !== undefined && one.place.conversation !== conversation) continue;
        const asked: { history?: History } = history === undefined ? {} : { history };
        watched.set(at, { ...one, dueAt: one.dueAt < dueAt ? one.dueAt : dueAt, ...asked });
      }
    },
    alone: async (work) => {
      if (busy) return false;
      busy = true;
      try {
        await work();
      } finally {
        busy = false;
      }
      return true;
    },
  };
};

export const memorySubscriptions = (): Subscriptions => {
  const kept = new Map<string, Subscription>();
  return {
    keep: async (subscription) => {
      for (const [id, one] of kept) {
        const same =
          one.organisation === subscription.organisation && one.conversation === subscription.conversation;
        if (same) kept.delete(id);
      }
      kept.set(subscription.id, subscription);
    },
    all: async (organisation) => [...kept.values()].filter((one) => one.organisation === organisation),
    find: async (id) => kept.get(id),
    forget: async ({ id }) => {
      kept.delete(id);
    },
  };
};
