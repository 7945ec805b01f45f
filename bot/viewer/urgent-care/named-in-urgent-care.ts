import { openWords } from '../../sealed/words.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { sealContext } from '../../set/sealed.ts';
import type { Named } from '../consent/members.ts';
import type { Room } from '../room.ts';

/** What those who used "Urgent care" are called, as their sign-in said then: no conversation's roster knows them. */
export const namedInUrgentCare = async (
  { keys }: Pick<Room, 'keys'>,
  set: StoredSet,
): Promise<readonly Named[]> => {
  const named = (set.urgentCare ?? []).filter((one) => one.name !== undefined);
  if (named.length === 0) return [];
  const key = await keys.unwrap(set.wordsKey);
  const names = named.map(({ by, at, name = '' }) => ({
    person: by,
    name: String(openWords(name, key, sealContext.urgentCare(set, at))),
  }));
  key.fill(0);
  return names;
};
