import type { OrganisationId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import { readOpens } from '../viewer/mis-send/read-mis-sends.ts';
import type { Room } from '../viewer/room.ts';
import type { Exceptional } from './urgent-care-section.ts';

/** Of those that wait longest so many are shown. */
const ROWS = 50;

/** Oldest first: sets with urgent care to review, or with a mis-send to deal with. */
export const readExceptions = async (
  room: Pick<Room, 'ledger' | 'names' | 'keys' | 'log'>,
  organisation: OrganisationId,
): Promise<readonly Exceptional[]> => {
  const sets = await room.ledger.find(organisation, { by: 'exceptional', oldest: ROWS });
  return Promise.all(
    sets
      .toReversed()
      .filter(isStored)
      .map(async (set) => {
        const { opens, members } = await readOpens(room, set);
        return { set, opened: opens, names: members };
      }),
  );
};

const isStored = (set: ImageSet): set is StoredSet => set.state === 'stored';
