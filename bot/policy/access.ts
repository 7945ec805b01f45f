import type { Account } from '../set/account.ts';
import type { SightRefusal } from '../set/consent-codes.ts';
import type { ImageId, OrganisationId, PersonId } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { factsOf, isUnanswered } from './consent/facts-of.ts';
import { mayBeSeenBy } from './consent/may-be-seen.ts';
import { hasLapsed } from './lapse.ts';
import { ROLES } from './roles.ts';

/** Who may open what (design.md section 6), for one organisation. Pure: a Caldicott guardian can read it top to bottom. */
export interface AccessRules {
  /** Home tenants whose accounts may open this organisation's pictures. */
  readonly viewerTenants: readonly string[];
  /** Tenants whose people may come in although our own directory marks them as guests: none unless named. */
  readonly guestTenants: readonly string[];
  /** Roles that never open pictures, whatever else they are: students, unless the policy file says otherwise. */
  readonly refusedRoles: readonly string[];
}

export type RefusalCode =
  | 'not-signed-in'
  | 'no-second-factor'
  | 'guest'
  | 'foreign-tenant'
  | 'refused-role'
  | 'not-a-member'
  | 'receipts-only'
  /** Consent or a restriction closes every image of it to this person: said like what is not there. */
  | 'closed'
  | 'lapsed';

export type Warning = 'not-linked' | 'partly-linked' | 'marked-not-clinical' | 'consent-not-recorded';

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
      /** The images that may be opened: all, or after the lapse only those filed; never one that consent closes. */
      readonly images: readonly ImageId[];
      /** Those beside them that consent or a restriction closes to this person. */
      readonly closed: readonly Closed[];
      readonly warnings: readonly Warning[];
    }
  | { readonly allowed: false; readonly code: RefusalCode; readonly say: 'not-allowed' | 'lapsed' };

export interface Closed {
  readonly image: ImageId;
  readonly why: SightRefusal;
}

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
  const isRecord = has(ROLES.patientRecord) && filedImages(set).length > 0;
  if (purpose === 'receipt')
    return isMember ? yes('member', set) : isRecord ? yes('patient-record', set) : no('not-a-member');
  const sights = sightsOf(set, { person: account.person, isMember, isRecord });
  // A member may know that its time is over; not so where nothing of it would open to them anyhow.
  const isClosed = sights.length > 0 && sights.every((one) => one.why !== undefined);
  if (isMember && !hasLapsed(set, now)) return isClosed ? no('closed') : yes('member', set, sights);
  if (isRecord) {
    const recorded = sightsOf(set, { person: account.person, isMember: false, isRecord });
    return recorded.some((one) => one.why === undefined)
      ? yes('patient-record', set, recorded)
      : no('closed');
  }
  if (!isMember) return no('not-a-member');
  return isClosed ? no('closed') : { allowed: false, code: 'lapsed', say: 'lapsed' };
};

/** One image as one person meets it: `why` is absent where it opens. */
interface Sighted {
  readonly image: ImageId;
  readonly why?: SightRefusal;
}

/** Consent is asked after all else, of every image, and can only close (policy/consent/may-be-seen.ts). */
const sightsOf = (
  set: ImageSet,
  who: { readonly person: PersonId; readonly isMember: boolean; readonly isRecord: boolean },
): readonly Sighted[] => {
  if (set.state !== 'stored') return [];
  return set.images.flatMap((image) => {
    const as = [
      ...(who.isMember ? (['member'] as const) : []),
      ...(who.isRecord && isFiled(image) ? (['patient-record'] as const) : []),
    ];
    const [first, ...more] = as.map((one) => mayBeSeenBy(factsOf(image), { person: who.person, as: one }));
    if (first === undefined) return [];
    if (first.see || more.some((one) => one.see)) return [{ image: image.id }];
    return [{ image: image.id, why: first.why }];
  });
};

const isFiled = (image: StoredImage): boolean => image.filing.state === 'filed';

/** A guest of the conversation counts only where the policy file names their tenant. */
const isMemberOf = ({ membership, rules }: AccessQuestion, account: Account): boolean =>
  membership === 'member' || (membership === 'guest' && rules.guestTenants.includes(account.person.tid));

const no = (code: RefusalCode): AccessAnswer => ({ allowed: false, code, say: 'not-allowed' });

const yes = (
  as: Extract<AccessAnswer, { allowed: true }>['as'],
  set: ImageSet,
  sights: readonly Sighted[] = [],
): AccessAnswer => ({
  allowed: true,
  as,
  images: sights.filter((one) => one.why === undefined).map((one) => one.image),
  closed: sights.flatMap(({ image, why }) => (why === undefined ? [] : [{ image, why }])),
  warnings: warningsFor(set, sights),
});

const filedImages = (set: ImageSet): readonly ImageId[] =>
  set.state === 'stored' ? set.images.filter(isFiled).map((image) => image.id) : [];

const warningsFor = (set: ImageSet, sights: readonly Sighted[]): readonly Warning[] => {
  if (set.state !== 'stored') return [];
  if (set.notClinical !== undefined) return ['marked-not-clinical'];
  const unlinked = set.images.filter((image) => image.filing.state === 'unfiled').length;
  const open = set.images.filter((image) =>
    sights.some((one) => one.image === image.id && one.why === undefined),
  );
  return [
    ...(unlinked === 0
      ? []
      : [unlinked === set.images.length ? ('not-linked' as const) : ('partly-linked' as const)]),
    ...(open.some((image) => isUnanswered(factsOf(image))) ? (['consent-not-recorded'] as const) : []),
  ];
};
