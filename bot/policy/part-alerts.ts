import type { Instant } from '../set/instant.ts';
import { isDue, later, MINUTE } from '../set/instant.ts';
import type { PartAlert, PartAlertKind } from '../set/part-alert.ts';
import { tellAgainAt } from './alerts.ts';

/** A part that fails for a moment is not worth a person's sleep; one that stays away is. The rest are facts at once. */
const PATIENCE: Readonly<Record<PartAlertKind, number>> = {
  'ledger-down': MINUTE,
  'store-down': MINUTE,
  'key-service-down': MINUTE,
  'record-down': 5 * MINUTE,
  'sign-in-down': MINUTE,
  'chain-broken': 0,
  'duty-without-set': 0,
  'ledger-restored': 0,
  'not-covered': 0,
  'outsider-present': 0,
  'phone-lost': 0,
};

/** Whether people are told now: when it has stood long enough, and then at growing intervals. */
export const isToldNow = (alert: PartAlert, now: Instant): boolean => {
  if (alert.toldAt === undefined) return isDue(later(alert.since, PATIENCE[alert.what]), now);
  return isDue(tellAgainAt({ since: alert.since, toldAt: alert.toldAt }), now);
};

/** Seen well: closed, unless another process saw it stand within the same time. */
export const isMended = (alert: PartAlert, now: Instant): boolean =>
  isDue(later(alert.seenAt, PATIENCE[alert.what]), now);

/** While one of these is told of, no picture can be opened, by anybody. */
const CLOSES_PICTURES: ReadonlySet<PartAlertKind> = new Set([
  'store-down',
  'key-service-down',
  'sign-in-down',
]);

export const cannotOpen = (alerts: readonly PartAlert[]): boolean =>
  alerts.some((one) => CLOSES_PICTURES.has(one.what) && one.toldAt !== undefined);
