import type { MessageId, PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { later, MINUTE } from '../../set/instant.ts';
import type { Place } from '../../set/place.ts';
import { openNote, sealNote } from '../sealed-note.ts';

/** For whom a photograph may be taken, and where its card goes. Who presses is proved again when it is used. */
export interface Ticket {
  readonly place: Place;
  /** The thread's root post, where the page was opened from one. */
  readonly root?: MessageId;
  readonly person: PersonId;
  readonly until: Instant;
}

/** Time enough to open the page; a capture that was begun goes on without it. */
export const TICKET_MS = 15 * MINUTE;

const PURPOSE = 'safelight/capture-ticket/1';

/** Safe in an address: it says nothing to anybody but us. `key` is the server's own (`Room.cookieKey`). */
export const sealTicket = (ticket: Omit<Ticket, 'until'>, now: Instant, key: Uint8Array): string => {
  const sealed: Ticket = { ...ticket, until: later(now, TICKET_MS) };
  return sealNote(PURPOSE, sealed, key);
};

/** Undefined for anything but our own ticket within its time: the person then chooses the conversation. */
export const openTicket = (
  text: string | null | undefined,
  now: Instant,
  key: Uint8Array,
): Ticket | undefined => {
  const ticket = openNote(PURPOSE, text, key) as Ticket | undefined;
  return ticket !== undefined && ticket.until > now ? ticket : undefined;
};
