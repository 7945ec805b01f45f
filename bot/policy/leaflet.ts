import { LEVELS } from '../set/consent.ts';
import type { Level } from '../set/consent.ts';
import { HOUR } from '../set/instant.ts';
import type { Capture } from '../set/capture.ts';
import { LEAFLET_DEVICES } from '../set/leaflet.ts';
import type { LeafletDevice, LeafletFacts, StoreRegion } from '../set/leaflet.ts';
import { STANDING_RULES } from './consent/case.ts';
import type { OrganisationPolicy, Rule } from './conversations.ts';

/** Adults' health records are kept eight years after the person was last seen (NHS Records Management Code of Practice). */
const KEPT_YEARS = 8;

/** What patients of this organisation are told, from its policy as it stands (INF-01), of whose device if it is known. */
export const leafletFacts = (
  policy: OrganisationPolicy,
  region: StoreRegion | undefined,
  device?: LeafletDevice,
): LeafletFacts => {
  const rules: readonly Rule[] = [
    ...policy.conversations,
    ...(policy.personalChats === undefined ? [] : [policy.personalChats]),
    ...(policy.movedByHand === undefined ? [] : [policy.movedByHand]),
  ];
  const hours = rules.map(({ lapseAfterMs }) => Math.ceil(lapseAfterMs / HOUR));
  const protecting = rules.filter(({ mode }) => mode === 'protect').length;
  const consent = policy.consent ?? STANDING_RULES;
  const { rule: ownCopies } = policy.ownCopies ?? {};
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
    ...(device === undefined ? {} : { device }),
    ...(ownCopies === undefined ? {} : { ownCopies }),
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

const DEVICES: Readonly<Record<NonNullable<Capture['device']>, LeafletDevice>> = {
  trust: 'hospital',
  'own-under-policy': 'own',
  'own-unmanaged': 'own',
  patient: 'patient',
};

/** Whose device took every one of them; undefined where that is not known of each, or not the same. */
export const deviceOfAll = (captures: readonly (Capture | undefined)[]): LeafletDevice | undefined => {
  const [first, ...others] = captures.map((one) =>
    one?.device === undefined ? undefined : DEVICES[one.device],
  );
  return others.every((one) => one === first) ? first : undefined;
};

/** As it stands in the leaflet's address; undefined for anything else. */
export const deviceNamed = (text: string | null): LeafletDevice | undefined =>
  LEAFLET_DEVICES.find((one) => one === text);
