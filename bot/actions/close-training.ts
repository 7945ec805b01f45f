import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { ReviewPress } from './review-image.ts';
import { reviewing } from './review-image.ts';

/** Whoever leads Medical Illustration has seen to it (QUAL-06). Throws `change-refused` where nothing was suggested. */
export const closeTraining =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({ organisation, set, image, by }: ReviewPress): Promise<ImageSet> => {
    const at = deps.clock.now();
    return deps.ledger.change(organisation, set, {
      to: reviewing(image, (was) => {
        if (was.training === undefined || was.training.closedAt !== undefined)
          throw new SafelightError('change-refused');
        return { ...was, training: { ...was.training, closedAt: at } };
      }),
      events: [{ kind: 'training-closed', at, by, set, image }],
    });
  };
