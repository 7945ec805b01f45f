import type { AccessRules } from '../policy/access.ts';
import type { Policy } from '../policy/conversations.ts';
import { organisationOfPerson, organisationsOf } from '../policy/conversations.ts';
import { organisationsAsking } from '../policy/opinions-of.ts';
import type { ShiftStart } from '../policy/shifts.ts';
import type { Account } from '../set/account.ts';
import type { OrganisationId } from '../set/ids.ts';

/** The organisation the account's holder works for; a stranger's or a guest's account has none. */
export const homeOf = (policy: Policy, account: Account): OrganisationId | undefined => {
  const home = organisationOfPerson(policy, account.person.oid);
  // `*` takes everybody, also those whose account lives elsewhere: the tenant must fit as well.
  return home !== undefined && !account.guest && home.viewerTenants.includes(account.person.tid)
    ? home.id
    : undefined;
};

/** The access rules of one organisation; one that the policy no longer lists lets nobody in. */
export const rulesOf = (policy: Policy, organisation: OrganisationId): AccessRules => {
  const found = policy.organisations.find((one) => one.id === organisation);
  return {
    viewerTenants: found?.viewerTenants ?? [],
    // The policy file has no word yet that names a tenant for guests: until it has, guests stay out.
    guestTenants: [],
    askedTenants: (found?.opinions?.otherTrusts ?? []).map(({ tenant }) => tenant),
    refusedRoles: found?.refusedRoles ?? [],
  };
};

/** Organisations whose policy names this person to see that images nobody filed are filed. */
export const unfiledOwnedBy = (policy: Policy, { person }: Account): readonly OrganisationId[] =>
  policy.organisations
    .filter((one) => one.unfiledOwner === person.oid && one.viewerTenants[0] === person.tid)
    .map((one) => one.id);

/** Where a set that this account asks for may lie, its own organisation first. */
export const organisationsToSearch = (policy: Policy, account: Account): readonly OrganisationId[] => {
  const home = homeOf(policy, account);
  const all = new Set([...organisationsOf(policy, account), ...organisationsAsking(policy, account)]);
  return [...all].sort((a, b) => Number(b === home) - Number(a === home));
};

/** Roles that set when the next photograph of a wound is due. */
export const plannersOf = (policy: Policy, organisation: OrganisationId): readonly string[] | undefined =>
  policy.organisations.find((one) => one.id === organisation)?.series?.plannedBy;

export const shiftsOf = (policy: Policy, organisation: OrganisationId): readonly ShiftStart[] | undefined =>
  policy.organisations.find((one) => one.id === organisation)?.shifts;
