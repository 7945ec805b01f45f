import type { Account } from '../set/account.ts';
import type { SightRefusal } from '../set/consent-codes.ts';
import type { ImageId, OrganisationId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { factsOf, isUnanswered } from './consent/facts-of.ts';
import type { SeesAs } from './consent/may-be-seen.ts';
import { mayBeSeenBy } from './consent/may-be-seen.ts';
import { isInUrgentCare, isMisSent } from './exceptions.ts';
import { hasLapsed } from './lapse.ts';
import { imagesAskedOf } from './opinion/asked.ts';
import { ROLES } from './roles.ts';

/** Who may open what (design.md section 6), for one organisation. Pure: a Caldicott guardian can read it top to bottom. */
export interface AccessRules {
  /** Home tenants whose accounts may open this organisation's pictures. */
  readonly viewerTenants: readonly string[];
  /** Tenants whose people may come in although our own directory marks them as guests: none unless named. */
  readonly guestTenants: readonly string[];
  /** Other trusts' tenants whose people may be asked for an opinion: theirs is what they were asked about, and no more. */
  readonly askedTenants?: readonly string[];
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

/**
 * On what ground somebody opens it, the nearest first: in the conversation; asked for an opinion; in urgent care, with a
 * reason, for fifteen minutes; judging the quality of pictures; by the record. Governance is for receipts alone.
 */
export type OpenAs = SeesAs | 'information-governance';

export type AccessAnswer =
  | {
      readonly allowed: true;
      readonly as: OpenAs;
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

/** Why this account may not open anything of this organisation; undefined when it may, or may be asked for an opinion. */
export const accountRefusal = (account: Account, rules: AccessRules): RefusalCode | undefined => {
  const tenant: string = account.person.tid;
  if (!account.mfa) return 'no-second-factor';
  if (account.guest && !rules.guestTenants.includes(tenant)) return 'guest';
  if (!account.guest && !rules.viewerTenants.includes(tenant) && !isAskedTenant(account, rules))
    return 'foreign-tenant';
  if (account.roles.some((role) => rules.refusedRoles.includes(role))) return 'refused-role';
  return undefined;
};

/** Asked at every opening, never remembered: membership and time are those of this moment. */
export const mayOpen = (question: AccessQuestion): AccessAnswer => {
  const { set, account, rules, purpose } = question;
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
  // Sent to the wrong people, it is as good as absent to them: its receipt too.
  const mayReadReceipt =
    isMember && !(set.state === 'stored' && isMisSent(set) && !samePerson(set.poster, account.person));
  if (purpose === 'receipt')
    return mayReadReceipt ? yes('member', set) : isRecord ? yes('patient-record', set) : no('not-a-member');
  const grounds: readonly Ground[] = [
    ...conversationGrounds(question, account),
    ...(has(ROLES.senior) || has(ROLES.safeguarding) ? waitingFor(set) : []),
    ...(has(ROLES.illustration) && set.state === 'stored' && !isMisSent(set)
      ? [{ as: 'illustration' as const, images: idsOf(set) }]
      : []),
    ...(isRecord ? [{ as: 'patient-record' as const, images: filedImages(set) }] : []),
  ];
  const sights = sightsOf(set, account.person, grounds);
  const [nearest] = grounds.filter((one) => sights.some(({ as }) => as === one.as));
  if (nearest !== undefined) return yes(nearest.as, set, sights);
  if (grounds.length > 0 && sights.length > 0) return no('closed');
  if (set.state !== 'stored') return isMember ? yes('member', set) : no('not-a-member');
  if (!isMember) return no('not-a-member');
  // A member may know that its time is over; not so where nothing of it would open to them anyhow.
  const then = sightsOf(set, account.person, [{ as: 'member', images: idsOf(set) }]);
  const isClosed = isMisSent(set) || (then.length > 0 && then.every(({ as }) => as === undefined));
  return isClosed ? no('closed') : { allowed: false, code: 'lapsed', say: 'lapsed' };
};

/** One reason to open some images; consent is asked of each of them still. */
interface Ground {
  readonly as: SeesAs;
  readonly images: readonly ImageId[];
}

/** What the conversation, a question or urgent care opens; sent to the wrong people, only its poster is left of them. */
const conversationGrounds = (question: AccessQuestion, account: Account): readonly Ground[] => {
  const { set, now } = question;
  if (set.state !== 'stored') return [];
  const { person } = account;
  if (isMisSent(set) && !samePerson(set.poster, person)) return [];
  const isHome = question.home === set.organisation;
  const asked = imagesAskedOf(set, person, now);
  return [
    ...(isMemberOf(question, account) && !hasLapsed(set, now)
      ? [{ as: 'member' as const, images: idsOf(set) }]
      : []),
    ...(asked.length > 0 ? [{ as: 'asked' as const, images: asked }] : []),
    ...(isHome && account.roles.includes(ROLES.clinician) && isInUrgentCare(set, person, now)
      ? [{ as: 'urgent-care' as const, images: idsOf(set) }]
      : []),
  ];
};

/** INT-07: whoever is to agree to an intimate picture opens those that wait, in the conversation or not. */
const waitingFor = (set: ImageSet): readonly Ground[] => {
  const images = set.state === 'stored' && !isMisSent(set) ? set.images.filter(isUnconfirmed) : [];
  return images.length === 0 ? [] : [{ as: 'confirmer', images: images.map(({ id }) => id) }];
};

const isUnconfirmed = ({ consent }: StoredImage): boolean => consent?.restriction?.why === 'unconfirmed';

const idsOf = (set: StoredSet): readonly ImageId[] => set.images.map((image) => image.id);

/** One image as one person meets it: `as` is the nearest ground on which it opens, `why` what closes it. */
interface Sighted {
  readonly image: ImageId;
  readonly as?: SeesAs;
  readonly why?: SightRefusal;
}

/** Consent is asked after all else, of every image, and can only close (policy/consent/may-be-seen.ts). */
const sightsOf = (set: ImageSet, person: PersonId, grounds: readonly Ground[]): readonly Sighted[] => {
  if (set.state !== 'stored') return [];
  return set.images.flatMap((image): readonly Sighted[] => {
    const on = grounds.filter((one) => one.images.includes(image.id));
    const sights = on.map(({ as }) => ({ as, sight: mayBeSeenBy(factsOf(image), { person, as }) }));
    const open = sights.find(({ sight }) => sight.see);
    if (open !== undefined) return [{ image: image.id, as: open.as }];
    const [first] = sights;
    return first === undefined || first.sight.see ? [] : [{ image: image.id, why: first.sight.why }];
  });
};

const isFiled = (image: StoredImage): boolean => image.filing.state === 'filed';

/** A guest of the conversation counts only where the policy file names their tenant; one of another trust never. */
const isMemberOf = ({ membership, rules }: AccessQuestion, account: Account): boolean =>
  !isOutsider(account, rules) &&
  (membership === 'member' || (membership === 'guest' && rules.guestTenants.includes(account.person.tid)));

const isAskedTenant = ({ person }: Account, { askedTenants }: AccessRules): boolean =>
  askedTenants?.includes(person.tid) ?? false;

/** Here only because they were asked. */
const isOutsider = (account: Account, rules: AccessRules): boolean =>
  !account.guest && !rules.viewerTenants.includes(account.person.tid);

const no = (code: RefusalCode): AccessAnswer => ({ allowed: false, code, say: 'not-allowed' });

const yes = (
  as: Extract<AccessAnswer, { allowed: true }>['as'],
  set: ImageSet,
  sights: readonly Sighted[] = [],
): AccessAnswer => ({
  allowed: true,
  as,
  images: sights.filter((one) => one.as !== undefined).map((one) => one.image),
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
    sights.some((one) => one.image === image.id && one.as !== undefined),
  );
  return [
    ...(unlinked === 0
      ? []
      : [unlinked === set.images.length ? ('not-linked' as const) : ('partly-linked' as const)]),
    ...(open.some((image) => isUnanswered(factsOf(image))) ? (['consent-not-recorded'] as const) : []),
  ];
};
