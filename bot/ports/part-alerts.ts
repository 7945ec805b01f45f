import type { OrganisationId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { PartAlert, PartAlertKind } from '../set/part-alert.ts';

/** Open alerts of parts, kept in the ledger's database so that every process knows of them. One organisation a call. */
export interface PartAlerts {
  open(organisation: OrganisationId): Promise<readonly PartAlert[]>;
  /** Seen to stand: begins, or goes on standing. */
  stands(organisation: OrganisationId, what: PartAlertKind, subject: string, now: Instant): Promise<void>;
  /** Writes down that people are told now, with its audit event; true for one caller only, who then tells them. */
  tell(organisation: OrganisationId, alert: PartAlert, now: Instant): Promise<boolean>;
  /** Nobody could be told after all: it is told again as if it had not been. */
  takeBack(organisation: OrganisationId, alert: PartAlert): Promise<void>;
  /** Mended; true for one caller only. Nothing is closed that was seen to stand since. */
  close(organisation: OrganisationId, alert: PartAlert, now: Instant): Promise<boolean>;
}
