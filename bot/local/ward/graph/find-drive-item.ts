import { refuseGraph } from '../http/refuse.ts';
import type { Refusal } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { mayDelete, mayOpen } from '../world/may-open.ts';
import type { DriveItem } from '../world/records.ts';
import type { World } from '../world/world.ts';
import type { Caller } from './check-caller.ts';

const noItem = (): Refusal => refuseGraph(404, 'itemNotFound', 'The resource could not be found.');
const denied = (): Refusal => refuseGraph(403, 'accessDenied', 'Access denied.');

/** The app reaches files only on sites granted to it by Sites.Selected; a person what they could open themselves. */
const mayRead = (world: World, item: DriveItem, caller: Caller): boolean =>
  caller.kind === 'app' ? isGranted(world, item) : hasFiles(caller) && mayOpen(world, item, caller.oid);

const isGranted = (world: World, item: DriveItem): boolean =>
  world.sky.now.siteWrite?.includes(item.site) === true;
const hasFiles = (caller: Caller): boolean =>
  caller.kind === 'person' && caller.scopes.includes('Files.ReadWrite');

const enter = (world: World, item: DriveItem | undefined, caller: Caller): DriveItem => {
  if (!item) throw noItem();
  if (item.state !== 'live') throw noItem();
  if (!mayRead(world, item, caller)) throw denied();
  return item;
};

/** `/drives/{drive}/items/{item}`. */
export const findItem = (world: World, call: Call, caller: Caller): DriveItem => {
  const item = world.files.get(call.param('item'));
  return enter(world, item?.drive === call.param('drive') ? item : undefined, caller);
};

const plain = (url: string): string => {
  try {
    return decodeURI(url);
  } catch (error) {
    if (error instanceof URIError) return url;
    throw error;
  }
};

/** `/shares/u!{base64url of the address}`. */
export const findShared = (world: World, call: Call, caller: Caller): DriveItem => {
  const share = call.param('share');
  if (!share.startsWith('u!')) throw refuseGraph(400, 'invalidRequest', 'The sharing token is not valid.');
  const address = plain(Buffer.from(share.slice(2), 'base64url').toString('utf8'));
  const found = world.files.values().filter((item) => plain(item.webUrl) === address);
  return enter(
    world,
    found.find((item) => item.state === 'live'),
    caller,
  );
};

/** Refuses what a caller may read but not change. */
export const checkMayChange = (world: World, item: DriveItem, caller: Caller): void => {
  const may = caller.kind === 'app' ? isGranted(world, item) : mayDelete(world, item, caller.oid);
  if (!may) throw denied();
};

/** A retention label that forbids deletion (platform.md 2e). */
export const checkNotLabelled = (world: World, item: DriveItem): void => {
  if (world.sky.now.labelledSites?.includes(item.site) === true) {
    throw refuseGraph(423, 'resourceLocked', 'The item is kept by a retention label and cannot be deleted.');
  }
};

/** `If-Match`, where it is given. */
export const checkVersion = (item: DriveItem, call: Call): void => {
  const wanted = call.headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== item.eTag) {
    throw refuseGraph(412, 'resourceModified', "The ETag does not match the current item's value.");
  }
};
