import type { Account, Session } from '../set/account.ts';
import type { Instant } from '../set/instant.ts';

/** Viewer sessions, server-side so that they can be ended at once. The browser holds only a random id. */
export interface Sessions {
  begin(account: Account, now: Instant): Promise<Session>;
  /** The session, its `seenAt` moved to `now`; undefined once idle or absolute time is over, or it was ended. */
  touch(id: string, now: Instant): Promise<Session | undefined>;
  /** The same, nothing moved: a page that asks by itself must not keep a session alive. */
  look(id: string, now: Instant): Promise<Session | undefined>;
  end(id: string): Promise<void>;
  /** Everybody signs in anew: a database restored from a backup may hold sessions that were ended. */
  endAll(): Promise<void>;
}
