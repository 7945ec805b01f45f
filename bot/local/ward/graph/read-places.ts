import { createHash } from 'node:crypto';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import type { Team } from '../../demonstration/places.ts';
import { personByOid, teamOf } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import { folderId, teamSite } from '../world/place-file.ts';
import type { World } from '../world/world.ts';
import { forbidden, graphRoute, mustBeGranted } from './check-caller.ts';
import type { Caller } from './check-caller.ts';
import { notFound, placeRoutes } from './find-message.ts';

/** What the app's manifest asks for, by resource-specific consent. */
const TEAM_GRANTS = [
  'ChannelMessage.Read.Group',
  'ChannelSettings.Read.Group',
  'ChannelMember.Read.Group',
  'TeamMember.Read.Group',
  'TeamsAppInstallation.Read.Group',
  'File.Read.Group',
];
const CHAT_GRANTS = ['ChatMessage.Read.Chat', 'ChatMember.Read.Chat', 'TeamsAppInstallation.Read.Chat'];

const teamAsked = (call: Call, caller: Caller): Team => {
  const team = teamOf(call.param('team'));
  if (!team) throw notFound();
  if (caller.kind === 'person' && !team.members.includes(caller.oid))
    throw forbidden('Not a member of the team.');
  return team;
};

const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url');

const roleOf = (oid: string, owners: readonly string[]): string[] => {
  if (owners.includes(oid)) return ['owner'];
  return personByOid(oid)?.guest === true ? ['guest'] : [];
};

const members = (where: string, oids: readonly string[], owners: readonly string[]): Reply =>
  json(200, {
    '@odata.count': oids.length,
    value: oids.map((oid) => {
      const person = personByOid(oid);
      return {
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        id: idOf(where, oid),
        roles: roleOf(oid, owners),
        displayName: person?.name,
        userId: oid,
        email: person?.upn,
        tenantId: person?.tid,
        visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
      };
    }),
  });

const held = (world: World, where: string, asked: readonly string[]): readonly string[] =>
  asked.filter((one) => world.sky.now.grantsMissing?.[where]?.includes(one) !== true);

const grants = (world: World, where: string, permissions: readonly string[]): Reply =>
  json(200, {
    value: held(world, where, permissions).map((permission) => ({
      id: idOf(where, permission),
      clientAppId: world.identity.appId,
      clientId: idOf('principal', world.identity.appId),
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      permissionType: 'Application',
      permission,
    })),
  });

const filesFolder = (place: Place): Reply => {
  const folder = teamSite(place);
  if (!folder) throw notFound();
  return json(200, {
    id: folderId(folder.drive, folder.folder),
    name: folder.folder.slice(1),
    webUrl: encodeURI(`${folder.web}${folder.folder}`),
    parentReference: { driveId: folder.drive, driveType: 'documentLibrary', siteId: folder.site },
    folder: { childCount: 0 },
  });
};

const channelOf = (world: World, { id, name }: Team['channels'][number]) => ({
  id,
  displayName: name,
  membershipType: world.sky.now.channelKinds?.[id] ?? 'standard',
  isArchived: false,
});

const teamRoutes = (world: World): Route[] => [
  graphRoute(world, 'graph.team.get', 'GET', '/teams/:team', (call, caller) => {
    const team = teamAsked(call, caller);
    return json(200, { id: team.groupId, displayName: team.name, internalId: team.threadId });
  }),
  graphRoute(world, 'graph.channels.list', 'GET', '/teams/:team/channels', (call, caller) => {
    const team = teamAsked(call, caller);
    mustBeGranted(world, caller, team.groupId, 'ChannelSettings.Read.Group');
    return json(200, { value: team.channels.map((channel) => channelOf(world, channel)) });
  }),
  graphRoute(world, 'graph.members.list', 'GET', '/teams/:team/members', (call, caller) => {
    const team = teamAsked(call, caller);
    return members(team.groupId, team.members, team.owners);
  }),
  graphRoute(world, 'graph.grants.list', 'GET', '/teams/:team/permissionGrants', (call, caller) => {
    const { groupId } = teamAsked(call, caller);
    mustBeGranted(world, caller, groupId, 'TeamsAppInstallation.Read.Group');
    return grants(world, groupId, TEAM_GRANTS);
  }),
];

export const readPlaceRoutes = (world: World, throttle: Throttle): Route[] => [
  ...teamRoutes(world),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.members.list', method: 'GET', path: '/members', families: ['channel', 'chat'] },
    (_call, _caller, place) => members(place.id, place.members, place.team?.owners ?? []),
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.files-folder.get', method: 'GET', path: '/filesFolder', families: ['channel'] },
    (_call, _caller, place) => filesFolder(place),
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.grants.list', method: 'GET', path: '/permissionGrants', families: ['chat'] },
    (_call, caller, place) => {
      mustBeGranted(world, caller, place.id, 'TeamsAppInstallation.Read.Chat');
      return grants(world, place.id, CHAT_GRANTS);
    },
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.place.get', method: 'GET', path: '', families: ['channel'] },
    (_call, _caller, place) => json(200, place.channel ? channelOf(world, place.channel) : {}),
  ),
  ...placeRoutes(
    world,
    throttle,
    { name: 'graph.place.get', method: 'GET', path: '', families: ['chat'] },
    (_call, _caller, place) =>
      json(200, {
        id: place.chat,
        topic: place.name,
        chatType: place.kind === 'personal' ? 'oneOnOne' : 'group',
      }),
  ),
];
