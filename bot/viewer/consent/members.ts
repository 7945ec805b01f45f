import { restrictPage } from '../../../cards/text/consent-page.ts';
import type { PersonId } from '../../set/ids.ts';
import { personId, samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Room } from '../room.ts';

/** Somebody who can be named to see a picture: in the conversation at this moment, and no guest. */
export interface Named {
  readonly person: PersonId;
  readonly name: string;
}

export const membersOf = async (room: Pick<Room, 'names'>, set: StoredSet): Promise<readonly Named[]> =>
  (await room.names.members(set.origin.place))
    .filter((one) => !one.guest)
    .map(({ person, name }) => ({ person, name }))
    .sort((a, b) => a.name.localeCompare(b.name));

/** As it stands in a form: a person is never an address or a name there. */
export const keyOf = ({ tid, oid }: PersonId): string => `${tid}/${oid}`;

/** Only members count, whatever the form says. */
export const namedIn = (sent: URLSearchParams, members: readonly Named[]): readonly PersonId[] => {
  const ticked = sent.getAll('viewer').map((one) => {
    const [tid = '', oid = ''] = one.split('/');
    return personId(tid, oid);
  });
  return members
    .map(({ person }) => person)
    .filter((person) => ticked.some((one) => samePerson(one, person)));
};

export const nameOf = (person: PersonId, members: readonly Named[]): string =>
  members.find((one) => samePerson(one.person, person))?.name ?? restrictPage.unknownPerson;
