import type { AccessQuestion } from '../policy/access.ts';
import type { Account } from '../set/account.ts';
import { asSafelightError } from '../set/errors.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Room } from './room.ts';

/**
 * For a page about many sets: each conversation is asked about once a page, never longer. One that does not answer
 * counts as "not a member".
 */
export const membershipOnce = (
  room: Pick<Room, 'chat' | 'log'>,
  { person }: Account,
): ((set: ImageSet) => Promise<AccessQuestion['membership']>) => {
  const asked = new Map<string, Promise<AccessQuestion['membership']>>();
  const ask = async ({ id, origin }: ImageSet): Promise<AccessQuestion['membership']> => {
    try {
      const member = await room.chat.member(origin.place, person);
      return member === undefined ? 'none' : member.guest ? 'guest' : 'member';
    } catch (thrown) {
      room.log.warn({ code: asSafelightError(thrown).code, set: id }, 'membership could not be asked');
      return 'none';
    }
  };
  return (set) => {
    const { tenant, conversation } = set.origin.place;
    const key = `${tenant} ${conversation}`;
    const known = asked.get(key) ?? ask(set);
    asked.set(key, known);
    return known;
  };
};
