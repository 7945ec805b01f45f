import type { DeviceId, PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Who signed in, as the identity provider vouched for them. */
export interface Account {
  readonly person: PersonId;
  readonly name: string;
  readonly roles: readonly string[];
  /** True only where the provider says more than one factor was used. */
  readonly mfa: boolean;
  /** The tenant marks the account as a guest, or it is a personal account. */
  readonly guest: boolean;
}

/** A signed-in session of the viewer: idle 5 minutes, absolute 30 (issue A part 6). */
export interface Session {
  readonly id: string;
  readonly account: Account;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  /** The bound phone it is open on: begun there by its passkey, or by the sign-in that bound it. */
  readonly device?: DeviceId;
}
