import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Challenges, Devices } from '../../bot/ports/devices.ts';
import type { Sessions } from '../../bot/ports/sessions.ts';
import type { BoundDevice } from '../../bot/set/device.ts';
import { deviceId, personId } from '../../bot/set/ids.ts';
import { HOUR, instant, later, MINUTE } from '../../bot/set/instant.ts';

export interface MadeDevices {
  readonly devices: Devices;
  readonly challenges: Challenges;
  readonly sessions: Sessions;
  readonly close: () => Promise<void>;
}

const START = instant('2026-03-01T08:00:00Z');
let made = 0;
const phone = (oid: string, change: Partial<BoundDevice> = {}): BoundDevice => {
  made += 1;
  return {
    id: deviceId(`phone-${made}`),
    account: {
      person: personId('tenant-1', oid),
      name: 'Ada Registrar',
      roles: ['Clinician'],
      mfa: true,
      guest: false,
    },
    credential: { id: `credential-${made}`, publicKey: 'cHVibGlj', transports: ['internal'] },
    counter: 0,
    signedInAt: START,
    until: later(START, 12 * HOUR),
    boundAt: START,
    ...change,
  };
};

/** What every keeper of bound phones must do (bot/ports/devices.ts). */
export const devicesContract = (name: string, make: () => Promise<MadeDevices>): void => {
  describe(`bound phones: ${name}`, () => {
    let kept: MadeDevices;
    let devices: Devices;
    beforeAll(async () => {
      kept = await make();
      ({ devices } = kept);
    });
    afterAll(() => kept.close());

    it('are found by what their cookie holds, which cannot be guessed, until their time is over', async () => {
      const own = phone('found');
      const secret = await devices.bind(own);
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(await devices.find(secret, later(own.until, -1))).toEqual(own);
      expect(await devices.find(secret, own.until)).toBeUndefined();
      expect(await devices.find('guessed', START)).toBeUndefined();
    });

    it('count up, and are refused where the count stands or goes back', async () => {
      const own = phone('counts', { counter: 5 });
      const secret = await devices.bind(own);
      expect(await devices.used(own.id, 6, START)).toBe(true);
      expect(await devices.used(own.id, 6, START)).toBe(false);
      expect(await devices.used(own.id, 2, START)).toBe(false);
      expect((await devices.find(secret, START))?.counter).toBe(6);
      const silent = phone('says nothing');
      await devices.bind(silent);
      expect(await devices.used(silent.id, 0, START)).toBe(true);
      expect(await devices.used(silent.id, 0, later(START, 13 * HOUR))).toBe(false);
    });

    it('end with every session that is open on them, and leave other sessions open', async () => {
      const own = phone('ended');
      const secret = await devices.bind(own);
      const on = await kept.sessions.begin(own.account, START, own);
      const elsewhere = await kept.sessions.begin(own.account, START);
      const [ended] = await devices.end(own.id, later(START, MINUTE), 'signed-out');
      expect(ended).toEqual({ ...own, ended: { at: later(START, MINUTE), why: 'signed-out' } });
      expect(await devices.find(secret, START)).toBeUndefined();
      expect(await kept.sessions.touch(on.id, START)).toBeUndefined();
      expect(await kept.sessions.touch(elsewhere.id, START)).toBeDefined();
      expect(await devices.end(own.id, START, 'lost')).toEqual([]);
    });

    it('end all at once for one person, and nobody else’s', async () => {
      const [one, two, other] = [phone('loses'), phone('loses'), phone('keeps')];
      const secrets = [await devices.bind(one), await devices.bind(two), await devices.bind(other)];
      const ended = await devices.end(one.account.person, START, 'lost');
      expect(new Set(ended.map(({ id }) => id))).toEqual(new Set([one.id, two.id]));
      const found = await Promise.all(secrets.map((secret) => devices.find(secret, START)));
      expect(found.map((device) => device?.id)).toEqual([undefined, undefined, other.id]);
    });

    it('bound anew with the same passkey are bound once', async () => {
      const first = phone('again');
      const again = { ...first, id: deviceId('phone-again'), boundAt: later(START, MINUTE) };
      const before = await devices.bind(first);
      const after = await devices.bind(again);
      expect(await devices.find(before, START)).toBeUndefined();
      expect((await devices.find(after, START))?.id).toBe('phone-again');
    });

    it('are listed: of one person since a day, ended ones too; and everybody’s that stand', async () => {
      const old = phone('listed', { boundAt: later(START, -HOUR) });
      const over = phone('listed');
      const now = phone('listed', { boundAt: later(START, HOUR) });
      for (const one of [old, over, now]) await devices.bind(one);
      await devices.end(over.id, later(START, MINUTE), 'lost');
      const { person } = now.account;
      const mine = await devices.list({ person, since: START });
      expect(mine.map(({ id, ended }) => [id, ended?.why])).toEqual([
        [now.id, undefined],
        [over.id, 'lost'],
      ]);
      const standing = (await devices.list({ standing: START })).map(({ id }) => id);
      expect([old, over, now].map(({ id }) => standing.includes(id))).toEqual([true, false, true]);
      const lost = (await devices.list({ lostSince: START })).map(({ id }) => id);
      expect([old, over, now].map(({ id }) => lost.includes(id))).toEqual([false, true, false]);
    });

    it('are asked something new each time, and the answer counts once, in time, and from the one that was asked', async () => {
      const { challenges } = kept;
      const asked = await challenges.ask('phone-a', START);
      expect(await challenges.ask('phone-a', START)).not.toBe(asked);
      expect(await challenges.take('phone-b', asked, START)).toBe(false);
      const both = await Promise.all([1, 2].map(() => challenges.take('phone-a', asked, START)));
      expect(both.filter(Boolean)).toHaveLength(1);
      const late = await challenges.ask('phone-a', START);
      expect(await challenges.take('phone-a', late, later(START, 5 * MINUTE))).toBe(false);
    });
  });
};
