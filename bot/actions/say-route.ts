import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { CameBy } from '../set/risk.ts';

/**
 * How a picture came before it was here (RISK-05 to RISK-08). Said again, the newer word stands; both are on record.
 * Throws `change-refused` where it is not in custody.
 */
export const sayRoute =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
    readonly route: CameBy;
  }): Promise<ImageSet> => {
    const at = deps.clock.now();
    const { organisation, set, by, route } = asked;
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored') throw new SafelightError('change-refused');
        return { ...row, cameBy: { route, by, at } };
      },
      events: [{ kind: 'route-said', at, by, set, facts: { route } }],
    });
  };
