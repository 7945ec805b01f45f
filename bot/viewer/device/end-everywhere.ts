import type { Account } from '../../set/account.ts';
import type { AuditEvent } from '../../set/event.ts';
import type { BoundDevice } from '../../set/device.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { OrganisationId, PersonId } from '../../set/ids.ts';
import { DAY, later } from '../../set/instant.ts';
import type { Room } from '../room.ts';
import { recordOf } from '../sign-in.ts';
import { homeOf, organisationsToSearch } from '../who.ts';

type EndRoom = Pick<Room, 'devices' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'log' | 'alerts'>;

const LOOKED_BACK = 30 * DAY;
/** Of each organisation the newest: the audit holds the rest. */
export const MOST_LISTED = 200;

/** What somebody who lost a phone is told: what was ended, and what was opened, on which phone. */
export interface Lost {
  readonly account: Account;
  readonly sessions: number;
  readonly phones: number;
  /** Of the last thirty days, ended ones too, newest first. */
  readonly bound: readonly BoundDevice[];
  readonly opened: readonly (AuditEvent & { readonly organisation: OrganisationId })[];
}

/**
 * Ends every session and every phone of one person, at once and everywhere: pages that are open hear of it within
 * seconds (standing.ts). Ended first and recorded after: nothing may keep a lost phone open. Information governance
 * reads it in the audit and on the console, and is alerted.
 */
export const endEverywhere = async (room: EndRoom, account: Account, by: PersonId): Promise<Lost> => {
  const now = room.clock.now();
  const { person } = account;
  const phones = await room.devices.end(person, now, 'lost');
  // Those on the phones went with them; what is counted is what is left of open sign-ins elsewhere.
  const sessions = await room.sessions.endAllOf(person);
  await recordOf(room, { ...account, person: by }, 'phone-lost', {
    of: person.oid,
    sessions,
    phones: phones.length,
  });
  const home = homeOf(room.policy, account);
  if (home !== undefined) tell(room, home);
  const since = later(now, -LOOKED_BACK);
  const opened = await Promise.all(
    organisationsToSearch(room.policy, account).map(async (organisation) =>
      (await room.ledger.audit.openedBy(organisation, person, since, MOST_LISTED)).map(({ event }) => ({
        ...event,
        organisation,
      })),
    ),
  );
  return {
    ...{ account, sessions, phones: phones.length },
    bound: await room.devices.list({ person, since }),
    opened: opened.flat().sort((a, b) => b.at.localeCompare(a.at)),
  };
};

/** An alert that is not told must not keep a phone from being ended: it is in the audit, and on the console. */
const tell = (room: EndRoom, organisation: OrganisationId): void => {
  const alert = { what: 'phone-lost', organisation, since: room.clock.now(), state: 'raised' } as const;
  room.alerts?.raise(alert).catch((thrown: unknown) => {
    room.log.error({ code: asSafelightError(thrown).code }, 'a lost phone was not told');
  });
};
