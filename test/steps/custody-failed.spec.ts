import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { DAY, HOUR } from '../../bot/set/instant.ts';
import { openAlerts, PICTURE, post, setOf, wait } from '../crash/post.ts';

describe('Custody that cannot be taken all night long', () => {
  it('is said to the poster at once and every four hours, not at every try, and is taken in the morning', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    const sound = { ...hospital.blobs };
    hospital.blobs.put = async () => {
      throw new SafelightError('blob-unreachable', { transient: true });
    };
    await wait(hospital, process, 9 * HOUR);
    expect(hospital.chat.told.map(({ notice }) => notice.kind)).toEqual(
      Array.from({ length: 3 }, () => 'custody-failed'),
    );
    expect(openAlerts(await setOf(hospital, at))).toEqual(['custody-late']);
    hospital.blobs.put = (container, name, bytes) => sound.put(container, name, bytes);
    await wait(hospital, process, HOUR);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(openAlerts(await setOf(hospital, at))).toEqual([]);
  });
});

describe('A removal that fails all night long', () => {
  it('is asked of the poster at once, after an hour and after a day, not at every try', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    hospital.chat.remove.remove = async () => {
      throw new SafelightError('chat-unreachable', { transient: true });
    };
    await wait(hospital, process, 2 * DAY);
    expect(hospital.chat.told.map(({ notice }) => notice.kind)).toEqual(
      Array.from({ length: 3 }, () => 'remove-now'),
    );
    expect(openAlerts(await setOf(hospital, at))).toEqual(['removal-late']);
  });
});
