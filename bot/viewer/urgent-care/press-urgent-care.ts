import { errorWords } from '../../../cards/text.ts';
import { urgentCareWords } from '../../../cards/text/urgent-care.ts';
import { breakGlass } from '../../actions/break-glass.ts';
import { mayUseUrgentCare, URGENT_CARE_REASONS } from '../../policy/urgent-care.ts';
import type { Account } from '../../set/account.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { UrgentCareReason } from '../../set/urgent-care.ts';
import { lookUp } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import type { Room } from '../room.ts';
import { homeOf, rulesOf } from '../who.ts';
import { urgentCarePage } from './urgent-care-page.ts';

type UrgentRoom = Pick<Room, 'ledger' | 'keys' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>;

/** `GET /sets/:id/urgent-care`: the same page whatever stands behind the id, for whoever may break the glass at all. */
export const showUrgentCare =
  (room: UrgentRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    return homeAllowing(room, account) === undefined
      ? messagePage(404, errorWords['not-allowed'], account)
      : urgentCarePage(account, pathOf(asked));
  };

/** `POST /sets/:id/urgent-care`: opens for fifteen minutes. What is not there and what stays closed answer alike. */
export const pressUrgentCare =
  (room: UrgentRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const home = homeAllowing(room, account);
    if (home === undefined) return messagePage(404, errorWords['not-allowed'], account);
    const reason = URGENT_CARE_REASONS.find((one) => one === asked.form.get('reason'));
    if (reason === undefined) return messagePage(400, errorWords['bad-request'], account);
    const found = await lookUp(room, asked, 'picture');
    if (found?.answer.allowed === true) return redirect(`/sets/${found.set.id}`);
    if (found === undefined) return refused(room, account, home);
    return broken(room, asked, home, reason, found);
  };

const broken = async (
  room: UrgentRoom,
  { session: { account } }: SignedIn,
  home: OrganisationId,
  reason: UrgentCareReason,
  { set, failure }: { readonly set: ImageSet; readonly failure?: unknown },
): Promise<Reply> => {
  try {
    await breakGlass(room)({
      ...{ organisation: set.organisation, set: set.id, account, home, reason },
      rules: rulesOf(room.policy, set.organisation),
      rosterUnreachable: failure !== undefined,
    });
  } catch (thrown) {
    if (asSafelightError(thrown).code !== 'not-allowed') throw thrown;
    return refused(room, account, home, set);
  }
  room.poke();
  return redirect(`/sets/${set.id}`);
};

/** On record before it is said, and never which of the two it was. */
const refused = async (
  room: UrgentRoom,
  account: Account,
  home: OrganisationId,
  set?: ImageSet,
): Promise<Reply> => {
  const event = {
    kind: 'open-refused',
    at: room.clock.now(),
    by: account.person,
    facts: { code: 'urgent-care' },
  } as const;
  await room.ledger.audit.append(set?.organisation ?? home, [
    set === undefined ? event : { ...event, set: set.id },
  ]);
  return messagePage(404, urgentCareWords.refused, account);
};

const homeAllowing = ({ policy }: UrgentRoom, account: Account): OrganisationId | undefined => {
  const home = homeOf(policy, account);
  return home !== undefined && mayUseUrgentCare(account, home, rulesOf(policy, home)) ? home : undefined;
};

const pathOf = ({ params }: SignedIn): string =>
  `/sets/${encodeURIComponent(params['id'] ?? '')}/urgent-care`;
