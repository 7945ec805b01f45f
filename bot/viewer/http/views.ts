import type { Clock } from '../../ports/clock.ts';
import type { Instant } from '../../set/instant.ts';
import { isDue, later, MINUTE } from '../../set/instant.ts';

/** How long a player may go on asking for parts of a film before it counts as looking at it again. */
const ONE_VIEW = 10 * MINUTE;

/** Which openings this process has put on record lately. */
export interface Views {
  /** Whether these parts belong to an opening already on record. */
  isOnRecord(view: string): boolean;
  /** Only once the audit has it: a part must never be given out before its opening is on record. */
  recorded(view: string): void;
}

/**
 * A player asks for a film in dozens of parts: an audit of parts would hide who looked. One sign-in that asks for parts
 * of one file is one opening, recorded before its first part is given out, and recorded again after ten minutes for as
 * long as parts are asked for. Another process, or a restart, records it once more: too often rather than too seldom.
 */
export const keepViews = (clock: Clock): Views => {
  const until = new Map<string, Instant>();
  return {
    isOnRecord: (view) => {
      const ends = until.get(view);
      return ends !== undefined && !isDue(ends, clock.now());
    },
    recorded: (view) => {
      const now = clock.now();
      for (const [one, ends] of until) if (isDue(ends, now)) until.delete(one);
      until.set(view, later(now, ONE_VIEW));
    },
  };
};
