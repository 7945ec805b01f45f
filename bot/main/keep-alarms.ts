import type { Logger } from 'pino';
import { postgresCoverage, postgresOnce, postgresRegularWork } from '../adapters/postgres/keep-coverage.ts';
import { postgresPartAlerts } from '../adapters/postgres/keep-part-alerts.ts';
import { postgresWatching } from '../adapters/postgres/watch-conversations.ts';
import { placeLike } from '../adapters/teams/place-like.ts';
import { link } from '../audit/chain.ts';
import type { Policy } from '../policy/conversations.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { CoverageKept } from '../ports/coverage.ts';
import type { PartAlerts } from '../ports/part-alerts.ts';
import type { ServerParts } from '../server.ts';
import type { PersonId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import { watchParts } from '../sweep/alarms/watch-parts.ts';
import { keepLooking } from '../sweep/coverage/keep-looking.ts';
import { closeSignIn } from '../sweep/coverage/close-sign-in.ts';
import { lookSoon } from '../sweep/coverage/look-at-coverage.ts';
import type { CoverageRoom } from '../sweep/coverage/room.ts';
import { errorFacts } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Chat } from './open-chat.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';

interface AlarmParts {
  readonly policy: Policy;
  readonly stores: Stores;
  readonly log: Logger;
  readonly chat: Chat;
  readonly metrics: Metrics;
  readonly alerts: Alerts;
  readonly health: ServerParts['health'];
}

/** Coverage, and the watch over every part. */
export interface Alarms {
  /** The app was added there, or people came or went. */
  readonly lookSoon: (place: Place) => Promise<void>;
  /** Somebody has signed in to removal. */
  readonly closeSignIn: (person: PersonId) => Promise<void>;
  readonly coverage: CoverageKept;
  readonly open: PartAlerts;
  start(): void;
  stop(): Promise<void>;
}

export const keepAlarms = (parts: AlarmParts): Alarms => {
  const { policy, stores, log, chat, metrics, alerts, health } = parts;
  const { ledger, pool } = stores;
  const coverage = postgresCoverage(pool);
  const open = postgresPartAlerts(pool, { link });
  const shared = {
    policy,
    clock: systemClock,
    post: chat.post,
    once: postgresOnce(pool),
    work: postgresRegularWork(pool),
  };
  const room: CoverageRoom = {
    ...shared,
    chat: chat.coverage,
    signIns: chat.signIns,
    read: chat.read,
    watching: postgresWatching(pool),
    kept: coverage,
    placeLike,
    tell: (note) => {
      if (note.what === 'looked') log.debug(note, 'coverage looked at');
      else log.warn(errorFacts(note.error), note.what);
    },
  };
  const looking = keepLooking(room);
  const watching = watchParts({
    ...shared,
    health,
    ledger,
    coverage,
    open,
    alerts,
    counted: metrics.showOpen,
    noted: (head) => {
      log.info({ head }, 'audit head');
    },
    tell: (error) => {
      log.warn(errorFacts(error), 'the watch over the parts');
    },
  });
  return {
    lookSoon: lookSoon(room),
    closeSignIn: closeSignIn(room),
    coverage,
    open,
    start: () => {
      looking.start();
      watching.start();
    },
    stop: async () => {
      await Promise.all([looking.stop(), watching.stop()]);
    },
  };
};
