import { isToldNow } from '../../policy/part-alerts.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { Instant } from '../../set/instant.ts';
import type { AlarmRoom } from './room.ts';

/** When the ledger went away, as this process saw it, and when it said so. */
interface Away {
  readonly since: Instant;
  readonly toldAt?: Instant;
}

/**
 * The one alert that cannot be kept in the ledger: each process remembers it for itself, and where several run, each
 * says it. True while the ledger is there.
 */
export const watchLedger = (room: AlarmRoom): ((isThere: boolean) => Promise<boolean>) => {
  let away: Away | undefined;
  const raise = async (since: Instant, state: 'raised' | 'still-open' | 'closed'): Promise<void> => {
    for (const { id } of room.policy.organisations)
      await room.alerts.raise({ what: 'ledger-down', organisation: id, since, state });
  };
  return async (isThere) => {
    const now = room.clock.now();
    if (isThere) {
      const was = away;
      away = undefined;
      if (was?.toldAt !== undefined)
        await raise(was.since, 'closed').catch((thrown: unknown) => {
          room.tell(asSafelightError(thrown));
        });
      return true;
    }
    away ??= { since: now };
    if (isToldNow({ what: 'ledger-down', subject: '', seenAt: now, ...away }, now)) {
      await raise(away.since, away.toldAt === undefined ? 'raised' : 'still-open');
      away = { ...away, toldAt: now };
      room.counted(new Map([['ledger-down', 1]]));
    }
    return false;
  };
};
