import type { OrganisationId, SetId } from '../set/ids.ts';
import type { AlertKind } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/** Tells people outside the chat. Carries no patient detail: what, which organisation, which set, since when. */
export interface Alerts {
  raise(alert: RaisedAlert): Promise<void>;
}
export interface RaisedAlert {
  readonly what: AlertKind;
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly since: Instant;
  readonly state: 'raised' | 'still-open' | 'closed';
}
