import type { ConversationId, OrganisationId, SetId } from '../set/ids.ts';
import type { AlertKind } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { PartAlertKind } from '../set/part-alert.ts';

/** Tells people outside the chat. Carries no patient detail: what, which organisation, which set, since when. */
export interface Alerts {
  raise(alert: RaisedAlert): Promise<void>;
}
export interface RaisedAlert {
  readonly what: AlertKind | PartAlertKind;
  readonly organisation: OrganisationId;
  /** Absent where it is about a part of Safelight, or about a conversation as a whole. */
  readonly set?: SetId;
  readonly conversation?: ConversationId;
  readonly since: Instant;
  readonly state: 'raised' | 'still-open' | 'closed';
}
