import type { Loop } from '../every.ts';
import { every } from '../every.ts';
import { lookAtAllSoon, lookAtCoverage } from './look-at-coverage.ts';
import type { CoverageRoom } from './room.ts';

/** How often the ledger is asked whether a look is due: events only write rows. */
const LOOK_EVERY_MS = 2_000;

/** The loop that looks at coverage; which process looks at what is settled in the ledger. */
export const keepLooking = (room: CoverageRoom): Loop & { turn(): Promise<void> } => {
  let begun = false;
  const turn = async (): Promise<void> => {
    if (!begun) await lookAtAllSoon(room);
    begun = true;
    for (const organisation of room.policy.organisations) await lookAtCoverage(room, organisation);
  };
  return {
    turn,
    ...every(LOOK_EVERY_MS, turn, (error) => {
      room.tell({ what: 'not-looked', error });
    }),
  };
};
