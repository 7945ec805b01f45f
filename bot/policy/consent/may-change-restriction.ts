import { ROLES } from '../roles.ts';
import type { Account } from '../../set/account.ts';
import { samePerson } from '../../set/ids.ts';
import type { Restriction } from '../../set/restriction.ts';

/** `extend`: one more person may see it. `lift`: it is open again to whoever else may open the set. */
export type RestrictionChange = 'extend' | 'lift';

/**
 * Who may change a restriction that stands. Those named to see it know the picture, and information governance, who
 * never sees it, mends what nobody named can (they have left, or named nobody). What the patient refused is for two
 * people to decide (actions/decide-declined.ts); what may be evidence, and what a restore lost, is opened by information
 * governance alone.
 */
export const mayChangeRestriction = (
  restriction: Restriction,
  account: Pick<Account, 'person' | 'roles'>,
  change: RestrictionChange,
): boolean => {
  const governs = account.roles.includes(ROLES.informationGovernance);
  const isNamed = restriction.viewers.some((one) => samePerson(one, account.person));
  switch (restriction.why) {
    // Two people agree, or do not (actions/confirm-intimate.ts): nobody names others before that.
    case 'unconfirmed':
    case 'declined':
      return false;
    case 'restored':
      return governs;
    case 'forensic':
      return governs || (isNamed && change === 'extend');
    case 'intimate':
    case 'child':
    case 'injury':
      return governs || isNamed;
  }
};
