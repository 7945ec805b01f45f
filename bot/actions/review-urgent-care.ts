import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { UrgentCare } from '../set/urgent-care.ts';

/**
 * Information governance has looked at one use of "Urgent care": proper, or to follow up. Never one's own. Throws
 * `not-allowed`, `second-person-needed`, and `change-refused` where it is not there or has been reviewed.
 */
export const reviewUrgentCare =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly account: Account;
    /** Which of the set's: when it began. */
    readonly began: string;
    readonly as: NonNullable<UrgentCare['reviewed']>['as'];
  }): Promise<void> => {
    const { organisation, set, account, began, as } = asked;
    if (!account.roles.includes(ROLES.informationGovernance)) throw new SafelightError('not-allowed');
    const now = deps.clock.now();
    await deps.ledger.change(organisation, set, {
      to: (row) => reviewed(row, account, began, as, now),
      owes: [
        { verb: 'alarm', subject: 'urgent-care-unreviewed', dueAt: now },
        { verb: 'alarm', subject: 'urgent-care-often', dueAt: now },
      ],
      events: [{ kind: 'urgent-care-reviewed', at: now, by: account.person, set, facts: { as, began } }],
    });
  };

const reviewed = (
  row: ImageSet,
  { person }: Account,
  began: string,
  as: NonNullable<UrgentCare['reviewed']>['as'],
  at: Instant,
): ImageSet => {
  const found = row.state === 'stored' ? row.urgentCare?.find((one) => one.at === began) : undefined;
  if (row.state !== 'stored' || found === undefined || found.reviewed !== undefined)
    throw new SafelightError('change-refused');
  if (samePerson(found.by, person)) throw new SafelightError('second-person-needed');
  return {
    ...row,
    urgentCare: (row.urgentCare ?? []).map((one) =>
      one === found ? { ...one, reviewed: { by: person, at, as } } : one,
    ),
  };
};
