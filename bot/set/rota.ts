import type { OnCallRoleId } from './ids.ts';
import type { Instant } from './instant.ts';

/** One turn on call, its end not counted. People (object ids of the own tenant) in order: first, then the next. */
export interface DatedTurn {
  readonly from: Instant;
  readonly to: Instant;
  readonly people: readonly string[];
}

/** Every week on these days, by the ward's clock: minutes after midnight. One that ends no later than it begins goes on into the next day. */
export interface WeeklyTurn {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly people: readonly string[];
}

/** Who is on call when. A dated turn goes before a weekly one. */
export interface Rota {
  readonly dated: readonly DatedTurn[];
  readonly weekly: readonly WeeklyTurn[];
  /** Nobody has said anything of what comes after. */
  readonly until?: Instant;
}

/** Where a role's rota stands: in the policy file itself, in a file, or at an https address. */
export type RotaSource =
  | { readonly kind: 'inline'; readonly rota: Rota }
  | { readonly kind: 'file'; readonly path: string; readonly until?: Instant }
  | { readonly kind: 'https'; readonly url: string; readonly until?: Instant };

/** A role that somebody holds at every hour, as the policy file names it. */
export interface OnCallRole {
  readonly id: OnCallRoleId;
  /** As people say it, e.g. `plastic surgery registrar`. */
  readonly name: string;
  /** The number to ring. */
  readonly ring: string;
  readonly rota: RotaSource;
}

/** What was read of it. `readAt`: when it was last read well; older than now where it cannot be read at the moment. */
export type RotaRead =
  { readonly rota: Rota; readonly readAt: Instant } | { readonly rota: 'missing' | 'unreadable' };

/** Why nobody is on call. */
export type RotaGap = 'missing' | 'expired' | 'gap' | 'unreadable';
