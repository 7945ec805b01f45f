import type { Account } from '../set/account.ts';
import { DAY, MINUTE } from '../set/instant.ts';
import type { AccessRules, RefusalCode } from './access.ts';
import { accountRefusal } from './access.ts';
import { ROLES } from './roles.ts';

/** What one capture may hold. A piece is small enough to cross a poor signal between two rooms. */
export const CAPTURE_LIMITS = {
  /** Plain bytes of one piece, at most. */
  chunkBytes: 256 * 1024,
  /** Of one picture, at most: a phone's largest is about 20 MB. */
  maxBytes: 50 * 1024 * 1024,
  maxImages: 20,
  /** Of one person at once: a phone, a tablet, and pages that were left open. */
  maxOpen: 10,
} as const;

/** What nobody sent in a day is let go of: the browser's own copy has gone with its session long before. */
export const ABANDONED_AFTER = DAY;

/** A browser's clock is believed so far ahead of ours, and no further. */
export const CLOCKS_DIFFER = 5 * MINUTE;

/** Who may take a picture for a conversation: whoever could open one posted there at this moment. */
export const captureRefusal = (
  account: Account,
  rules: AccessRules,
  membership: 'member' | 'guest' | 'none',
): RefusalCode | undefined => {
  const refusal = accountRefusal(account, rules);
  if (refusal !== undefined) return refusal;
  if (account.roles.includes(ROLES.informationGovernance) && !account.roles.includes(ROLES.clinician))
    return 'receipts-only';
  const isMember =
    membership === 'member' || (membership === 'guest' && rules.guestTenants.includes(account.person.tid));
  return isMember ? undefined : 'not-a-member';
};
