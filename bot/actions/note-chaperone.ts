import { isIntimate } from '../policy/consent/case.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Chaperone } from '../set/chaperone.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';

/**
 * Who else was in the room for these intimate pictures (INT-01). Said again, the newer word stands; both are on record.
 * Throws `change-refused` where the set is not in custody or one of them is not intimate.
 */
export const noteChaperone =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly by: PersonId;
    readonly said: Chaperone;
  }): Promise<ImageSet> => {
    const at = deps.clock.now();
    const { organisation, set, images, by, said } = asked;
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        return images.reduce(
          (sofar, image) =>
            withFacts(sofar, image, (was) => {
              if (!isIntimate(was)) throw new SafelightError('change-refused');
              return { ...was, chaperone: { said, by, at } };
            }),
          row,
        );
      },
      events: images.map((image) => ({ kind: 'chaperone-noted', at, by, set, image, facts: { said } })),
    });
  };
