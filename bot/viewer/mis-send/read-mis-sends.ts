import { ROLES } from '../../policy/roles.ts';
import { opensOf } from '../../policy/opens.ts';
import type { OpenedBy } from '../../policy/opens.ts';
import type { Account } from '../../set/account.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { AuditEvent } from '../../set/event.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { admit, lookUp } from '../admit.ts';
import type { Named } from '../consent/members.ts';
import { membersOf } from '../consent/members.ts';
import type { Reply, SignedIn } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { namedInUrgentCare } from '../urgent-care/named-in-urgent-care.ts';
import { refusalPage } from '../show-set.ts';

export type MisSendRoom = Pick<
  Room,
  'keys' | 'ledger' | 'chat' | 'names' | 'policy' | 'clock' | 'log' | 'poke'
>;

/** What this person may do about a set that went wrong. */
export interface Concern {
  readonly set: StoredSet;
  readonly account: Account;
  /** May open the pictures, or watches over them: may say that it went wrong, and sees who opened it. */
  readonly sees: boolean;
  /** May open the pictures themselves. */
  readonly opens: boolean;
}

/**
 * Whoever may open it, information governance, whoever said that it went wrong, and whoever was told: the last two keep
 * their page after the pictures have closed to them. Everybody else is refused as everywhere.
 */
export const concernOf = async (room: MisSendRoom, asked: SignedIn): Promise<Concern | Reply> => {
  const { account } = asked.session;
  const governs =
    account.roles.includes(ROLES.informationGovernance) && !account.roles.includes(ROLES.clinician);
  const found = await lookUp(room, asked, governs ? 'receipt' : 'picture');
  if (found?.set.state === 'stored') {
    const { set, answer } = found;
    const sees = answer.allowed && (!governs || answer.as === 'information-governance');
    if (sees) return { set, account, sees, opens: !governs };
    if (isParty(set, account)) return { set, account, sees: false, opens: false };
  }
  const admission = await admit(room)(asked, 'picture');
  return refusalPage(admission.open ? { open: false, why: 'not-allowed' } : admission, account);
};

const isParty = ({ misSends }: StoredSet, { person, mfa }: Account): boolean =>
  mfa &&
  (misSends ?? []).some(
    (one) => samePerson(one.by, person) || one.told.some((told) => samePerson(told.person, person)),
  );

/** Who opened the set's pictures, from its audit, and what members of the conversation are called. */
export const readOpens = async (
  room: Pick<Room, 'ledger' | 'names' | 'keys' | 'log'>,
  set: StoredSet,
): Promise<{ readonly opens: readonly OpenedBy[]; readonly members: readonly Named[] }> => {
  const events: AuditEvent[] = [];
  for await (const { event } of room.ledger.audit.rows(set.organisation, set.id)) events.push(event);
  const members = await membersOf(room, set).catch((thrown: unknown) => {
    room.log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'members could not be asked');
    return [];
  });
  return { opens: opensOf(events), members: [...members, ...(await namedInUrgentCare(room, set))] };
};
