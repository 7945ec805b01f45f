import type { OrganisationPolicy, Policy } from '../policy/conversations.ts';
import type { ChatWatch } from '../ports/chat-watch.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Subscriptions, Watching } from '../ports/watching.ts';
import type { SafelightError } from '../set/errors.ts';
import type { ConversationId } from '../set/ids.ts';
import { MINUTE } from '../set/instant.ts';
import type { Doorbell, Place } from '../set/place.ts';

/** What the sweep works with. */
export interface SweepRoom {
  readonly chat: ChatWatch;
  readonly watching: Watching;
  readonly subscriptions: Subscriptions;
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly clock: Clock;
  /** `receive`: what the sweep finds rings the same bell as an activity. */
  readonly rang: (bell: Doorbell) => Promise<void>;
  /** Another conversation of the same team, from the way one of them is reached. */
  readonly placeLike: (known: Place, conversation: ConversationId) => Place;
  /** Where change notifications can reach us; absent where nobody outside can. */
  readonly ear?: string;
  /** In [0, 1): spreads sweeps. */
  readonly random: () => number;
  readonly tell: (note: SweepNote) => void;
}

/** Counts and codes only. */
export type SweepNote =
  | { readonly what: 'swept'; readonly found: number; readonly missed: number; readonly older: number }
  | {
      readonly what: 'not-swept' | 'not-listed' | 'not-subscribed' | 'not-told';
      readonly error: SafelightError;
    };

export type Organisation = OrganisationPolicy;

/** A conversation in which nobody says anything is looked at so often, all the same. */
export const SWEEP_EVERY = 5 * MINUTE;
