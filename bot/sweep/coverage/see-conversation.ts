import { gapsOf, outsidersOf, ruleOf } from '../../policy/coverage.ts';
import type { ChatMember } from '../../ports/chat.ts';
import type { Coverage } from '../../set/coverage.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Listed } from './list-conversations.ts';
import type { CoverageRoom, Organisation } from './room.ts';

/** Whether a person has signed in, asked once a look. */
export type AskedOf = Map<string, boolean>;

/** One conversation as it is now. Throws where it could not be looked at: what is not known is not told. */
export const seeConversation = async (
  room: CoverageRoom,
  organisation: Organisation,
  { place, installed, channel }: Listed,
  asked: AskedOf,
): Promise<Coverage> => {
  const rule = ruleOf(organisation, place) ?? organisation.conversations[0];
  const channelKind = channel === 'absent' ? channel : channel?.kind;
  const isThere = channelKind === undefined || channelKind === 'standard';
  const gaps = gapsOf({
    kind: place.kind === 'channel' ? 'channel' : 'groupChat',
    installed,
    ...(channelKind === undefined ? {} : { channelKind }),
    grants: isThere ? await room.chat.grants(place) : undefined,
    probe: isThere ? await room.chat.probe(place) : 'refused',
  });
  const members = installed && isThere ? await membersOf(room, place) : [];
  const outsiders = rule === undefined ? [] : outsidersOf(organisation, rule, members);
  const mode = rule?.mode ?? 'protect';
  return {
    place,
    mode,
    checkedAt: room.clock.now(),
    gaps,
    outsiders,
    // Where nothing is removed, nobody need sign in to it.
    notSignedIn: mode === 'observe' ? [] : await notSignedIn(room, place, own(organisation, members), asked),
  };
};

const membersOf = async ({ read }: CoverageRoom, place: Listed['place']): Promise<readonly ChatMember[]> => {
  try {
    return await read.members(place);
  } catch (thrown) {
    if (asSafelightError(thrown).transient) throw thrown;
    return [];
  }
};

const own = ({ viewerTenants }: Organisation, members: readonly ChatMember[]): readonly PersonId[] =>
  members
    .filter(({ person, guest }) => !guest && viewerTenants.includes(person.tid))
    .map(({ person }) => person);

const notSignedIn = async (
  { signIns }: CoverageRoom,
  place: Listed['place'],
  people: readonly PersonId[],
  asked: AskedOf,
): Promise<readonly PersonId[]> => {
  for (const person of people) {
    const key = `${person.tid} ${person.oid}`;
    if (!asked.has(key)) asked.set(key, await signIns.has(place, person));
  }
  return people.filter((person) => asked.get(`${person.tid} ${person.oid}`) === false);
};
