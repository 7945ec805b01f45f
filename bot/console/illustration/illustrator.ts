import { errorWords } from '../../../cards/text.ts';
import type { OrganisationPolicy } from '../../policy/conversations.ts';
import { ROLES } from '../../policy/roles.ts';
import type { Account } from '../../set/account.ts';
import type { Reply } from '../../viewer/http/asked.ts';
import { messagePage } from '../../viewer/message-page.ts';
import type { Room } from '../../viewer/room.ts';
import { homeOf } from '../../viewer/who.ts';

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
export const refuseReview = async (
  room: Pick<Room, 'policy' | 'ledger' | 'clock'>,
  account: Account,
): Promise<Reply> => {
  const home = homeOf(room.policy, account);
  if (home !== undefined)
    await room.ledger.audit.append(home, [
      { kind: 'open-refused', at: room.clock.now(), by: account.person, facts: { code: 'illustration' } },
    ]);
  return messagePage(404, errorWords['not-allowed'], account);
};
