import { onCall } from '../../policy/opinion/on-call.ts';
import type { Opinions } from '../../policy/opinions-of.ts';
import { namedOutside } from '../../policy/opinions-of.ts';
import type { Askable } from '../../policy/opinion/rules.ts';
import type { AskedOf } from '../../set/question.ts';
import type { OnCallRoleId, PersonId } from '../../set/ids.ts';
import { personId, samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import type { RotaGap } from '../../set/rota.ts';
import type { Named } from '../consent/members.ts';
import { keyOf, membersOf } from '../consent/members.ts';
import type { Room } from '../room.ts';

/** A role that can be asked, and whether anybody holds it at this moment. */
export interface RoleToAsk {
  readonly id: OnCallRoleId;
  readonly name: string;
  readonly ring: string;
  readonly gap?: RotaGap;
  /** How long ago its rota was last read, in milliseconds, where that is not now. */
  readonly age?: number;
  /** Whoever is on it, in order. */
  readonly people: readonly PersonId[];
}

export interface PeopleToAsk {
  readonly roles: readonly RoleToAsk[];
  readonly members: readonly Named[];
  readonly outside: readonly Askable[];
}

/** Whom this person can ask about this set; never themselves. */
export const peopleToAsk = async (
  room: Pick<Room, 'names' | 'rotas'>,
  opinions: Opinions,
  set: StoredSet,
  asker: PersonId,
  now: Instant,
): Promise<PeopleToAsk> => {
  const members = await membersOf(room, set);
  const isElse = ({ person }: { readonly person: PersonId }): boolean => !samePerson(person, asker);
  const isMember = ({ person }: { readonly person: PersonId }): boolean =>
    members.some((one) => samePerson(one.person, person));
  const roles = await Promise.all(opinions.roles.map((role) => roleNow(room, opinions, role, now)));
  return {
    roles,
    members: members.filter(isElse),
    outside: opinions.askOutside ? namedOutside(opinions).filter((one) => isElse(one) && !isMember(one)) : [],
  };
};

/** A rota read longer ago than this is said to be old. */
const FRESH_MS = 5 * 60_000;

const roleNow = async (
  { rotas }: Pick<Room, 'rotas'>,
  { tenant }: Opinions,
  { id, name, ring, rota }: Opinions['roles'][number],
  now: Instant,
): Promise<RoleToAsk> => {
  const read = await rotas.read(rota, now);
  const found = onCall(read.rota, now);
  const age = 'readAt' in read ? millis(now) - millis(read.readAt) : 0;
  return {
    ...{ id, name, ring },
    people: 'gap' in found ? [] : found.people.map((oid) => personId(tenant, oid)),
    ...('gap' in found ? { gap: found.gap } : {}),
    ...(age > FRESH_MS ? { age } : {}),
  };
};

/** As it stands in the form. */
export const roleKey = (id: OnCallRoleId): string => `role:${id}`;
export const personKey = (person: PersonId): string => `person:${keyOf(person)}`;

/** Only what was offered counts, whatever the form says. */
export const askedOfFrom = (
  text: string | null,
  { roles, members, outside }: PeopleToAsk,
): AskedOf | undefined => {
  const role = roles.find(({ id }) => roleKey(id) === text);
  if (role !== undefined) return { who: 'role', role: role.id };
  const person = [...members, ...outside].find((one) => personKey(one.person) === text)?.person;
  return person === undefined ? undefined : { who: 'person', person };
};
