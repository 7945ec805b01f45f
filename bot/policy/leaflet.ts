import { LEVELS } from '../set/consent.ts';
import type { Level } from '../set/consent.ts';
import { HOUR } from '../set/instant.ts';
import type { LeafletFacts, StoreRegion } from '../set/leaflet.ts';
import { STANDING_RULES } from './consent/case.ts';
import type { OrganisationPolicy, Rule } from './conversations.ts';

/** Adults' health records are kept eight years after the person was last seen (NHS Records Management Code of Practice). */
const KEPT_YEARS = 8;

/** What patients of this organisation are told, from its policy as it stands (INF-01). */
export const leafletFacts = (policy: OrganisationPolicy, region: StoreRegion | undefined): LeafletFacts => {
  const rules: readonly Rule[] = [
    ...policy.conversations,
    ...(policy.personalChats === undefined ? [] : [policy.personalChats]),
    ...(policy.movedByHand === undefined ? [] : [policy.movedByHand]),
  ];
  const hours = rules.map(({ lapseAfterMs }) => Math.ceil(lapseAfterMs / HOUR));
  const protecting = rules.filter(({ mode }) => mode === 'protect').length;
  const consent = policy.consent ?? STANDING_RULES;
  const { contact, privacyNotice, keptYears = KEPT_YEARS } = policy.patients ?? {};
  return {
    organisation: policy.id,
    name: policy.name,
    ...(hours.length === 0
      ? {}
      : { teamHours: { shortest: Math.min(...hours), longest: Math.max(...hours) } }),
    leavesChat: protecting === rules.length ? 'everywhere' : protecting > 0 ? 'somewhere' : 'nowhere',
    phoneLevels: LEVELS.filter((level) => consent.phoneLevels.includes(level)),
    signedFor: LEVELS.filter((level) => consent.writtenRequired.includes(level)),
    keptYears,
    ...(region === undefined ? {} : { region }),
    ...(contact === undefined ? {} : { contact }),
    ...(privacyNotice === undefined ? {} : { privacyNotice }),
  };
};

/** `making.care`: uses as they stand in the leaflet's address; undefined where it names none, or anything else. */
export const usesNamed = (text: string | null): readonly Level[] | undefined => {
  const named = (text ?? '').split('.');
  const uses = LEVELS.filter((level) => named.includes(level));
  return uses.length > 0 && uses.length === named.length ? uses : undefined;
};
export const nameUses = (uses: readonly Level[]): string =>
  LEVELS.filter((level) => uses.includes(level)).join('.');
