import { factsOf } from '../policy/consent/facts-of.ts';
import { withImage } from '../policy/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { SaidTaken } from '../set/said-taken.ts';

/**
 * Who took these pictures, when and how, said afterwards (META-04); the record's own note follows. Said again, the newer
 * word stands. Throws `change-refused` of what was taken with Safelight: that is known, and nobody says it otherwise.
 */
export const sayTaken =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly by: PersonId;
    readonly said: Pick<SaidTaken, 'taker' | 'mode' | 'when'>;
  }): Promise<ImageSet> => {
    const at = deps.clock.now();
    const { organisation, set, images, by, said } = asked;
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        return images.reduce(
          (sofar, image) =>
            withImage(sofar, image, (was) => {
              if (factsOf(was).capture !== undefined) throw new SafelightError('change-refused');
              return { ...was, saidTaken: { ...said, by, at } };
            }),
          row,
        );
      },
      owes: images.map((image) => ({ verb: 'file', subject: image, dueAt: at })),
      events: images.map((image) => ({ kind: 'taken-said', at, by, set, image, facts: { ...said } })),
    });
  };
