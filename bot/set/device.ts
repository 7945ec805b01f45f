import type { Account } from './account.ts';
import type { DeviceId } from './ids.ts';
import type { Instant } from './instant.ts';

/** A passkey, as the browser gave it when it was made; what signs stays in the phone. */
export interface Credential {
  /** base64url. */
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
}

/** One person's phone for one shift: a full sign-in made it theirs, their passkey opens it again, no longer than `until`. */
export interface BoundDevice {
  readonly id: DeviceId;
  readonly account: Account;
  readonly credential: Credential;
  /** Goes up with every use where the phone counts; a step back means that the passkey was copied. */
  readonly counter: number;
  /** The sign-in with a second factor that all of it rests on. */
  readonly signedInAt: Instant;
  readonly until: Instant;
  readonly boundAt: Instant;
  readonly ended?: { readonly at: Instant; readonly why: DeviceEnd };
}

/** `replaced`: bound anew, or somebody else signed in on it. `copied`: its counter went back. */
export type DeviceEnd = 'signed-out' | 'lost' | 'replaced' | 'copied';
