import { randomBytes } from 'node:crypto';
import type { Challenges, Devices } from '../../bot/ports/devices.ts';
import type { Sessions } from '../../bot/ports/sessions.ts';
import type { BoundDevice, DeviceEnd } from '../../bot/set/device.ts';
import type { DeviceId, PersonId } from '../../bot/set/ids.ts';
import { samePerson } from '../../bot/set/ids.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { isDue, later, MINUTE } from '../../bot/set/instant.ts';

/** Bound phones in memory, ending the sessions of the keeper beside them. */
export const memoryDevices = (sessions: Sessions & { endOn(device: DeviceId): void }): Devices => {
  const kept = new Map<string, BoundDevice>();
  const stands = (device: BoundDevice, now: Instant): boolean =>
    device.ended === undefined && !isDue(device.until, now);
  const end = (which: (one: BoundDevice) => boolean, at: Instant, why: DeviceEnd): BoundDevice[] => {
    const over = [...kept].filter(([, one]) => one.ended === undefined && which(one));
    for (const [secret, one] of over) {
      kept.set(secret, { ...one, ended: { at, why } });
      sessions.endOn(one.id);
    }
    return over.map(([secret]) => structuredClone(kept.get(secret) as BoundDevice));
  };
  const isOf = (which: DeviceId | PersonId) => (one: BoundDevice) =>
    typeof which === 'string' ? one.id === which : samePerson(one.account.person, which);
  return {
    bind: async (device) => {
      end(
        (one) =>
          one.credential.id === device.credential.id && samePerson(one.account.person, device.account.person),
        device.boundAt,
        'replaced',
      );
      const secret = randomBytes(32).toString('base64url');
      kept.set(secret, structuredClone(device));
      return secret;
    },
    find: async (secret, now) => {
      const found = kept.get(secret);
      return found !== undefined && stands(found, now) ? structuredClone(found) : undefined;
    },
    used: async (id, counter, now) => {
      const [secret, found] = [...kept].find(([, one]) => one.id === id) ?? [];
      if (secret === undefined || found === undefined || !stands(found, now)) return false;
      if (!(found.counter < counter || (found.counter === 0 && counter === 0))) return false;
      kept.set(secret, { ...found, counter });
      return true;
    },
    end: async (which, now, why) => end(isOf(which), now, why),
    list: async (of) =>
      [...kept.values()]
        .filter((one) =>
          'standing' in of
            ? stands(one, of.standing)
            : 'lostSince' in of
              ? one.ended?.why === 'lost' && one.ended.at >= of.lostSince
              : isOf(of.person)(one) && one.boundAt >= of.since,
        )
        .sort((a, b) => b.boundAt.localeCompare(a.boundAt)),
  };
};

export const memoryChallenges = (): Challenges => {
  const asked = new Map<string, { readonly of: string; readonly until: Instant }>();
  return {
    ask: async (of, now) => {
      const challenge = randomBytes(32).toString('base64url');
      asked.set(challenge, { of, until: later(now, 5 * MINUTE) });
      return challenge;
    },
    take: async (of, challenge, now) => {
      const found = asked.get(challenge);
      if (found === undefined || found.of !== of || isDue(found.until, now)) return false;
      return asked.delete(challenge);
    },
  };
};
