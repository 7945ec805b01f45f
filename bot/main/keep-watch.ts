import type { Logger } from 'pino';
import { answerNotifications } from '../adapters/graph/watch/answer-notifications.ts';
import { postgresWatching } from '../adapters/postgres/watch-conversations.ts';
import { postgresSubscriptions } from '../adapters/postgres/watch-subscriptions.ts';
import { placeLike } from '../adapters/teams/place-like.ts';
import type { Policy } from '../policy/conversations.ts';
import { receive } from '../receive.ts';
import type { ServerParts } from '../server.ts';
import type { Place } from '../set/place.ts';
import { hearNotifications } from '../sweep/hear-notifications.ts';
import { createSweeper } from '../sweep/keep-sweeping.ts';
import { noteInstalled } from '../sweep/note-installed.ts';
import type { SweepNote, SweepRoom } from '../sweep/room.ts';
import { errorFacts } from './log.ts';
import type { Chat } from './open-chat.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';
import type { Complete } from './start-stand-ins.ts';

interface WatchParts {
  readonly config: Complete;
  readonly policy: Policy;
  readonly stores: Stores;
  readonly log: Logger;
  readonly chat: Chat;
}

/** The sweep and the second ear. */
export interface Watch {
  readonly installed: (place: Place) => Promise<void>;
  readonly notifications?: ServerParts['notifications'];
  /** Not before the web server listens: the platform tries the address of a subscription at once. */
  start(): void;
  stop(): Promise<void>;
}

export const keepWatch = (parts: WatchParts, worker: { poke(): void }): Watch => {
  const { config, policy, stores, log, chat } = parts;
  const { ledger, keys, pool } = stores;
  const poke = (): void => {
    worker.poke();
  };
  const ear = earOf(config);
  const room: SweepRoom = {
    chat: chat.watch,
    watching: postgresWatching(pool),
    subscriptions: postgresSubscriptions(pool),
    ledger,
    policy,
    clock: systemClock,
    rang: receive({ ledger, keys, clock: systemClock, policy, poke }),
    placeLike,
    ...(ear === undefined ? {} : { ear }),
    random: Math.random,
    tell: logSweep(log),
  };
  const sweeper = createSweeper(room);
  const hear = hearNotifications(room, sweeper.listSoon);
  return {
    installed: noteInstalled(room, sweeper.listSoon),
    ...(ear === undefined ? {} : { notifications: answerNotifications(hear) }),
    start: () => {
      sweeper.start();
    },
    stop: () => sweeper.stop(),
  };
};

/** Microsoft calls https addresses alone; a stand-in on this computer is called as it is. */
const earOf = ({ publicUrl, production }: Complete): string | undefined => {
  const { protocol } = new URL(publicUrl);
  return protocol === 'https:' || !production ? `${publicUrl}/api/notifications` : undefined;
};

const logSweep =
  (log: Logger) =>
  (note: SweepNote): void => {
    if (note.what === 'swept') log.info(note, 'conversations swept');
    else log.warn(errorFacts(note.error), note.what);
  };
