import type { Person } from '../../demonstration/people.ts';
import { refuseConnector } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';
import { botRoute } from './check-bot.ts';
import { findConversation } from './find-conversation.ts';

const DEFAULT_PAGE = 200;
const MAX_PAGE = 500;

const account = (world: World, person: Person) => ({
  id: world.places.connectorId(person.oid),
  objectId: person.oid,
  aadObjectId: person.oid,
  name: person.name,
  givenName: person.name.split(' ')[0],
  surname: person.name.split(' ').slice(1).join(' '),
  email: person.upn,
  userPrincipalName: person.upn,
  tenantId: person.tid,
  userRole: person.guest ? 'guest' : 'user',
});

const membersOf = (place: Place): Person[] => place.members.flatMap((oid) => personByOid(oid) ?? []);

const page = (world: World, call: Call): Reply => {
  const { place } = findConversation(world, call);
  const size = Math.min(
    Number(call.url.searchParams.get('pageSize') ?? DEFAULT_PAGE) || DEFAULT_PAGE,
    MAX_PAGE,
  );
  const from = Number(call.url.searchParams.get('continuationToken') ?? 0) || 0;
  const members = membersOf(place);
  const shown = members.slice(from, from + size).map((one) => account(world, one));
  return json(200, {
    members: shown,
    ...(from + size < members.length ? { continuationToken: String(from + size) } : {}),
  });
};

const one = (world: World, call: Call): Reply => {
  const { place } = findConversation(world, call);
  const person = world.places.person(call.param('member'));
  if (!person || !place.members.includes(person.oid)) {
    throw refuseConnector(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
  }
  return json(200, account(world, person));
};

const team = (world: World, call: Call) => {
  const found = world.places.byConversation(call.param('team'))?.team;
  if (!found) throw refuseConnector(404, 'NotFound', 'Team not found.');
  return found;
};

const CONVERSATION = '/connector/v3/conversations/:conversation';

/** Who is in a conversation, asked at that moment. */
export const memberRoutes = (world: World): Route[] => [
  botRoute(world, 'connector.members.list', 'GET', `${CONVERSATION}/members`, (call) =>
    json(
      200,
      membersOf(findConversation(world, call).place).map((person) => account(world, person)),
    ),
  ),
  botRoute(world, 'connector.members.page', 'GET', `${CONVERSATION}/pagedmembers`, (call) =>
    page(world, call),
  ),
  botRoute(world, 'connector.members.get', 'GET', `${CONVERSATION}/members/:member`, (call) =>
    one(world, call),
  ),
  botRoute(world, 'connector.team.get', 'GET', '/connector/v3/teams/:team', (call) => {
    const { threadId, name, groupId, channels, members } = team(world, call);
    return json(200, {
      id: threadId,
      name,
      aadGroupId: groupId,
      channelCount: channels.length,
      memberCount: members.length,
    });
  }),
  botRoute(world, 'connector.team.channels', 'GET', '/connector/v3/teams/:team/conversations', (call) =>
    json(200, { conversations: team(world, call).channels.map(({ id, name }) => ({ id, name })) }),
  ),
];
