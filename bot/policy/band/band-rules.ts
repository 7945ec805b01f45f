import type { BandRules } from '../../set/band.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { OrganisationPolicy, Policy } from '../conversations.ts';

/** Assumed for every NHS body (requirements.md C4), not confirmed: the policy file may name another. */
const ASSUMED_PREFIX = '5050898';

/** How this organisation's wristbands are read: what its policy says, else national codes alone. */
export const bandRulesOf = (
  { wristbands }: Pick<OrganisationPolicy, 'wristbands'>,
  live: boolean,
): BandRules => ({
  live,
  gsrnPrefix: wristbands?.gsrnPrefix ?? ASSUMED_PREFIX,
  hospitalNumbers: wristbands?.hospitalNumbers ?? [],
  hospitalFields: wristbands?.hospitalFields ?? [],
  bareNhsNumbers: wristbands?.bareNhsNumbers ?? false,
});

/** The same by the organisation's id; national codes alone where the policy knows of none. */
export const bandRulesIn =
  (policy: Policy, live: boolean) =>
  (organisation: OrganisationId): BandRules =>
    bandRulesOf(policy.organisations.find((one) => one.id === organisation) ?? {}, live);
