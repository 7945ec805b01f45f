import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Upload } from '../page-contract.ts';
import { personByOid } from './places.ts';
import type { Place } from './places.ts';
import type { DriveItem } from './records.ts';
import type { World } from './world.ts';

/** Where a file put beside a message lands (platform.md 1.2). */
export interface Folder {
  readonly site: string;
  readonly drive: string;
  readonly folder: string;
  readonly web: string;
  readonly owner?: string;
  readonly team?: string;
}

const short = (text: string): string => createHash('sha256').update(text).digest('base64url');
const guid = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
};

/** Id of a person's own OneDrive site, in the form site ids have. */
const personalSite = (oid: string): string =>
  `harbourside-my.sharepoint.example,${guid(`site ${oid}`)},${guid(`web ${oid}`)}`;

const oneDrive = (oid: string, folder: string): Folder => {
  const account = (personByOid(oid)?.upn ?? oid).replace(/[^a-z0-9]/gi, '_');
  return {
    site: personalSite(oid),
    drive: `b!${short(`drive ${oid}`)}`,
    folder,
    web: `https://harbourside-my.sharepoint.example/personal/${account}/Documents`,
    owner: oid,
  };
};

/** The channel's own folder in its team's site; undefined for chats. */
export const teamSite = (place: Place): Folder | undefined => {
  const { team, channel } = place;
  if (!team || !channel) return undefined;
  const host = team.siteId.split(',')[0] ?? '';
  return {
    site: team.siteId,
    drive: `b!${short(`drive ${team.groupId}`)}`,
    folder: `/${channel.name}`,
    web: `https://${host}/sites/${team.name.replace(/[^A-Za-z0-9]/g, '')}/Shared Documents`,
    team: team.groupId,
  };
};

/** Graph's id of a folder. */
export const folderId = (drive: string, folder: string): string => `01${short(`folder ${drive} ${folder}`)}`;

/** A file that is only linked to was there long before. */
const LINKED_BEFORE_MS = 30 * 24 * 3_600_000;

const freeName = (world: World, where: Folder, asked: string): string => {
  const plain = asked.replace(/[/\\:*?"<>|#%]/g, '_');
  const taken = (name: string): boolean =>
    world.files
      .values()
      .some((item) => item.drive === where.drive && item.folder === where.folder && item.name === name);
  const dot = plain.lastIndexOf('.') > 0 ? plain.lastIndexOf('.') : plain.length;
  let name = plain;
  for (let n = 1; taken(name); n += 1) name = `${plain.slice(0, dot)} ${n}${plain.slice(dot)}`;
  return name;
};

/** Puts a file where Teams would: the channel's folder, or the poster's OneDrive; `link` in the latter's own root. */
export const placeFile = async (
  world: World,
  place: Place,
  oid: string,
  upload: Upload,
  kind: 'file' | 'link',
): Promise<DriveItem> => {
  const own = kind === 'link' ? oneDrive(oid, '/Pictures') : oneDrive(oid, '/Microsoft Teams Chat Files');
  const where = kind === 'link' ? own : (teamSite(place) ?? own);
  const bytes = Buffer.from(upload.base64, 'base64');
  const { web, ...home } = where;
  const key = await world.bytes.keep(bytes);
  const name = freeName(world, where, upload.name);
  const item: DriveItem = {
    ...home,
    id: `01${randomBytes(16).toString('hex').toUpperCase()}`,
    name,
    contentType: upload.contentType,
    webUrl: encodeURI(`${web}${where.folder}/${name}`),
    bytes: key,
    size: bytes.length,
    createdBy: oid,
    createdAt: world.now() - (kind === 'link' ? LINKED_BEFORE_MS : 0),
    eTag: `"{${randomUUID().toUpperCase()}},1"`,
    state: 'live',
    links: place.kind === 'channel' && kind === 'file' ? [] : [randomBytes(16).toString('base64url')],
  };
  world.files.put(item.id, item);
  return item;
};
