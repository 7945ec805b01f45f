import { refuseGraph } from '../http/refuse.ts';
import { done, json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { DriveItem } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { graphRoute } from './check-caller.ts';
import type { Caller } from './check-caller.ts';
import { checkMayChange, checkNotLabelled, checkVersion, findItem } from './find-drive-item.ts';
import { shapeItem } from './read-drive-items.ts';

const noteGone = (world: World, item: DriveItem): void => {
  const showing = world.messages
    .values()
    .filter((one) => one.beside.some((beside) => beside.item === item.id));
  if (showing.length === 0) world.moments.note({ what: 'file-deleted' });
  for (const message of showing) {
    world.moments.note({ what: 'file-deleted', placeId: message.place, messageId: message.id });
    world.changes.emit('change', message.place);
  }
};

const checkMayDelete = (world: World, call: Call, caller: Caller): DriveItem => {
  const item = findItem(world, call, caller);
  checkMayChange(world, item, caller);
  checkVersion(item, call);
  checkNotLabelled(world, item);
  return item;
};

const recycle = (world: World, call: Call, caller: Caller): Reply => {
  const item = checkMayDelete(world, call, caller);
  world.files.put(item.id, { ...item, state: 'recycled' });
  noteGone(world, item);
  return done;
};

/** Past the recycle bin. Whether Sites.Selected is enough for it a pilot must show (platform.md 2d). */
const destroy = async (world: World, call: Call, caller: Caller): Promise<Reply> => {
  const item = checkMayDelete(world, call, caller);
  if (caller.kind === 'app' && world.sky.now.permanentDelete !== true) {
    throw refuseGraph(403, 'accessDenied', 'Access denied.');
  }
  world.files.remove(item.id);
  await world.bytes.drop(item.bytes);
  noteGone(world, item);
  return done;
};

const replaceBytes = async (world: World, call: Call, caller: Caller): Promise<Reply> => {
  const item = findItem(world, call, caller);
  checkMayChange(world, item, caller);
  checkVersion(item, call);
  const version = Number(/,(\d+)"$/.exec(item.eTag)?.[1] ?? 1) + 1;
  const bytes = await world.bytes.keep(call.body);
  const changed = {
    ...item,
    bytes,
    size: call.body.length,
    eTag: item.eTag.replace(/,\d+"$/, `,${version}"`),
  };
  world.files.put(item.id, changed);
  await world.bytes.drop(item.bytes);
  return json(200, await shapeItem(world, changed));
};

const permissions = (world: World, call: Call, caller: Caller): Reply => {
  const item = findItem(world, call, caller);
  const value = item.links.map((id) => ({
    id,
    roles: ['write'],
    link: { scope: 'users', type: 'edit', webUrl: item.webUrl, preventsDownload: false },
  }));
  return json(200, { value });
};

const revoke = (world: World, call: Call, caller: Caller): Reply => {
  const item = findItem(world, call, caller);
  checkMayChange(world, item, caller);
  const id = call.param('permission');
  if (!item.links.includes(id)) throw refuseGraph(404, 'itemNotFound', 'The resource could not be found.');
  world.files.put(item.id, { ...item, links: item.links.filter((one) => one !== id) });
  return done;
};

const ITEM = '/drives/:drive/items/:item';

export const changeItemRoutes = (world: World): Route[] => [
  graphRoute(world, 'graph.item.delete', 'DELETE', ITEM, (call, caller) => recycle(world, call, caller)),
  graphRoute(world, 'graph.item.permanent-delete', 'POST', `${ITEM}/permanentDelete`, (call, caller) =>
    destroy(world, call, caller),
  ),
  graphRoute(world, 'graph.item.put-bytes', 'PUT', `${ITEM}/content`, (call, caller) =>
    replaceBytes(world, call, caller),
  ),
  graphRoute(world, 'graph.item.permissions', 'GET', `${ITEM}/permissions`, (call, caller) =>
    permissions(world, call, caller),
  ),
  graphRoute(world, 'graph.item.revoke', 'DELETE', `${ITEM}/permissions/:permission`, (call, caller) =>
    revoke(world, call, caller),
  ),
];
