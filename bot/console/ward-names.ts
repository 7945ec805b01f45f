import type { OrganisationPolicy } from '../policy/conversations.ts';
import { covers } from '../policy/conversations.ts';
import { asSafelightError } from '../set/errors.ts';
import type { StoredSet } from '../set/image-set.ts';
import { readWords } from '../viewer/read-words.ts';
import type { Room } from '../viewer/room.ts';

type WardRoom = Pick<Room, 'keys' | 'log'>;

/** As the policy file calls the ward, else as people called the conversation when the newest picture was posted. */
export const wardNames = async (
  room: WardRoom,
  own: OrganisationPolicy,
  sets: readonly StoredSet[],
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>();
  for (const set of sets) {
    const { place } = set.origin;
    if (names.has(place.conversation)) continue;
    const named = own.conversations.find((one) => covers(one, place))?.ward;
    names.set(place.conversation, named ?? (await calledIn(room, set)) ?? place.conversation);
  }
  return names;
};

/** Counts must be read although one set's words cannot be opened. */
const calledIn = async (room: WardRoom, set: StoredSet): Promise<string | undefined> => {
  try {
    return (await readWords(room)(set)).message.place;
  } catch (thrown) {
    room.log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'a place’s name could not be read');
    return undefined;
  }
};
