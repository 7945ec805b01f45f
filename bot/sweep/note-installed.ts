import { watchedBy } from '../policy/watched.ts';
import type { Place } from '../set/place.ts';
import type { SweepRoom } from './room.ts';

/**
 * The app was added to a team or chat, or is heard of there for the first time: the watch begins at this moment, and
 * nothing older is touched. Said once a process for each.
 */
export const noteInstalled = (room: SweepRoom, listSoon: () => void): ((place: Place) => Promise<void>) => {
  const noted = new Set<string>();
  return async (place) => {
    const key = `${place.tenant} ${place.team ?? place.conversation}`;
    if (noted.has(key)) return;
    for (const organisation of watchedBy(room.policy, place)) {
      await room.watching.installed(organisation, place, room.clock.now());
    }
    noted.add(key);
    listSoon();
  };
};
