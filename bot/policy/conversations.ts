import type { BandRules } from '../set/band.ts';
import type { Account } from '../set/account.ts';
import type { Level } from '../set/consent.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import type { Place, Protection } from '../set/place.ts';
import type { OwnCopies } from '../set/leaflet.ts';
import type { ConsentRules } from './consent/case.ts';
import type { OpinionRules } from './opinion/rules.ts';
import type { ShiftStart } from './shifts.ts';

/** The trust's policy file, parsed. What is not mapped here is not touched (design.md section 1). */
export interface Policy {
  readonly organisations: readonly OrganisationPolicy[];
}
export interface OrganisationPolicy {
  readonly id: OrganisationId;
  readonly name: string;
  /** Home tenants whose accounts may open pictures. */
  readonly viewerTenants: readonly string[];
  /** Roles (sign-in claims) that never open pictures. */
  readonly refusedRoles: readonly string[];
  /** Who belongs to this organisation where several share a tenant; `*` for everyone not listed elsewhere. */
  readonly people: readonly string[];
  /** Person (oid) whose list an unfiled set joins when its card lapses. */
  readonly unfiledOwner: string;
  /** When shifts begin, in minutes after midnight by the ward's clock; 07:30 and 19:30 where it is absent. */
  readonly shifts?: readonly ShiftStart[];
  /** People (oids) who are told what earlier shifts left to do; the owner of what is unfiled where it is absent. */
  readonly onDuty?: readonly string[];
  /** People (oids) who are messaged at once of urgent care and of what was sent wrongly, beside console and alerts. */
  readonly informationGovernance?: readonly string[];
  /** Where this trust asks for more than the guidance does. */
  readonly consent?: ConsentRules;
  /** Second opinions: who is on call, how soon somebody must look. Nobody is asked where it is absent. */
  readonly opinions?: OpinionRules;
  readonly conversations: readonly ConversationRule[];
  readonly personalChats?: Rule;
  /** Lets its people move single messages of conversations that are listed nowhere; none where it is absent. */
  readonly movedByHand?: Rule;
  /** What patients are told beside what follows from the rest of this file (`/about-your-photograph`). */
  readonly patients?: PatientWords;
  /** A Teams channel in which people are told of alerts, beside the console and SAFELIGHT_ALERT_URL. */
  readonly alertsTo?: { readonly team: string; readonly channel: string };
  /** What its wristbands carry beside national codes (policy/band/band-rules.ts). */
  readonly wristbands?: Partial<Omit<BandRules, 'live'>> & {
    /** Names this hospital's own numbers in the record: by it a band without an NHS number is found. */
    readonly hospitalSystem?: string;
  };
  /** Photographs of one wound over time: roles that set when the next one is due. */
  readonly series?: { readonly plannedBy: readonly string[] };
  /** Medical Illustration: who (oid) is told where training may help, and how a ward reaches it. */
  readonly illustration?: { readonly lead?: string; readonly contact?: string };
  /** Copies on the devices pictures are taken with: the trust's rule, and where it was agreed (DEL-06). */
  readonly ownCopies?: { readonly rule: OwnCopies; readonly agreed?: string };
}
export interface PatientWords {
  /** Whom to ask or tell, e.g. the patient advice service and its telephone number. */
  readonly contact?: string;
  /** The organisation's privacy notice, https. */
  readonly privacyNotice?: string;
  /** Years an adult's health record is kept after they were last seen. */
  readonly keptYears?: number;
}
export interface Rule {
  readonly mode: 'protect' | 'observe';
  readonly lapseAfterMs: number;
}
export interface ConversationRule extends Rule {
  /** Object ids of guests the organisation knows to be there: no alert, and still no picture. */
  readonly knownGuests?: readonly string[];
  /** Levels for which a spoken yes is not enough on this ward (CON-38). */
  readonly writtenRequired?: readonly Level[];
  /** What a question from here calls the place; the organisation's name where it is absent. */
  readonly ward?: string;
  readonly where:
    | {
        readonly kind: 'team';
        readonly team: string;
        readonly channels: readonly string[];
        readonly except: readonly string[];
      }
    | { readonly kind: 'chat'; readonly chat: string };
}

/** What the policy says of this place; undefined means hands off. */
export const protectionOf = (policy: Policy, place: Place, posterOid: string): Protection | undefined => {
  if (place.kind === 'personal') {
    const home = organisationOfPerson(policy, posterOid);
    return home?.personalChats === undefined ? undefined : protection(home, home.personalChats);
  }
  for (const organisation of policy.organisations) {
    const rule = organisation.conversations.find((one) => covers(one, place));
    if (rule !== undefined) return protection(organisation, rule);
  }
  return undefined;
};

/** The same for a message that somebody moved by hand: where nothing is listed, their own organisation's word counts. */
export const protectionOfMoved = (
  policy: Policy,
  place: Place,
  poster: PersonId,
  mover: PersonId,
): Protection | undefined => {
  const listed = protectionOf(policy, place, poster.oid);
  if (listed !== undefined || place.kind === 'personal') return listed;
  const home = organisationOfPerson(policy, mover.oid);
  return home?.movedByHand === undefined ? undefined : protection(home, home.movedByHand);
};

/** Organisations whose sets this account may ask for: each set's own access is judged apart. */
export const organisationsOf = (policy: Policy, account: Account): readonly OrganisationId[] =>
  policy.organisations.filter((one) => one.viewerTenants.includes(account.person.tid)).map((one) => one.id);

/** The organisation the person works for: listed by name first, else the one that takes everyone. */
export const organisationOfPerson = (policy: Policy, oid: string): OrganisationPolicy | undefined =>
  policy.organisations.find((one) => one.people.includes(oid)) ??
  policy.organisations.find((one) => one.people.includes('*'));

const protection = (organisation: OrganisationPolicy, rule: Rule): Protection => ({
  organisation: organisation.id,
  mode: rule.mode,
  lapseAfterMs: rule.lapseAfterMs,
});

/** Whether this rule of the policy file is about this place. */
export const covers = ({ where }: ConversationRule, place: Place): boolean => {
  if (where.kind === 'chat') return place.kind === 'groupChat' && where.chat === place.conversation;
  if (place.kind !== 'channel' || where.team !== place.team) return false;
  if (where.except.includes(place.conversation)) return false;
  return where.channels.includes('*') || where.channels.includes(place.conversation);
};
