import type { Coverage } from '../../set/coverage.ts';
import type { CoverageRoom, Organisation } from './room.ts';
import { sayOnce } from './say-once.ts';

const WHAT = 'guest-here';

/**
 * Somebody from outside has come into a clinical conversation (BRCH-04): those in it are told, once until they have all
 * gone. They open no picture; what is posted they see until it is removed.
 */
export const tellMembers = async (
  room: CoverageRoom,
  organisation: Organisation,
  installed: boolean,
  { place, outsiders }: Coverage,
): Promise<void> => {
  if (outsiders.length === 0) {
    await room.once.forget(organisation.id, WHAT, place.conversation);
    return;
  }
  if (!installed) return;
  await sayOnce(room, organisation.id, [WHAT, place.conversation], () =>
    room.post.tellAll(place, { kind: 'guest-here', people: outsiders.length }),
  );
};
