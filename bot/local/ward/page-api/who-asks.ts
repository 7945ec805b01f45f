import { refusePage } from '../http/refuse.ts';
import type { Call } from '../http/route.ts';
import type { Person } from '../../demonstration/people.ts';
import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';

/** The person at the page: `x-ward-person`, or `?person=` where a browser cannot set a header. */
export const whoAsks = (call: Call): Person => {
  const header = call.headers['x-ward-person'];
  const oid = typeof header === 'string' ? header : call.url.searchParams.get('person');
  const person = personByOid(oid ?? '');
  if (!person) throw refusePage(401, 'Nobody of that name works here.');
  return person;
};

/** The place a call names, as a member; to everyone else it does not exist. */
export const placeForMember = (
  world: World,
  call: Call,
): { readonly place: Place; readonly person: Person } => {
  const person = whoAsks(call);
  const place = world.places.byId(call.param('place'));
  if (!place?.members.includes(person.oid))
    throw refusePage(404, 'There is no such conversation for this person.');
  return { place, person };
};
