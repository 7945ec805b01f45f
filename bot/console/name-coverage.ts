import { coverageWords } from '../../cards/text/coverage.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { ChatCoverage } from '../ports/chat-coverage.ts';
import type { Coverage } from '../set/coverage.ts';
import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';

/** Names as the chat platform has them at this moment: they are never stored. */
export interface Named {
  conversation(one: Coverage): string;
  people(one: Coverage, people: readonly PersonId[]): string;
}

/** A page is not held up for a name longer than this. */
const PATIENCE_MS = 2_000;
/** Conversations whose people are asked for by name; of the others their number is shown. */
const MOST = 30;

export const nameCoverage = async (
  room: { readonly chat: Pick<ChatRead, 'members'>; readonly teams: Pick<ChatCoverage, 'channels'> },
  coverage: readonly Coverage[],
): Promise<Named> => {
  const wanting = coverage
    .filter((one) => one.outsiders.length + one.notSignedIn.length > 0 && one.place.reference !== '')
    .slice(0, MOST);
  const teams = [...new Set(coverage.flatMap((one) => one.place.team ?? []))].slice(0, MOST);
  const [members, channels] = await Promise.all([
    Promise.all(wanting.map((one) => inTime(room.chat.members(one.place)))),
    Promise.all(teams.map((team) => inTime(room.teams.channels(team)))),
  ]);
  const known = channels.flat();
  return {
    conversation: ({ place }) => {
      const name = known.find((one) => one.conversation === place.conversation)?.name ?? '';
      return name === '' ? coverageWords.unnamedPlace(place.kind, place.conversation) : name;
    },
    people: (one, people) => {
      const there = members[wanting.indexOf(one)] ?? [];
      const names = people.flatMap(
        (person) => there.find((member) => samePerson(member.person, person))?.name ?? [],
      );
      const unnamed = people.length - names.length;
      return [...names, ...(unnamed > 0 ? [coverageWords.unnamed(unnamed)] : [])].join(', ');
    },
  };
};

/** What does not come, or not in time, is left out: the page says how many it is about all the same. */
const inTime = async <T>(asked: Promise<readonly T[]>): Promise<readonly T[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly T[]>((resolve) => {
    timer = setTimeout(() => {
      resolve([]);
    }, PATIENCE_MS);
  });
  const answered = asked.catch((): readonly T[] => []);
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
};
