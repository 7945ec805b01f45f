import { describe, expect, it } from '@jest/globals';
import { later, MINUTE } from '../../bot/set/instant.ts';
import {
  nurse,
  openHospital,
  ring,
  startProcess,
  TWO_DAYS_ON,
  wardPlace,
  workUntil,
} from '../crash/hospital.ts';

const PICTURE = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64, 7)]);

describe('a process that was asleep past its lease, on its way to post a card', () => {
  it('takes its own card back when it finds that another process has posted one', async () => {
    const hospital = openHospital();
    const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    hospital.chat.signedIn.add(nurse.oid);
    const other = startProcess(hospital);
    let asleep = true;
    const sleeper = startProcess({
      ...hospital,
      chat: {
        ...hospital.chat,
        post: {
          ...hospital.chat.post,
          postCard: async (...card) => {
            if (asleep) {
              asleep = false;
              hospital.clock.moveTo(later(hospital.clock.now(), MINUTE));
              await workUntil(hospital, other, hospital.clock.now());
            }
            return hospital.chat.post.postCard(...card);
          },
        },
      },
    });
    await ring(hospital, sleeper, at);
    await workUntil(hospital, sleeper, TWO_DAYS_ON);
    expect(sleeper.notes.filter(({ what }) => what === 'taken-over')).toHaveLength(1);
    expect(hospital.chat.cards).toHaveLength(1);
  });
});
