import type { Place } from '../world/places.ts';
import { personByOid } from '../world/places.ts';
import type { World } from '../world/world.ts';
import { shapeActivity } from './shape-activity.ts';

type Change = 'membersAdded' | 'membersRemoved';

/** Who came to a place or left it since it looked like `before`: one activity a place and way, as Teams sends them. */
export const tellOfMembers = (world: World, before: readonly Place[]): void => {
  for (const place of world.places.all) {
    const was = before.find((one) => one.id === place.id)?.members ?? [];
    tell(world, place, 'membersAdded', missingFrom(was, place.members));
    tell(world, place, 'membersRemoved', missingFrom(place.members, was));
  }
};

const missingFrom = (some: readonly string[], all: readonly string[]): readonly string[] =>
  all.filter((oid) => !some.includes(oid));

const tell = (world: World, place: Place, change: Change, oids: readonly string[]): void => {
  const person = personByOid(place.team?.owners[0] ?? place.members[0] ?? '');
  if (person === undefined || oids.length === 0) return;
  const changed = oids.map((oid) => ({ id: world.places.connectorId(oid), aadObjectId: oid }));
  const eventType = change === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved';
  world.bot.send(
    shapeActivity(
      world,
      'conversationUpdate',
      { place, person, ...(place.team === undefined ? {} : { channelData: { eventType } }) },
      { [change]: changed },
    ),
  );
};
