import { CODE_SHIFTS, type MarkFit, shiftsOf } from '../set/mark-code.ts';

/** Of one pattern of the code: what fits better than this says no more, so that a few alone never name anybody. */
const MOST = 4;
/** How often, of all the times it is asked, chance alone may name somebody. */
const CHANCE = 1e-6;
/** However short the list, no less: in standard deviations. */
const LEAST = 6.5;

export interface Candidate<T> {
  readonly code: Uint8Array;
  readonly is: T;
}
export interface Naming<T> {
  /** Absent: nobody fits well enough, or two do. Then nobody is named. */
  readonly named?: T;
  /** Standard deviations of chance by which the best of the list fits, and what was needed. */
  readonly score: number;
  readonly next: number;
  readonly threshold: number;
}

/** The longer the list, the better must one fit (a Gaussian tail, bounded from above). */
export const thresholdFor = (candidates: number): number =>
  Math.max(LEAST, Math.sqrt(2 * Math.log(Math.max(1, candidates) / CHANCE)));

const scoreOf = (fit: MarkFit, code: Uint8Array): number => {
  let sum = 0;
  for (const [at, shift] of shiftsOf(code).entries()) sum += Math.min(MOST, fit[at]?.[shift] ?? 0);
  return sum / Math.sqrt(CODE_SHIFTS);
};

/** Whose opening a picture's mark stands for, among those that were; it does not guess. */
export const nameViewer = <T>(fit: MarkFit, candidates: readonly Candidate<T>[]): Naming<T> => {
  let best: Candidate<T> | undefined;
  let [score, next] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of candidates) {
    const its = scoreOf(fit, one.code);
    if (its > score) [best, next, score] = [one, score, its];
    else if (its > next) next = its;
  }
  const threshold = thresholdFor(candidates.length);
  return best !== undefined && score >= threshold && next < threshold
    ? { named: best.is, score, next, threshold }
    : { score, next, threshold };
};
