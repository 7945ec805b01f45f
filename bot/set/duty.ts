import type { DutyId, OrganisationId, SetId } from './ids.ts';
import type { Instant } from './instant.ts';

/** One thing owed. The table of what makes each owed, and what follows, is bot/lifecycle.ts. */
export type Verb =
  | 'ingest'
  | 'remove'
  | 'card'
  | 'reread'
  | 'render'
  | 'look'
  | 'name'
  | 'redraw'
  | 'file'
  | 'settle'
  | 'opinion'
  | 'escalate'
  | 'remind'
  | 'alarm'
  | 'dispose';

/** A row of work, unique by (set, verb, subject). */
export interface Duty {
  readonly id: DutyId;
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly verb: Verb;
  /** The copy, image or time slot it is about; empty for the whole set. */
  readonly subject: string;
  readonly dueAt: Instant;
  readonly attempts: number;
  /** When it first became owed: limits in time count from here. */
  readonly owedSince: Instant;
}

/**
 * Owed again when already owed: the earlier due time wins and attempts start anew. Owed again while a worker holds
 * it: it is done once more after that worker finishes, for the worker may have looked before the fact changed.
 * In one commit the claimed duty is finished first, then what it owes is added.
 */
export interface NewDuty {
  readonly verb: Verb;
  readonly subject?: string;
  readonly dueAt: Instant;
  /** Claimed in the very commit that makes it owed, as the first claim of it; nothing where it was owed already. */
  readonly leased?: Lease;
}
export interface Lease {
  readonly id: DutyId;
  readonly worker: string;
  readonly until: Instant;
}

/** A duty claimed by one worker: `fence` goes up with every claim, and a save with an old one is refused. */
export interface Claim extends Duty {
  readonly fence: number;
}

/** Subject of a `card` owed for a set that the ledger had lost: one may stand already, and is looked for first. */
export const CARD_MAY_STAND = 'may-stand';
