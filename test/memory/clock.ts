import type { Clock } from '../../bot/ports/clock.ts';
import { instant, later } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';

/** Time that moves when it is told to. */
export interface MovableClock extends Clock {
  pass(milliseconds: number): void;
  moveTo(at: Instant): void;
}

export const movableClock = (start = '2026-03-02T09:00:00.000Z'): MovableClock => {
  let now = instant(start);
  return {
    now: () => now,
    pass: (milliseconds) => {
      now = later(now, milliseconds);
    },
    moveTo: (at) => {
      now = at;
    },
  };
};
