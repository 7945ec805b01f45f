import type { OrganisationPolicy } from '../../policy/conversations.ts';
import { ROLES } from '../../policy/roles.ts';
import type { Account } from '../../set/account.ts';
import type { Reply } from '../../viewer/http/asked.ts';
import type { Room } from '../../viewer/room.ts';
import { homeOf } from '../../viewer/who.ts';
import { refuse } from '../governed.ts';

/** The one organisation whose pictures this person reviews: their own, and only with the role and a second factor. */
export const illustratedBy = (
  { policy }: Pick<Room, 'policy'>,
  account: Account,
): OrganisationPolicy | undefined => {
  if (!account.roles.includes(ROLES.illustration) || !account.mfa) return undefined;
  const home = homeOf(policy, account);
  const found = policy.organisations.find((one) => one.id === home);
  return found !== undefined && account.roles.some((role) => found.refusedRoles.includes(role))
    ? undefined
    : found;
};

/** Whoever leads it sees where training may help; no other illustrator does. */
export const leads = ({ illustration }: OrganisationPolicy, account: Account): boolean =>
  illustration?.lead === account.person.oid;

/** The same page as for what is not there. */
export const refuseReview = (
  room: Pick<Room, 'policy' | 'ledger' | 'clock'>,
  account: Account,
): Promise<Reply> => refuse(room, account, 'illustration');
