import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sessions } from '../../bot/ports/sessions.ts';
import type { Account } from '../../bot/set/account.ts';
import { deviceId, tenantId } from '../../bot/set/ids.ts';
import { instant, later, MINUTE } from '../../bot/set/instant.ts';

export interface MadeSessions {
  readonly sessions: Sessions;
  readonly close: () => Promise<void>;
}

const START = instant('2026-03-01T08:00:00Z');
const nurse: Account = {
  person: { tid: tenantId('tenant-1'), oid: 'nurse-1' },
  name: 'Ada Nurse',
  roles: ['Clinician'],
  mfa: true,
  guest: false,
};

/** What every keeper of sessions must do (bot/ports/sessions.ts). */
export const sessionsContract = (name: string, make: () => Promise<MadeSessions>): void => {
  describe(`viewer sessions: ${name}`, () => {
    let made: MadeSessions;
    let sessions: Sessions;
    beforeAll(async () => {
      made = await make();
      ({ sessions } = made);
    });
    afterAll(() => made.close());

    it('remembers who signed in, and when they were last seen', async () => {
      const { id } = await sessions.begin(nurse, START);
      const at = later(START, MINUTE);
      expect(await sessions.touch(id, at)).toEqual({ id, account: nurse, startedAt: START, seenAt: at });
    });

    it('gives ids that cannot be guessed', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => sessions.begin(nurse, START)));
      expect(new Set(ids.map((one) => one.id)).size).toBe(20);
      for (const { id } of ids) expect(id).toMatch(/^[\w-]{43}$/);
      expect(await sessions.touch('guessed', START)).toBeUndefined();
    });

    it('is over after five minutes without use, and stays over', async () => {
      const { id } = await sessions.begin(nurse, START);
      expect(await sessions.touch(id, later(START, 5 * MINUTE - 1))).toBeDefined();
      expect(await sessions.touch(id, later(START, 10 * MINUTE - 1))).toBeUndefined();
      expect(await sessions.touch(id, later(START, 6 * MINUTE))).toBeUndefined();
    });

    it('is not kept alive by being looked at, as a page does by itself', async () => {
      const { id } = await sessions.begin(nurse, START);
      const at = later(START, 4 * MINUTE);
      expect(await sessions.look(id, at)).toEqual({ id, account: nurse, startedAt: START, seenAt: START });
      expect(await sessions.look(id, later(START, 5 * MINUTE))).toBeUndefined();
      expect(await sessions.look('guessed', START)).toBeUndefined();
      expect(await sessions.touch(id, later(START, 5 * MINUTE))).toBeUndefined();
    });

    it('is over after thirty minutes however busy it was', async () => {
      const { id } = await sessions.begin(nurse, START);
      for (let minute = 4; minute < 30; minute += 4) {
        expect(await sessions.touch(id, later(START, minute * MINUTE))).toBeDefined();
      }
      expect(await sessions.touch(id, later(START, 30 * MINUTE))).toBeUndefined();
    });

    it('is over at once when it is ended, and ending it twice is no fault', async () => {
      const [mine, other] = [await sessions.begin(nurse, START), await sessions.begin(nurse, START)];
      await sessions.end(mine.id);
      await sessions.end(mine.id);
      expect(await sessions.touch(mine.id, START)).toBeUndefined();
      expect(await sessions.touch(other.id, START)).toBeDefined();
    });

    it('on a bound phone is over with the phone’s time, however lately it was used', async () => {
      const on = { id: deviceId('phone-1'), until: later(START, 3 * MINUTE) };
      const { id, device } = await sessions.begin(nurse, START, on);
      expect(device).toBe('phone-1');
      expect((await sessions.touch(id, later(START, 2 * MINUTE)))?.device).toBe('phone-1');
      expect(await sessions.touch(id, later(START, 3 * MINUTE))).toBeUndefined();
    });

    it('are over everywhere for one person, and stand for everybody else', async () => {
      const person = { tid: tenantId('tenant-1'), oid: 'registrar-1' };
      const registrar = { ...nurse, person };
      const mine = [await sessions.begin(registrar, START), await sessions.begin(registrar, START)];
      const other = await sessions.begin(nurse, START);
      const who = (await sessions.signedIn(START)).filter((one) => one.person.oid === 'registrar-1');
      expect(who).toEqual([registrar]);
      expect(await sessions.endAllOf(person)).toBe(2);
      for (const { id } of mine) expect(await sessions.touch(id, START)).toBeUndefined();
      expect(await sessions.touch(other.id, START)).toBeDefined();
      expect(await sessions.endAllOf(person)).toBe(0);
    });

    it('all are over at once when all are ended, and new ones begin', async () => {
      const [mine, other] = [await sessions.begin(nurse, START), await sessions.begin(nurse, START)];
      await sessions.endAll();
      await sessions.endAll();
      expect(await sessions.touch(mine.id, START)).toBeUndefined();
      expect(await sessions.touch(other.id, START)).toBeUndefined();
      expect(await sessions.touch((await sessions.begin(nurse, START)).id, START)).toBeDefined();
    });
  });
};
