import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { DAY, HOUR, millis } from '../../bot/set/instant.ts';
import { openAlerts, PICTURE, post, storedOf, wait } from '../crash/post.ts';

/** Microsoft Teams says no for good, whichever way the look puts it. */
const blinded = async (says: 'thrown' | 'answered' = 'thrown') => {
  const { hospital, process, at } = await post({ inline: [PICTURE] });
  await wait(hospital, process, 10 * 60_000);
  const sound = hospital.chat.remove.look.bind(hospital.chat.remove);
  const looks: number[] = [];
  hospital.chat.remove.look = async () => {
    looks.push(millis(hospital.clock.now()));
    if (says === 'answered') return 'could-not-look';
    throw new SafelightError('chat-forbidden');
  };
  const mend = (): void => {
    hospital.chat.remove.look = sound;
  };
  return { hospital, process, at, looks, mend };
};

describe('A conversation that cannot be looked at again', () => {
  it.each(['thrown', 'answered'] as const)(
    'is looked at after an hour, then at growing intervals, at last once a day, and keeps two lines of it (%s)',
    async (says) => {
      const { hospital, process, at, looks } = await blinded(says);
      await wait(hospital, process, 6 * DAY);
      const gaps = looks.slice(1).map((when, before) => (when - (looks[before] ?? 0)) / HOUR);
      expect(gaps.slice(0, 6)).toEqual([1, 1, 2, 4, 8, 16]);
      expect(new Set(gaps.slice(6))).toEqual(new Set([24]));
      const [copy] = (await storedOf(hospital, at)).copies;
      expect(copy?.sightings.map((one) => one.showed)).toEqual(['gone', 'could-not-look', 'could-not-look']);
      expect(openAlerts(await storedOf(hospital, at))).toContain('reread-failed');
    },
  );

  it('is seen again within a day of being mended, and the alert is closed', async () => {
    const { hospital, process, at, looks, mend } = await blinded();
    await wait(hospital, process, 3 * DAY);
    mend();
    await wait(hospital, process, DAY + HOUR);
    const [copy] = (await storedOf(hospital, at)).copies;
    expect(copy?.sightings.at(-1)?.showed).toBe('gone');
    expect(openAlerts(await storedOf(hospital, at))).not.toContain('reread-failed');
    const before = looks.length;
    await wait(hospital, process, 2 * DAY);
    expect(looks).toHaveLength(before);
  });
});
