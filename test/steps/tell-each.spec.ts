import type { ConsentFacts } from '../../bot/set/consented.ts';
import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { lookupHash } from '../../bot/set/ids.ts';
import type { Hospital } from '../crash/hospital.ts';
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

/** Filed and answered: its poster has nothing on their running list, and is told by themselves. */
const nothingLeft = async (hospital: Hospital, at: MessagePlace): Promise<void> => {
  const { organisation, id, poster, postedAt } = await storedOf(hospital, at);
  const link = { lookup: lookupHash('0'.repeat(64)), patient: '' };
  const filing = { state: 'filed', patient: link, by: poster, at: postedAt, document: 'D/1' } as const;
  const consent: ConsentFacts = {
    ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
    consent: { state: 'not-needed', by: poster, at: postedAt },
  };
  await hospital.ledger.change(organisation, id, {
    to: (row) =>
      row.state === 'stored'
        ? { ...row, images: row.images.map((one) => ({ ...one, filing, consent })) }
        : row,
    events: [],
  });
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
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    await wait(hospital, process, MINUTE);
    await nothingLeft(hospital, at);
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
