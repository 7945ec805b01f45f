import type { DriveItem } from './records.ts';
import type { World } from './world.ts';

/** Whether a person may read a file where it lies: a member of its team, its owner, or one it was shared with. */
export const mayOpen = (world: World, item: DriveItem, oid: string): boolean => {
  if (item.state !== 'live') return false;
  const places = world.places.all.filter((place) => place.members.includes(oid));
  if (item.team !== undefined) return places.some((place) => place.team?.groupId === item.team);
  if (item.owner === oid) return true;
  const showing = world.messages
    .values()
    .filter((message) => message.beside.some((one) => one.item === item.id));
  return (
    item.links.length > 0 && showing.some((message) => places.some((place) => place.id === message.place))
  );
};

/** Members of the team's site may delete in it; in a OneDrive only its owner. */
export const mayDelete = (world: World, item: DriveItem, oid: string): boolean =>
  item.team === undefined ? item.owner === oid : mayOpen(world, item, oid);
