import type { Claim, Duty, NewDuty } from '../set/duty.ts';
import type { AuditEvent, AuditRow } from '../set/event.ts';
import type { ConversationId, LookupHash, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { AlertKind, ImageSet, ReceivedSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { MessagePlace } from '../set/place.ts';
import type { WrappedKey } from '../set/sealed.ts';

/** Facts, duties and audit in one commit; the ledger is the queue (design.md section 6). One organisation a call. */
export interface Ledger {
  /** Begins a set, or finds the one of the same message (tenant, conversation, message): N deliveries are one. */
  receive(first: ReceivedSet, duties: readonly NewDuty[], events: readonly AuditEvent[]): Promise<Received>;
  /** `change.to` is applied to the row as it is now, under its lock. Set, duties, events: all or none. Durable when it returns. */
  change(organisation: OrganisationId, set: SetId, change: Change): Promise<ImageSet>;
  /** Leases what is due, fairly between organisations; skips what another worker holds. */
  claim(worker: string, now: Instant, leaseUntil: Instant, limit: number): Promise<readonly Claim[]>;
  /** Ends a claimed duty whose set is not there, so that nobody claims it again. */
  drop(claim: Claim): Promise<void>;
  read(organisation: OrganisationId, set: SetId): Promise<ImageSet | undefined>;
  /** Newest first, but for a page. */
  find(organisation: OrganisationId, query: SetQuery): Promise<readonly ImageSet[]>;
  /** How many there are of each, without reading one. */
  tally(organisation: OrganisationId): Promise<Tally>;
  /** The organisation's wrapped look-up key; `make` is asked once in the organisation's life. */
  lookupKey(organisation: OrganisationId, make: () => Promise<WrappedKey>): Promise<WrappedKey>;
  readonly audit: AuditTrail;
}
export interface Received {
  readonly set: ImageSet;
  readonly isNew: boolean;
}
export interface Change {
  /** Refused with `stale-claim` unless this claim is still the duty's newest. Absent for what a person pressed. */
  readonly claim?: Claim;
  /** Pure; may throw `change-refused` and the like, which leaves everything as it was. */
  readonly to?: (set: ImageSet) => ImageSet;
  readonly owes?: readonly NewDuty[];
  /** Verbs (and subjects) no longer owed. */
  readonly settles?: readonly { readonly verb: Duty['verb']; readonly subject?: string }[];
  readonly events: readonly AuditEvent[];
  /** The worker is still at it: the claim is kept until then. */
  readonly leaseUntil?: Instant;
  /** What becomes of the claimed duty. Absent: it stays claimed (an intent is recorded before the act). */
  readonly duty?: 'done' | { readonly againAt: Instant; readonly attempts: number };
}
export type SetQuery =
  | { readonly by: 'message'; readonly at: MessagePlace }
  | { readonly by: 'patient'; readonly lookup: LookupHash }
  | { readonly by: 'conversation'; readonly conversation: ConversationId; readonly since: Instant }
  | { readonly by: 'posted'; readonly since: Instant }
  /** What this person posted, the newest alone: asked for in a person's press, so never more than that. */
  | { readonly by: 'poster'; readonly person: PersonId; readonly newest: number }
  /** What this person posted of which a copy is still to be dealt with, or which is not in custody yet. */
  | { readonly by: 'outstanding-of'; readonly person: PersonId }
  /** Unfiled, in custody, its card's time over at that moment: those that have waited longest, never more than that. */
  | { readonly by: 'lapsed-unfiled'; readonly at: Instant; readonly oldest: number }
  /** In custody, with a question this person was asked, or asked themselves: the newest sets alone. */
  | { readonly by: 'asked-of' | 'asked-by'; readonly person: PersonId; readonly newest: number }
  /** With `oldest` or `newest` no more than so many. */
  | { readonly by: Facet | 'all'; readonly oldest?: number; readonly newest?: number }
  /** All of them a page at a time, in the order of their ids: those after that one, no more than so many. */
  | { readonly by: 'page'; readonly after?: SetId; readonly most: number };
/** `outstanding`: with a copy that somebody must still do something about, or not in custody yet. `observed`: in custody. `exceptional`: with urgent care nobody reviewed, or a mis-send nobody dealt with. */
export type Facet = 'unfiled' | 'outstanding' | 'alerting' | 'marked' | 'observed' | 'exceptional';

export interface Tally {
  /** Of those outstanding, the ones in custody. */
  readonly sets: Readonly<Record<Facet, number>>;
  /** Open alerts of each kind. */
  readonly alerts: ReadonlyMap<AlertKind, number>;
}

export interface AuditTrail {
  /** Without a set: a sign-in, a refusal. */
  append(organisation: OrganisationId, events: readonly AuditEvent[]): Promise<void>;
  rows(organisation: OrganisationId, set?: SetId): AsyncIterable<AuditRow>;
  /** What this person has opened since then, newest first, no more than so many. */
  openedBy(
    organisation: OrganisationId,
    person: PersonId,
    since: Instant,
    most: number,
  ): Promise<readonly AuditRow[]>;
  /** The newest row, or row number `at`; undefined where there is none. Proves nothing of the rows before it. */
  row(organisation: OrganisationId, at?: number): Promise<AuditRow | undefined>;
  organisations(): Promise<readonly OrganisationId[]>;
}
