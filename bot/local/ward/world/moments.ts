import type { Moment } from '../page-contract.ts';

/** What happened when; kept in memory only, the newest so many. */
export interface Moments {
  note(moment: Omit<Moment, 'at'>): void;
  all(): readonly Moment[];
}

const KEPT = 20_000;

export const openMoments = (now: () => number): Moments => {
  const kept: Moment[] = [];
  return {
    note(moment) {
      kept.push({ at: now(), ...moment });
      if (kept.length > KEPT) kept.splice(0, kept.length - KEPT);
    },
    all: () => kept,
  };
};
