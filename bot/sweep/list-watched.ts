import { listedIn } from '../policy/watched.ts';
import type { Installation } from '../ports/watching.ts';
import { asSafelightError } from '../set/errors.ts';
import type { ConversationId } from '../set/ids.ts';
import type { Organisation, SweepRoom } from './room.ts';

/**
 * Watches every conversation that the policy lists and the app is installed in, from its installation on: a channel
 * made later has nothing older. What is not listed, or not installed yet, is not looked at.
 */
export const listWatched = async (room: SweepRoom, organisation: Organisation): Promise<void> => {
  const now = room.clock.now();
  const known = new Set((await room.watching.watched(organisation.id)).map((one) => one.place.conversation));
  for (const installation of await room.watching.installations(organisation.id)) {
    try {
      for (const conversation of await conversationsOf(room, organisation, installation)) {
        if (known.has(conversation)) continue;
        const place = room.placeLike(installation.place, conversation);
        await room.watching.watch(organisation.id, place, installation.since, now);
      }
    } catch (thrown) {
      room.tell({ what: 'not-listed', error: asSafelightError(thrown) });
    }
  }
};

const conversationsOf = async (
  { chat }: SweepRoom,
  organisation: Organisation,
  { place }: Installation,
): Promise<readonly ConversationId[]> => {
  const listed = listedIn(organisation, place);
  if (!listed.all) return listed.conversations;
  if (place.team === undefined) return [];
  return (await chat.channels(place.team)).filter((one) => !listed.except.has(one));
};
