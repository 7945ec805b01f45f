import { withImage } from '../policy/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { SeriesPress } from './label-series.ts';

/** The others of the series are compared with this one, until another is pinned. Throws `change-refused`. */
export const pinBaseline =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({ organisation, set, image, by }: SeriesPress): Promise<ImageSet> => {
    const at = deps.clock.now();
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored') throw new SafelightError('change-refused');
        return withImage(row, image, (was) => ({ ...was, series: { ...was.series, baseline: { by, at } } }));
      },
      events: [{ kind: 'baseline-pinned', at, by, set, image }],
    });
  };
