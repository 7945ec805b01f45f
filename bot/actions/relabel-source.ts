import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ModeOfCapture } from '../set/capture.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { ReviewPress } from './review-image.ts';
import { reviewing } from './review-image.ts';

/** A better source label than its taker gave (META-08): shown in the place of theirs, which stays on record. */
export const relabelSource =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({
    organisation,
    set,
    image,
    by,
    mode,
  }: ReviewPress & { readonly mode: ModeOfCapture }): Promise<ImageSet> => {
    const at = deps.clock.now();
    return deps.ledger.change(organisation, set, {
      to: reviewing(image, (was) => ({ ...was, source: { mode, by, at } })),
      // The note beside it in the record says whose photograph it is (META-09).
      owes: [{ verb: 'file', subject: image, dueAt: at }],
      events: [{ kind: 'source-relabelled', at, by, set, image, facts: { mode } }],
    });
  };
