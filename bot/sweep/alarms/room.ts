import type { OrganisationPolicy, Policy } from '../../policy/conversations.ts';
import type { Alerts } from '../../ports/alerts.ts';
import type { ChatPost } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CoverageKept, Once, RegularWork } from '../../ports/coverage.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { PartAlerts } from '../../ports/part-alerts.ts';
import type { SafelightError } from '../../set/errors.ts';

/** What the watch over the parts works with. */
export interface AlarmRoom {
  /** Whether each part can do its work now. */
  health(): Promise<readonly { readonly part: string; readonly ok: boolean }[]>;
  readonly ledger: Pick<Ledger, 'find' | 'tally' | 'audit'>;
  readonly coverage: Pick<CoverageKept, 'all'>;
  readonly open: PartAlerts;
  readonly once: Once;
  readonly work: RegularWork;
  readonly alerts: Alerts;
  readonly post: Pick<ChatPost, 'tellAll'>;
  readonly policy: Policy;
  readonly clock: Clock;
  /** How many alerts of each kind people were told of and are still open, over all organisations. */
  counted(open: ReadonlyMap<string, number>): void;
  /** A chain's head, hourly, as one line that is safe to keep on another machine (bot/audit/FORMAT.md). */
  noted(head: string): void;
  /** Of what could not be said or looked at. */
  tell(error: SafelightError): void;
}

export type Organisation = OrganisationPolicy;
