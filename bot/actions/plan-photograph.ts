import { withImage } from '../policy/filing.ts';
import type { DaysAhead } from '../policy/series/next-photograph.ts';
import { dueIn, PHOTOGRAPH_DUE } from '../policy/series/next-photograph.ts';
import type { ShiftStart } from '../policy/shifts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { NextPhotograph } from '../set/series.ts';
import type { SeriesPress } from './label-series.ts';

/**
 * When the next photograph is due: with the dressing change in so many days, or not at all. Whether this person may is
 * asked before (policy/series/next-photograph.ts). Throws `change-refused`, where nothing was planned too.
 */
export const planPhotograph =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({
    organisation,
    set,
    image,
    by,
    days,
    shifts,
  }: SeriesPress & {
    readonly days: DaysAhead | 'not-needed';
    readonly shifts?: readonly ShiftStart[];
  }): Promise<ImageSet> => {
    const at = deps.clock.now();
    const next = (was: NextPhotograph | undefined): NextPhotograph => {
      if (days !== 'not-needed') return { dueAt: dueIn(days, at, shifts), by, at };
      if (was === undefined || was.over !== undefined) throw new SafelightError('change-refused');
      return { ...was, over: { at, why: 'not-needed' } };
    };
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored') throw new SafelightError('change-refused');
        return withImage(row, image, (was) => ({
          ...was,
          series: { ...was.series, next: next(was.series?.next) },
        }));
      },
      owes:
        days === 'not-needed'
          ? // It leaves the running list.
            [{ verb: 'remind', subject: 'to-do', dueAt: at }]
          : [{ verb: 'remind', subject: `${PHOTOGRAPH_DUE}:${image}`, dueAt: dueIn(days, at, shifts) }],
      events: [{ kind: 'photograph-planned', at, by, set, image, facts: { days } }],
    });
  };
