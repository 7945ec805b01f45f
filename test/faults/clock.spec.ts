import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, later, SECOND } from '../../bot/set/instant.ts';
import { nurse, openHospital, ring, startProcess, wardPlace, workUntil } from '../crash/hospital.ts';
import { faultsIn } from '../crash/must-hold.ts';
import { PICTURE } from '../crash/post.ts';

const SHA = createHash('sha256').update(PICTURE).digest('hex');
const CALLS = 70;

const begin = (start?: string) => {
  const hospital = openHospital();
  if (start !== undefined) hospital.clock.moveTo(start as ReturnType<typeof hospital.clock.now>);
  hospital.chat.signedIn.add(nurse.oid);
  const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
  return { hospital, at, posted: new Map([[at, new Set([SHA])]]) };
};

describe('The clock of a process', () => {
  it.each([
    ['two hours forward', 2 * HOUR],
    ['two hours back', -2 * HOUR],
    ['one hour forward, as it would if it showed summer time', HOUR],
    ['one second back, as at a leap second', -SECOND],
  ])('jumps %s between any two calls: nothing is lost, left or doubled', async (_what, jump) => {
    const broken: unknown[] = [];
    for (let at = 1; at <= CALLS; at += 3) {
      const { hospital, at: message, posted } = begin();
      const process = startProcess(hospital, {
        meanwhile: {
          at,
          happens: () => {
            hospital.clock.pass(jump);
          },
        },
      });
      await ring(hospital, process, message);
      await workUntil(hospital, process, later(hospital.clock.now(), 2 * DAY));
      const faults = await faultsIn(hospital, posted);
      const left = hospital.chat.visible(message).length;
      if (faults.length + left > 0 || hospital.chat.cards.length !== 1)
        broken.push({ at, faults, left, cards: hospital.chat.cards.length });
    }
    expect(broken).toEqual([]);
  });

  it.each([2 * HOUR, -2 * HOUR])(
    'is %i ms apart from another’s on the same database: the claims they take from one another do no harm',
    async (apart) => {
      const { hospital, at, posted } = begin();
      const one = startProcess(hospital);
      const other = startProcess({
        ...hospital,
        clock: { ...hospital.clock, now: () => later(hospital.clock.now(), apart) },
      });
      await ring(hospital, one, at);
      for (let turns = 0; turns < 400; turns += 1) {
        await Promise.all([one.worker.turn(), other.worker.turn()]);
        hospital.clock.pass(15 * SECOND);
      }
      expect(await faultsIn(hospital, posted)).toEqual([]);
      expect(hospital.chat.visible(at)).toEqual([]);
      expect(hospital.chat.cards).toHaveLength(1);
    },
  );

  it.each(['2026-03-29T00:59:50.000Z', '2026-10-25T00:59:50.000Z'])(
    'passes through %s, when British clocks change: the card stands its full time, to the second',
    async (start) => {
      const { hospital, at } = begin(start);
      const process = startProcess(hospital);
      await ring(hospital, process, at);
      await workUntil(hospital, process, later(hospital.clock.now(), HOUR));
      const [set] = await hospital.ledger.find(hospital.policy.organisations[0]?.id ?? ('' as never), {
        by: 'message',
        at,
      });
      if (set?.state !== 'stored') throw new Error('not in custody');
      expect(set.lapsesAt).toBe(later(set.storedAt, 72 * HOUR));
    },
  );
});
