import { errorWords } from '../../cards/text.ts';
import type { OrganisationPolicy } from '../policy/conversations.ts';
import { ROLES } from '../policy/roles.ts';
import type { Account } from '../set/account.ts';
import type { Reply } from '../viewer/http/asked.ts';
import { messagePage } from '../viewer/message-page.ts';
import type { Room } from '../viewer/room.ts';
import { homeOf } from '../viewer/who.ts';

/** The one organisation whose console this person sees: their own, and only with the role. */
export const governed = (
  { policy }: Pick<Room, 'policy'>,
  account: Account,
): OrganisationPolicy | undefined => {
  if (!account.roles.includes(ROLES.informationGovernance)) return undefined;
  const home = homeOf(policy, account);
  return policy.organisations.find((one) => one.id === home);
};

/** The same page as for what is not there; on record with what they asked for. */
export const refuse = async (
  room: Pick<Room, 'policy' | 'ledger' | 'clock'>,
  account: Account,
  code: 'console' | 'illustration' = 'console',
): Promise<Reply> => {
  const home = homeOf(room.policy, account);
  if (home !== undefined)
    await room.ledger.audit.append(home, [
      { kind: 'open-refused', at: room.clock.now(), by: account.person, facts: { code } },
    ]);
  return messagePage(404, errorWords['not-allowed'], account);
};
