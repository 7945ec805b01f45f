import type { Account, Session } from '../set/account.ts';
import type { BoundDevice } from '../set/device.ts';
import type { PersonId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

export type OnDevice = Pick<BoundDevice, 'id' | 'until'>;

/** Viewer sessions, server-side so that they can be ended at once. The browser holds only a random id. */
export interface Sessions {
  /** `on`: a bound phone; the session ends with it, and no later than its time. */
  begin(account: Account, now: Instant, on?: OnDevice): Promise<Session>;
  /** The session, its `seenAt` moved to `now`; undefined once idle or absolute time is over, or it was ended. */
  touch(id: string, now: Instant): Promise<Session | undefined>;
  /** The same, nothing moved: a page that asks by itself must not keep a session alive. */
  look(id: string, now: Instant): Promise<Session | undefined>;
  end(id: string): Promise<void>;
  /** Who has one at that moment, each person once. */
  signedIn(now: Instant): Promise<readonly Account[]>;
  /** Everywhere this person is signed in; says how many that were. */
  endAllOf(person: PersonId): Promise<number>;
  /** Everybody signs in anew: a database restored from a backup may hold sessions that were ended. */
  endAll(): Promise<void>;
}
