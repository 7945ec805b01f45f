import { json } from '../http/route.ts';
import type { Reply, Route } from '../http/route.ts';
import { refuseConnector } from '../http/refuse.ts';
import { makeDownloadUrl } from '../world/download-url.ts';
import { folderId } from '../world/place-file.ts';
import { personByOid } from '../world/places.ts';
import type { DriveItem } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { graphRoute } from './check-caller.ts';
import { findItem, findShared } from './find-drive-item.ts';

const identity = (oid: string) => {
  const person = personByOid(oid);
  return { user: { id: oid, displayName: person?.name, email: person?.upn } };
};

/** A driveItem as Graph gives it; paths are percent-encoded. */
export const shapeItem = async (world: World, item: DriveItem) => ({
  '@odata.context': `${world.url}/graph/v1.0/$metadata#drives('x')/items/$entity`,
  '@microsoft.graph.downloadUrl': await makeDownloadUrl(world, item),
  id: item.id,
  name: item.name,
  size: item.size,
  eTag: item.eTag,
  cTag: item.eTag.replace('"{', '"c:{'),
  webUrl: item.webUrl,
  createdDateTime: new Date(item.createdAt).toISOString(),
  lastModifiedDateTime: new Date(item.createdAt).toISOString(),
  createdBy: identity(item.createdBy),
  lastModifiedBy: identity(item.createdBy),
  parentReference: {
    driveType: item.team === undefined ? 'business' : 'documentLibrary',
    driveId: item.drive,
    id: folderId(item.drive, item.folder),
    siteId: item.site,
    name: item.folder.split('/').at(-1),
    path: `/drives/${item.drive}/root:${encodeURI(item.folder)}`,
  },
  file: { mimeType: item.contentType },
  ...(item.links.length === 0 ? {} : { shared: { scope: 'users' } }),
});

/** Where a token is needed no longer: never send one there. */
const toBytes = async (world: World, item: DriveItem): Promise<Reply> => ({
  status: 302,
  headers: { location: await makeDownloadUrl(world, item) },
});

const noteRead = (world: World, item: DriveItem): void => {
  const showing = world.messages.values().find((one) => one.beside.some((beside) => beside.item === item.id));
  world.moments.note({
    what: 'bytes-read',
    ...(showing ? { placeId: showing.place, messageId: showing.id } : {}),
  });
};

/** The pre-authenticated address: the ticket in it is all that is asked for, while the file lies there. */
const download = async (world: World, id: string, ticket: string): Promise<Reply> => {
  const claims = await world.tokens.verify(ticket, 'download');
  if (claims?.['item'] !== id) throw refuseConnector(401, 'Unauthorized', 'The address has expired.');
  const item = world.files.get(id);
  if (item?.state !== 'live') throw refuseConnector(404, 'itemNotFound', 'The file is not there.');
  noteRead(world, item);
  const headers = { 'content-type': item.contentType, etag: item.eTag };
  return { status: 200, bytes: await world.bytes.read(item.bytes), headers };
};

export const readItemRoutes = (world: World): Route[] => [
  graphRoute(world, 'graph.share.get', 'GET', '/shares/:share/driveItem', async (call, caller) =>
    json(200, await shapeItem(world, findShared(world, call, caller))),
  ),
  graphRoute(world, 'graph.share.bytes', 'GET', '/shares/:share/driveItem/content', (call, caller) =>
    toBytes(world, findShared(world, call, caller)),
  ),
  graphRoute(world, 'graph.item.get', 'GET', '/drives/:drive/items/:item', async (call, caller) =>
    json(200, await shapeItem(world, findItem(world, call, caller))),
  ),
  graphRoute(world, 'graph.item.bytes', 'GET', '/drives/:drive/items/:item/content', (call, caller) =>
    toBytes(world, findItem(world, call, caller)),
  ),
  {
    name: 'sharepoint.download',
    method: 'GET',
    path: '/sharepoint/download/:item',
    answer: (call) => download(world, call.param('item'), call.url.searchParams.get('tempauth') ?? ''),
  },
];
