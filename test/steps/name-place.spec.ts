import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR, MINUTE } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { readWords } from '../../bot/viewer/read-words.ts';
import { ring, wardPlace, type Hospital } from '../crash/hospital.ts';
import { ANOTHER, PICTURE, post, storedOf, wait } from '../crash/post.ts';

const NAME = 'Ward 7 · Wounds';
const posted = async () => {
  const opened = await post({ text: 'Left heel', inline: [PICTURE] });
  opened.hospital.chat.names.set(wardPlace.conversation, NAME);
  return opened;
};
const messageOf = async (hospital: Hospital, at: MessagePlace) =>
  (await readWords(hospital)(await storedOf(hospital, at))).message;

describe('What the conversation was called', () => {
  it('is kept with the removed message’s words, sealed', async () => {
    const { hospital, process, at } = await posted();
    await wait(hospital, process, MINUTE);
    expect(await messageOf(hospital, at)).toMatchObject({ text: 'Left heel', place: NAME });
    expect(JSON.stringify(await storedOf(hospital, at))).not.toContain('Wounds');
  });

  it('is asked for only after the picture has gone', async () => {
    const { hospital, process, at } = await posted();
    const seen: boolean[] = [];
    const { names } = hospital.chat;
    hospital.chat.read.nameOf = async ({ conversation }) => {
      seen.push(hospital.chat.isGone(at));
      return names.get(conversation);
    };
    await wait(hospital, process, MINUTE);
    expect(seen).toEqual([true]);
  });

  it('stays with the words when the message is edited', async () => {
    const { hospital, process, at } = await posted();
    await wait(hospital, process, MINUTE);
    hospital.chat.undo(at);
    hospital.chat.edit(at, ANOTHER);
    await ring(hospital, process, at, 'edited');
    await wait(hospital, process, MINUTE);
    expect((await messageOf(hospital, at)).place).toBe(NAME);
    expect((await storedOf(hospital, at)).images).toHaveLength(2);
  });

  it('is asked for again where the chat does not answer, and holds nothing up', async () => {
    const { hospital, process, at } = await posted();
    const sound = { ...hospital.chat.read };
    hospital.chat.read.nameOf = async () => {
      throw new SafelightError('chat-unreachable', { transient: true });
    };
    await wait(hospital, process, MINUTE);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect((await messageOf(hospital, at)).place).toBeUndefined();
    hospital.chat.read.nameOf = (place) => sound.nameOf(place);
    await wait(hospital, process, 2 * HOUR);
    expect((await messageOf(hospital, at)).place).toBe(NAME);
  });

  it('is left out where nobody says, and nothing goes on asking', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    await wait(hospital, process, MINUTE);
    expect((await messageOf(hospital, at)).place).toBeUndefined();
    expect(hospital.ledger.duties().filter((duty) => duty.verb === 'name')).toEqual([]);
  });
});
