import { describe, expect, it } from '@jest/globals';
import { posterSignedIn } from '../../../bot/actions/poster-signed-in.ts';
import { HOUR, MINUTE } from '../../../bot/set/instant.ts';
import { nurse, openHospital, startProcess, wardPlace } from '../../crash/hospital.ts';
import { ANOTHER, openAlerts, PICTURE, setOf, storedOf, wait } from '../../crash/post.ts';

/** The message shows two pictures and cannot be read; its activity carried the address of one. */
const hearWithoutReading = async () => {
  const hospital = openHospital();
  const { read } = hospital.chat;
  const sound = { ...read };
  read.message = async () => {
    throw new Error('Graph is away');
  };
  read.open = async (at, ref, poster, maxBytes) =>
    ref.kind === 'carried'
      ? sound.open(at, { kind: 'inline', hostedContent: '0' }, poster, maxBytes)
      : sound.open(at, ref, poster, maxBytes);
  const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE, ANOTHER] });
  const process = startProcess(hospital);
  await process.hear({
    at,
    poster: nurse,
    postedAt: hospital.clock.now(),
    occasion: 'posted',
    mayHoldImages: true,
    carried: [{ kind: 'inline', address: 'https://smba.trafficmanager.net/one' }],
  });
  await wait(hospital, process, MINUTE);
  const mend = (): void => {
    read.message = (asked) => sound.message(asked);
  };
  return { hospital, process, at, mend };
};

describe('Where only the activity could be read', () => {
  it('custody is taken of what it carried, and nothing of the message goes though its poster signs in', async () => {
    const { hospital, process, at } = await hearWithoutReading();
    expect((await storedOf(hospital, at)).images).toHaveLength(1);
    hospital.chat.signedIn.add(nurse.oid);
    await posterSignedIn({ ...hospital, poke: () => undefined })(nurse);
    await wait(hospital, process, HOUR);
    expect(hospital.chat.visible(at)).toHaveLength(2);
    expect(openAlerts(await setOf(hospital, at))).toContain('removal-late');
    for await (const { event } of hospital.ledger.audit.rows((await setOf(hospital, at)).organisation))
      expect(event.kind).not.toBe('removal-intended');
  });

  it('the rest follows once the message can be read again', async () => {
    const { hospital, process, at, mend } = await hearWithoutReading();
    hospital.chat.signedIn.add(nurse.oid);
    mend();
    await wait(hospital, process, HOUR);
    expect((await storedOf(hospital, at)).images).toHaveLength(2);
    expect(hospital.chat.visible(at)).toEqual([]);
  });
});
