import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { DAY, HOUR, MINUTE } from '../../bot/set/instant.ts';
import { nurse, openHospital, ring, startProcess, wardPlace } from '../crash/hospital.ts';
import { faultsIn } from '../crash/must-hold.ts';
import { openAlerts, PICTURE, post, setOf, storedOf, wait } from '../crash/post.ts';
import { createHash } from 'node:crypto';

const SHA = createHash('sha256').update(PICTURE).digest('hex');

/** A picture of the nurse's that Safelight has not heard of yet. */
const unheard = () => {
  const hospital = openHospital();
  hospital.chat.signedIn.add(nurse.oid);
  const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
  return { hospital, at, process: startProcess(hospital) };
};

describe('What Teams tells in a strange order', () => {
  it.each([
    ['an edit before the post it edits', ['edited', 'posted']],
    ['an undo before the post', ['undone', 'posted']],
    ['everything twice, the post last', ['edited', 'edited', 'undone', 'undone', 'posted', 'posted']],
  ] as const)('%s: one set, one card, nothing lost', async (_what, occasions) => {
    const { hospital, at, process } = unheard();
    for (const occasion of occasions) await ring(hospital, process, at, occasion);
    await wait(hospital, process, HOUR);
    expect(await faultsIn(hospital, new Map([[at, new Set([SHA])]]))).toEqual([]);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(hospital.chat.cards).toHaveLength(1);
  });

  it('a post of which we hear only after its poster deleted it: people are alerted, and an undo is still taken', async () => {
    const { hospital, at, process } = unheard();
    hospital.chat.deleteByPoster(at);
    await ring(hospital, process, at);
    await wait(hospital, process, 5 * MINUTE);
    expect(openAlerts(await setOf(hospital, at))).toEqual(['gone-before-custody']);
    hospital.chat.undo(at);
    await ring(hospital, process, at, 'undone');
    await wait(hospital, process, HOUR);
    expect((await storedOf(hospital, at)).images).toHaveLength(1);
    expect(hospital.chat.visible(at)).toEqual([]);
  });

  it('an old activity played again days later changes nothing', async () => {
    const { hospital, at, process } = unheard();
    await ring(hospital, process, at);
    await wait(hospital, process, 2 * DAY);
    const before = await setOf(hospital, at);
    for (let n = 0; n < 5; n += 1) await ring(hospital, process, at);
    await wait(hospital, process, MINUTE);
    expect(await setOf(hospital, at)).toEqual(before);
    expect(hospital.chat.cards).toHaveLength(1);
  });
});

describe('The conversation changes under the work', () => {
  it('the poster leaves the chat before the removal: their sign-in still takes their own message away', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    hospital.chat.members.splice(0);
    await wait(hospital, process, HOUR);
    expect((await storedOf(hospital, at)).images).toHaveLength(1);
    expect(hospital.chat.visible(at)).toEqual([]);
  });

  it('the bot is taken out before custody: the picture stays, an alert stands, and it is taken once the bot is back', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    const read = { ...hospital.chat.read };
    hospital.chat.read.message = async () => {
      throw new SafelightError('chat-forbidden');
    };
    await wait(hospital, process, 30 * MINUTE);
    expect(hospital.chat.visible(at)).toEqual([SHA]);
    expect(openAlerts(await setOf(hospital, at))).toEqual(['custody-late']);
    hospital.chat.read.message = (place) => read.message(place);
    await wait(hospital, process, 2 * HOUR);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(openAlerts(await setOf(hospital, at))).toEqual([]);
  });

  it('the bot is taken out after custody: the picture is safe, the removal is alarmed, those concerned are told', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    const shut = async (): Promise<never> => {
      throw new SafelightError('chat-forbidden');
    };
    hospital.chat.remove.remove = async () => ({ as: 'refused', why: 'chat-forbidden' });
    hospital.chat.post.postCard = shut;
    hospital.chat.post.redrawCard = shut;
    await wait(hospital, process, 30 * MINUTE);
    expect((await storedOf(hospital, at)).images).toHaveLength(1);
    expect(openAlerts(await setOf(hospital, at))).toEqual(
      expect.arrayContaining(['removal-late', 'card-missing']),
    );
    expect(hospital.chat.told.length).toBeGreaterThan(0);
  });

  it('a chat becomes another conversation, and the message is no more where it was: people are alerted', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    hospital.chat.read.message = async () => ({ state: 'absent' });
    await wait(hospital, process, 5 * MINUTE);
    expect(openAlerts(await setOf(hospital, at))).toEqual(['gone-before-custody']);
  });
});
