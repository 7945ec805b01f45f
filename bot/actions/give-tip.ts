import { nextTipAt } from '../policy/illustration/tips.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Tip } from '../set/review.ts';
import type { ReviewPress } from './review-image.ts';
import { reviewing } from './review-image.ts';

/** Of a poster's newest sets: more than anybody posts between two tips. */
export const POSTERS_SETS = 60;

/**
 * A kind tip for whoever took it, and nobody else (QUAL-04): it joins their running list, now if they are at work, else
 * in the shift in which they next post. Throws `change-refused` while the last one is younger than a week.
 */
export const giveTip =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({ organisation, set, image, by, tip }: ReviewPress & { readonly tip: Tip }): Promise<ImageSet> => {
    const at = deps.clock.now();
    const row = await deps.ledger.read(organisation, set);
    if (row?.state !== 'stored') throw new SafelightError('change-refused');
    const sets = await deps.ledger.find(organisation, {
      by: 'poster',
      person: row.poster,
      newest: POSTERS_SETS,
    });
    const stored = sets.filter((one): one is StoredSet => one.state === 'stored');
    if (nextTipAt(stored, at) !== undefined) throw new SafelightError('change-refused');
    return deps.ledger.change(organisation, set, {
      to: reviewing(image, (was) => ({ ...was, tip: { tip, by, at } })),
      owes: [{ verb: 'remind', subject: 'to-do', dueAt: at }],
      events: [{ kind: 'tip-given', at, by, set, image, facts: { tip } }],
    });
  };
