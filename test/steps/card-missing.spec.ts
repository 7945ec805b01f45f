import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR, later, SECOND } from '../../bot/set/instant.ts';
import { otherNurse, workUntil } from '../crash/hospital.ts';
import { openAlerts, PICTURE, post, storedOf, wait } from '../crash/post.ts';

const posting = async () => {
  const mentions = [{ oid: otherNurse.oid, name: 'Other' }];
  const opened = await post({ inline: [PICTURE], mentions });
  const { hospital, process, at } = opened;
  const sound = { ...hospital.chat.post };
  const refuse = (): void => {
    hospital.chat.post.postCard = async () => {
      throw new SafelightError('chat-unreachable', { transient: true });
    };
  };
  const mend = (): void => {
    hospital.chat.post.postCard = (place, set, card, again) => sound.postCard(place, set, card, again);
  };
  const told = (): readonly (readonly [string, string])[] =>
    hospital.chat.told.map(({ person, notice }) => [person.oid, notice.kind] as const);
  return { hospital, process, at, refuse, mend, told, start: hospital.clock.now() };
};

describe('A card that does not stand', () => {
  it('within thirty seconds the poster and those mentioned are told directly where to open it, once, and people are alerted', async () => {
    const { hospital, process, at, refuse, told, start } = await posting();
    refuse();
    await workUntil(hospital, process, later(start, 30 * SECOND));
    const { id } = await storedOf(hospital, at);
    const once = [
      ['nurse', 'card-missing'],
      [otherNurse.oid, 'card-missing'],
    ];
    expect(told()).toEqual(once);
    await wait(hospital, process, HOUR);
    expect(told()).toEqual(once);
    expect(hospital.chat.told[0]?.notice).toMatchObject({ openUrl: `https://safelight.example/sets/${id}` });
    expect(openAlerts(await storedOf(hospital, at))).toEqual(['card-missing']);
    expect(hospital.chat.visible(at)).toEqual([]);
  });

  it('stands as soon as it can, and the alert is closed', async () => {
    const { hospital, process, at, refuse, mend } = await posting();
    refuse();
    await wait(hospital, process, HOUR);
    mend();
    await wait(hospital, process, HOUR);
    expect(hospital.chat.cards).toHaveLength(1);
    expect(openAlerts(await storedOf(hospital, at))).toEqual([]);
  });

  it('where it stands at once, nobody is told anything', async () => {
    const { hospital, process, told } = await posting();
    await wait(hospital, process, HOUR);
    expect(told()).toEqual([]);
  });
});
