import type { Account } from '../set/account.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, later, millis, MINUTE } from '../set/instant.ts';
import type { UrgentCare, UrgentCareReason } from '../set/urgent-care.ts';
import type { AccessRules } from './access.ts';
import { accountRefusal, mayOpen } from './access.ts';
import { ROLES } from './roles.ts';

/** How long it opens. */
export const URGENT_CARE_MS = 15 * MINUTE;
/** So many by one person within a day, none of them reviewed, are worth somebody's look at once. */
export const OFTEN = 4;

export const URGENT_CARE_REASONS = [
  'treating-now',
  'patient-deteriorating',
  'covering-colleague',
  'roster-wrong',
] as const satisfies readonly UrgentCareReason[];

/**
 * Who may break the glass at all, whatever lies behind it: clinical staff of one of our organisations, signed in with a
 * second factor. Never a guest, a student or somebody of another trust. Says nothing of what is there.
 */
export const mayUseUrgentCare = (
  account: Account,
  home: OrganisationId | undefined,
  rules: AccessRules,
): boolean =>
  home !== undefined &&
  !account.guest &&
  account.roles.includes(ROLES.clinician) &&
  rules.viewerTenants.includes(account.person.tid) &&
  accountRefusal(account, rules) === undefined;

export interface Breaking {
  readonly account: Account;
  readonly home: OrganisationId;
  readonly rules: AccessRules;
  readonly reason: UrgentCareReason;
  readonly rosterUnreachable: boolean;
  /** Others of the same person within a day that nobody has reviewed. */
  readonly others: number;
  /** Their name, sealed under the set's words key. */
  readonly name?: string;
}

/** The set as it is opened; undefined where urgent care opens nothing of it: restricted, declined, mis-sent, not ours. */
export const openedInUrgentCare = (
  set: ImageSet,
  breaking: Breaking,
  now: Instant,
): StoredSet | undefined => {
  const { account, home, rules, reason, rosterUnreachable, others, name } = breaking;
  if (set.state !== 'stored' || !mayUseUrgentCare(account, home, rules)) return undefined;
  const count = others + 1;
  const begun: UrgentCare = {
    ...{ by: account.person, at: now, until: later(now, URGENT_CARE_MS), reason },
    ...(name === undefined ? {} : { name }),
    ...(rosterUnreachable ? { rosterUnreachable } : {}),
    ...(count >= OFTEN ? { often: count } : {}),
  };
  const opened: StoredSet = { ...set, urgentCare: [...(set.urgentCare ?? []), begun] };
  const answer = mayOpen({
    ...{ set: opened, account, home, rules, now },
    membership: 'none',
    purpose: 'picture',
  });
  return answer.allowed && answer.as === 'urgent-care' && answer.images.length > 0 ? opened : undefined;
};

/** Those of this person within the last day that nobody has looked at. */
export const unreviewedOf = (sets: readonly ImageSet[], person: PersonId, now: Instant): number =>
  sets
    .flatMap((set) => (set.state === 'stored' ? (set.urgentCare ?? []) : []))
    .filter(
      (one) => samePerson(one.by, person) && one.reviewed === undefined && millis(now) - millis(one.at) < DAY,
    ).length;

/** When this person's urgent care ends; the latest where they pressed twice. */
export const urgentCareUntil = (
  { urgentCare }: Pick<StoredSet, 'urgentCare'>,
  person: PersonId,
): Instant | undefined => (urgentCare ?? []).findLast((one) => samePerson(one.by, person))?.until;
