import type { Coverage } from '../set/coverage.ts';
import type { ConversationId, OrganisationId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/** What the last look at each conversation showed, kept in the ledger's database. One organisation a call. */
export interface CoverageKept {
  save(organisation: OrganisationId, coverage: Coverage): Promise<void>;
  all(organisation: OrganisationId): Promise<readonly Coverage[]>;
  /** The policy lists it no more. */
  forget(organisation: OrganisationId, conversation: ConversationId): Promise<void>;
}

/** What is to be said once, whichever process says it, and after whatever restart. */
export interface Once {
  /** True for the first who asks: they say it. Everybody after is told false until it is forgotten. */
  first(organisation: OrganisationId, what: string, subject: string, at: Instant): Promise<boolean>;
  said(organisation: OrganisationId, what: string): Promise<readonly string[]>;
  /** True for one caller only. */
  forget(organisation: OrganisationId, what: string, subject: string): Promise<boolean>;
}

/** Work that comes round, done by one process at a time. */
export interface RegularWork {
  /** Due no later than then. */
  due(organisation: OrganisationId, work: string, at: Instant): Promise<void>;
  /** What is due now. */
  waiting(organisation: OrganisationId, now: Instant): Promise<readonly string[]>;
  /** True for the one whose turn it is; it is then due again at `next`. */
  turn(organisation: OrganisationId, work: string, now: Instant, next: Instant): Promise<boolean>;
}
