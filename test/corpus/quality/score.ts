import { judge } from '../../../bot/policy/quality.js';
import { FLAWS, type Flaw } from '../../../bot/set/quality.ts';
import type { Labelled } from './label-set.ts';

export type Verdict = Flaw | 'fine';
export const VERDICTS: readonly Verdict[] = ['fine', ...FLAWS];

/** What a person is told: the gravest flaw alone, or nothing. */
export const saidOf = ({ measures }: Pick<Labelled, 'measures'>, purpose: 'extent' | 'diagnosis'): Verdict =>
  judge(measures, purpose)[0] ?? 'fine';

export interface Score {
  readonly verdict: Verdict;
  /** Pictures that have it, that were said to have it, and both. */
  readonly are: number;
  readonly said: number;
  readonly right: number;
}

export const scoreOf = (all: readonly Labelled[], purpose: 'extent' | 'diagnosis'): readonly Score[] => {
  const counted = all.flatMap((one) => {
    const is = one.grade[purpose] ?? 'fine';
    return is === 'either' ? [] : [{ is, said: saidOf(one, purpose) }];
  });
  return VERDICTS.map((verdict) => ({
    verdict,
    are: counted.filter(({ is }) => is === verdict).length,
    said: counted.filter(({ said }) => said === verdict).length,
    right: counted.filter(({ is, said }) => is === verdict && said === verdict).length,
  }));
};

/** 0 to 1; of nothing, nothing was wrong. */
export const precisionOf = ({ right, said }: Score): number => (said === 0 ? 1 : right / said);
export const recallOf = ({ right, are }: Score): number => (are === 0 ? 1 : right / are);
