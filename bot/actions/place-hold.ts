import { factsOf } from '../policy/consent/facts-of.ts';
import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';

type Asked = { readonly organisation: OrganisationId; readonly set: SetId; readonly account: Account };
interface Deps {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * A legal hold on the whole set: nothing of it is disposed of while it stands, whatever its date (INT-08, invariant 8).
 * By information governance, and by whoever a picture of it that may be evidence is restricted to: keeping longer harms
 * nobody, and tomorrow may be too late. Placed twice is once. Throws `not-allowed`.
 */
export const placeHold =
  ({ ledger, clock }: Deps) =>
  async ({ organisation, set, account }: Asked): Promise<ImageSet> => {
    const now = clock.now();
    const before = stored(await ledger.read(organisation, set));
    if (!mayHold(before, account)) throw new SafelightError('not-allowed');
    if (before.hold !== undefined) return before;
    return ledger.change(organisation, set, {
      to: (row) => {
        const { hold = { since: now, by: account.person }, ...rest } = stored(row);
        return { ...rest, hold };
      },
      events: [{ kind: 'hold-placed', at: now, by: account.person, set }],
    });
  };

/** Information governance alone ends it: what waited for it goes on by itself. Throws `not-allowed`, `change-refused`. */
export const liftHold =
  ({ ledger, clock }: Deps) =>
  async ({ organisation, set, account }: Asked): Promise<ImageSet> => {
    const now = clock.now();
    if (!governs(account)) throw new SafelightError('not-allowed');
    return ledger.change(organisation, set, {
      to: (row) => {
        const { hold, ...rest } = stored(row);
        if (hold === undefined) throw new SafelightError('change-refused');
        return rest;
      },
      events: [{ kind: 'hold-lifted', at: now, by: account.person, set }],
    });
  };

export const mayHold = (set: StoredSet, account: Account): boolean =>
  governs(account) ||
  set.images.some((image) => {
    const { restriction } = factsOf(image);
    return (
      restriction?.keepWhole === true && restriction.viewers.some((one) => samePerson(one, account.person))
    );
  });

const governs = ({ roles }: Account): boolean => roles.includes(ROLES.informationGovernance);

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};
