import { people, TENANT_ID } from '../../demonstration/people.ts';
import { refusePage } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { WardWorld } from '../page-contract.ts';
import { isBlocked } from '../world/change-message.ts';
import { tellOfMembers } from '../to-bot/tell-of-members.ts';
import { mayOpen } from '../world/may-open.ts';
import type { World } from '../world/world.ts';
import { seePlace } from './see.ts';
import { placeForMember, whoAsks } from './who-asks.ts';

const wholeWorld = (world: World): WardWorld => ({
  tenantName: 'Harbourside and Fellview (demonstration)',
  ...(world.tab ? { tab: { name: world.tab.name, url: world.tab.contentUrl } } : {}),
  commands: world.commands,
  // Whoever is of another tenant and no guest here never sits at this chat.
  people: people
    .filter((one) => one.guest || one.tid === TENANT_ID)
    .map(({ oid, name, jobTitle, guest }) => ({ oid, name, jobTitle, guest })),
  places: world.places.all.map((place) => ({
    id: place.id,
    kind: place.kind,
    name: place.name,
    ...(place.team ? { team: place.team.name, siteId: place.team.siteId } : {}),
    ...(place.channel ? { description: place.channel.description } : {}),
    ...(place.channel ? { description: place.channel.description } : {}),
    organisation: place.organisation,
    members: place.members,
  })),
});

const inlineBytes = async (world: World, key: string, oid: string): Promise<Reply | undefined> => {
  for (const message of world.messages.values()) {
    const inline = message.inline.find((one) => one.id === key);
    if (!inline) continue;
    const member = world.places.byId(message.place)?.members.includes(oid) === true;
    if (!member || message.deletedAt !== undefined || isBlocked(message)) return undefined;
    return {
      status: 200,
      bytes: await world.bytes.read(inline.bytes),
      headers: { 'content-type': inline.contentType },
    };
  }
  return undefined;
};

/** A file can be seen as long as it lies there, whatever became of the message: as in Teams. */
const fileBytes = async (world: World, key: string, oid: string): Promise<Reply | undefined> => {
  const item = world.files.get(key);
  if (!item || !mayOpen(world, item, oid)) return undefined;
  return {
    status: 200,
    bytes: await world.bytes.read(item.bytes),
    headers: { 'content-type': item.contentType },
  };
};

const picture = async (world: World, call: Call): Promise<Reply> => {
  const { oid } = whoAsks(call);
  const key = call.param('key');
  const found = (await inlineBytes(world, key, oid)) ?? (await fileBytes(world, key, oid));
  if (!found) throw refusePage(404, 'There is nothing to see.');
  return {
    ...found,
    headers: { ...found.headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  };
};

/** What a person can look at, and what tests and benchmarks read and set. */
export const lookRoutes = (world: World): Route[] => [
  { name: 'page.world', method: 'GET', path: '/ward/api/world', answer: () => json(200, wholeWorld(world)) },
  {
    name: 'page.messages',
    method: 'GET',
    path: '/ward/api/places/:place/messages',
    answer(call) {
      const { place, person } = placeForMember(world, call);
      return json(200, seePlace(world, place.id, person.oid));
    },
  },
  {
    name: 'page.image',
    method: 'GET',
    path: '/ward/api/images/:key',
    answer: (call) => picture(world, call),
  },
  { name: 'page.weather', method: 'GET', path: '/ward/api/weather', answer: () => json(200, world.sky.now) },
  {
    name: 'page.weather',
    method: 'PUT',
    path: '/ward/api/weather',
    answer(call) {
      // The page and the tests are the ward's own: what they set is a Weather.
      const before = world.places.all;
      world.sky.change(call.json());
      tellOfMembers(world, before);
      return json(200, world.sky.now);
    },
  },
  {
    name: 'page.clock',
    method: 'GET',
    path: '/ward/api/clock',
    answer: () => json(200, world.moments.all()),
  },
];
