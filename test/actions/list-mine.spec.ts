import { describe, expect, it } from '@jest/globals';
import { listMine } from '../../bot/actions/list-mine.ts';
import { HOUR } from '../../bot/set/instant.ts';
import {
  nurse,
  openHospital,
  otherNurse,
  otherPlace,
  ring,
  startProcess,
  wardPlace,
} from '../crash/hospital.ts';
import { LETTER, PICTURE, setOf, wait } from '../crash/post.ts';

describe('What a person posted', () => {
  it('is listed to them newest first, ten at most, without the card, and nothing of anybody else', async () => {
    const hospital = openHospital();
    const process = startProcess(hospital);
    const posted = [];
    for (let n = 0; n < 12; n += 1) {
      const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
      await ring(hospital, process, at);
      posted.push((await setOf(hospital, at)).id);
      await ring(hospital, process, hospital.chat.say(wardPlace, nurse, { files: [{ bytes: LETTER }] }));
      hospital.clock.pass(1_000);
    }
    await ring(hospital, process, hospital.chat.say(otherPlace, otherNurse, { inline: [PICTURE] }));
    await wait(hospital, process, HOUR);
    const mine = await listMine({ ...hospital, addresses: { publicUrl: 'https://safelight.example' } })(
      nurse,
    );
    expect(mine.kind === 'my-sets' && mine.sets.map((set) => set.openUrl)).toEqual(
      posted
        .reverse()
        .slice(0, 10)
        .map((id) => `https://safelight.example/sets/${id}`),
    );
  });
});
