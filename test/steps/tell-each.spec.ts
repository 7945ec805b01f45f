import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import { otherNurse, workUntil } from '../crash/hospital.ts';
import { PICTURE, post, storedOf, wait } from '../crash/post.ts';

const away = async (): Promise<never> => {
  throw new SafelightError('chat-unreachable', { transient: true });
};

/** No card can stand, and one of the two who are then told cannot be reached. */
const unreachable = async (oid: string) => {
  const mentions = [{ oid: otherNurse.oid, name: 'Other' }];
  const { hospital, process, at } = await post({ inline: [PICTURE], mentions });
  hospital.chat.post.postCard = away;
  const sound = hospital.chat.post.tell.bind(hospital.chat.post);
  hospital.chat.post.tell = async (place, person, notice) =>
    person.oid === oid ? away() : sound(place, person, notice);
  const mend = (): void => {
    hospital.chat.post.tell = sound;
  };
  const told = (): readonly string[] => hospital.chat.told.map(({ person }) => person.oid);
  return { hospital, process, at, mend, told };
};

describe('When one of those to be told cannot be reached for the moment', () => {
  it.each([
    ['nurse', otherNurse.oid],
    [otherNurse.oid, 'nurse'],
  ])('%s is told later, and %s is not told twice', async (late, reached) => {
    const { hospital, process, at, mend, told } = await unreachable(late);
    await wait(hospital, process, 10 * MINUTE);
    expect(told()).toEqual([reached]);
    mend();
    await wait(hospital, process, HOUR);
    expect(told()).toEqual([reached, late]);
    const set = await storedOf(hospital, at);
    expect(set.card).toMatchObject({ state: 'cannot-stand', told: true });
  });

  it('and whoever stays out of reach is tried ever more slowly, without a word more to the others', async () => {
    const { hospital, process, told } = await unreachable(otherNurse.oid);
    await workUntil(hospital, process, later(hospital.clock.now(), 24 * HOUR));
    expect(told()).toEqual(['nurse']);
  });

  it('a thread that hears later does not have its poster told twice', async () => {
    const { hospital, process } = await post({ inline: [PICTURE] });
    const sound = hospital.chat.post.tellThread.bind(hospital.chat.post);
    hospital.chat.post.tellThread = away;
    await wait(hospital, process, 61 * HOUR);
    expect(hospital.chat.told.map(({ notice }) => notice.kind)).toEqual(['lapses-soon']);
    hospital.chat.post.tellThread = sound;
    await wait(hospital, process, 2 * HOUR);
    expect(hospital.chat.told.map(({ notice }) => notice.kind)).toEqual(['lapses-soon']);
    expect(hospital.chat.said.map(({ notice }) => notice.kind)).toEqual(['lapses-soon']);
  });
});
