import type { Account } from '../set/account.ts';
import type { ImageId, OrganisationId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { hasLapsed } from './lapse.ts';

/** Who may open what (design.md section 6), for one organisation. Pure: a Caldicott guardian can read it top to bottom. */
export interface AccessRules {
  /** Home tenants whose accounts may open this organisation's pictures. */
  readonly viewerTenants: readonly string[];
  /** Tenants whose people may come in although our own directory marks them as guests: none unless named. */
  readonly guestTenants: readonly string[];
  /** Roles that never open pictures, whatever else they are: students, unless the policy file says otherwise. */
  readonly refusedRoles: readonly string[];
}

export const ROLES = {
  clinician: 'Clinician',
  /** Filed images stay open to this role after the card has lapsed. */
  patientRecord: 'PatientRecord',
  /** Sees receipts, ages and alerts: never a picture. */
  informationGovernance: 'InformationGovernance',
} as const;

export type RefusalCode =
  | 'not-signed-in'
  | 'no-second-factor'
  | 'guest'
  | 'foreign-tenant'
  | 'refused-role'
  | 'not-a-member'
  | 'receipts-only'
  | 'lapsed';

export type Warning = 'not-linked' | 'partly-linked' | 'marked-not-clinical';

/** `receipt`: what was removed and when, no picture and no words. `picture`: everything else a page shows. */
export type Purpose = 'picture' | 'receipt';

export interface AccessQuestion {
  readonly set: ImageSet;
  /** Absent: nobody is signed in. */
  readonly account?: Account;
  /** The organisation the person works for: roles count there and nowhere else. */
  readonly home?: OrganisationId;
  /** As the chat platform answered at this moment. */
  readonly membership: 'member' | 'guest' | 'none';
  /** Those of the set's organisation. */
  readonly rules: AccessRules;
  readonly purpose: Purpose;
  readonly now: Instant;
}

export type AccessAnswer =
  | {
      readonly allowed: true;
      readonly as: 'member' | 'patient-record' | 'information-governance';
      /** The images that may be opened: all, or after the lapse only those filed. */
      readonly images: readonly ImageId[];
      readonly warnings: readonly Warning[];
    }
  | { readonly allowed: false; readonly code: RefusalCode; readonly say: 'not-allowed' | 'lapsed' };

/** Why this account may not open anything of this organisation; undefined when it may. */
export const accountRefusal = (account: Account, rules: AccessRules): RefusalCode | undefined => {
  const tenant: string = account.person.tid;
  if (!account.mfa) return 'no-second-factor';
  if (account.guest && !rules.guestTenants.includes(tenant)) return 'guest';
  if (!account.guest && !rules.viewerTenants.includes(tenant)) return 'foreign-tenant';
  if (account.roles.some((role) => rules.refusedRoles.includes(role))) return 'refused-role';
  return undefined;
};

/** Asked at every opening, never remembered: membership and time are those of this moment. */
export const mayOpen = (question: AccessQuestion): AccessAnswer => {
  const { set, account, rules, purpose, now } = question;
  if (account === undefined) return no('not-signed-in');
  const refusal = accountRefusal(account, rules);
  if (refusal !== undefined) return no(refusal);
  const has = (role: string): boolean => question.home === set.organisation && account.roles.includes(role);
  if (purpose === 'receipt' && has(ROLES.informationGovernance)) return yes('information-governance', set);
  // Information governance watches over the store and must not browse it, not even from inside the conversation.
  if (account.roles.includes(ROLES.informationGovernance) && !account.roles.includes(ROLES.clinician))
    return no('receipts-only');
  const isMember = isMemberOf(question, account);
  if (isMember && (purpose === 'receipt' || !hasLapsed(set, now))) return yes('member', set);
  if (has(ROLES.patientRecord) && filedImages(set).length > 0) return yes('patient-record', set);
  return isMember ? { allowed: false, code: 'lapsed', say: 'lapsed' } : no('not-a-member');
};

/** A guest of the conversation counts only where the policy file names their tenant. */
const isMemberOf = ({ membership, rules }: AccessQuestion, account: Account): boolean =>
  membership === 'member' || (membership === 'guest' && rules.guestTenants.includes(account.person.tid));

const no = (code: RefusalCode): AccessAnswer => ({ allowed: false, code, say: 'not-allowed' });

const yes = (as: Extract<AccessAnswer, { allowed: true }>['as'], set: ImageSet): AccessAnswer => ({
  allowed: true,
  as,
  images: as === 'member' ? allImages(set) : as === 'patient-record' ? filedImages(set) : [],
  warnings: warningsFor(set),
});

const allImages = (set: ImageSet): readonly ImageId[] =>
  set.state === 'stored' ? set.images.map((image) => image.id) : [];

const filedImages = (set: ImageSet): readonly ImageId[] =>
  set.state === 'stored'
    ? set.images.filter((image) => image.filing.state === 'filed').map((image) => image.id)
    : [];

const warningsFor = (set: ImageSet): readonly Warning[] => {
  if (set.state !== 'stored') return [];
  if (set.notClinical !== undefined) return ['marked-not-clinical'];
  const unlinked = set.images.filter((image) => image.filing.state === 'unfiled').length;
  if (unlinked === 0) return [];
  return [unlinked === set.images.length ? 'not-linked' : 'partly-linked'];
};
