import { asSafelightError } from '../set/errors.ts';
import type { Instant } from '../set/instant.ts';
import { later, isDue } from '../set/instant.ts';
import { keepEars } from './keep-ears.ts';
import { listWatched } from './list-watched.ts';
import { SWEEP_EVERY, type SweepRoom } from './room.ts';
import { isAnythingDue, sweepDue } from './sweep-all.ts';

/** How often the ledger is asked whether a look is due: notifications and commands only write rows. */
const LOOK_EVERY_MS = 2_000;

export interface Sweeper {
  /** One look: whatever is due, where no other process is at it. */
  turn(): Promise<void>;
  /** The next look also sees what is installed and who must be listened to. */
  readonly listSoon: () => void;
  start(): void;
  /** Looks at nothing more; what is in hand is finished. */
  stop(): Promise<void>;
}

/**
 * The sweep goes by time, and not about one set, so it owes no duties: it is a loop of its own, which one process at a
 * time runs under a lock in the ledger. What it finds becomes a row, and from there the one loop of duties takes over.
 */
export const createSweeper = (room: SweepRoom): Sweeper => {
  const { organisations } = room.policy;
  const hearingSince = room.clock.now();
  let listAt: Instant = hearingSince;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let begun = false;

  /** After a start, at once: nobody knows what was said meanwhile. */
  const begin = async (): Promise<void> => {
    for (const { id } of organisations) await room.watching.ask(id, { dueAt: hearingSince });
    begun = true;
  };
  const listAndListen = async (): Promise<void> => {
    listAt = later(room.clock.now(), SWEEP_EVERY);
    for (const organisation of organisations) {
      await listWatched(room, organisation);
      await keepEars(room, organisation);
    }
  };
  const turn = async (): Promise<void> => {
    if (!begun) await begin();
    const listing = isDue(listAt, room.clock.now());
    const due = await Promise.all(organisations.map((organisation) => isAnythingDue(room, organisation)));
    if (!listing && !due.includes(true)) return;
    await room.watching.alone(async () => {
      if (listing) await listAndListen();
      await Promise.all(organisations.map((organisation) => sweepDue(room, organisation, hearingSince)));
    });
  };
  const look = (): void => {
    looking ??= turn()
      .catch((thrown: unknown) => {
        room.tell({ what: 'not-swept', error: asSafelightError(thrown) });
      })
      .finally(() => {
        looking = undefined;
      });
  };
  return {
    turn,
    listSoon: () => {
      listAt = hearingSince;
    },
    start: () => {
      timer = setInterval(look, LOOK_EVERY_MS);
      look();
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
};
