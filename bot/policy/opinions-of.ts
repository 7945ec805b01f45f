import type { OrganisationId, PersonId, TenantId } from '../set/ids.ts';
import { personId, samePerson, tenantId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import type { OnCallRole } from '../set/rota.ts';
import type { Account } from '../set/account.ts';
import type { Policy } from './conversations.ts';
import { covers } from './conversations.ts';
import type { Askable, OpinionRules } from './opinion/rules.ts';

/** One organisation's rules, and the tenant its own people are of. */
export interface Opinions extends OpinionRules {
  readonly tenant: TenantId;
}

/** Undefined where the policy file says nothing of opinions: nobody is asked there. */
export const opinionsOf = (policy: Policy, organisation: OrganisationId): Opinions | undefined => {
  const found = policy.organisations.find((one) => one.id === organisation);
  const tenant = found?.viewerTenants[0];
  return found?.opinions === undefined || tenant === undefined
    ? undefined
    : { ...found.opinions, tenant: tenantId(tenant) };
};

export const roleOf = ({ roles }: OpinionRules, id: string): OnCallRole | undefined =>
  roles.find((one) => one.id === id);

/** What a question from this place calls it: never the conversation's own name, which anybody may write into. */
export const wardOf = (policy: Policy, organisation: OrganisationId, place: Place): string => {
  const found = policy.organisations.find((one) => one.id === organisation);
  return found?.conversations.find((one) => covers(one, place))?.ward ?? found?.name ?? organisation;
};

/** Who can be asked by name wherever they are: colleagues outside conversations, and people of other trusts. */
export const namedOutside = ({ colleagues, otherTrusts, tenant }: Opinions): readonly Askable[] => [
  ...colleagues.map(({ oid, name }) => ({ person: personId(tenant, oid), name })),
  ...otherTrusts.flatMap((trust) =>
    trust.people.map(({ oid, name, mail }) => ({
      person: personId(trust.tenant, oid),
      name,
      trust: trust.name,
      ...(mail === undefined ? {} : { mail }),
    })),
  ),
];

export const isOfOtherTrust = ({ tenant }: Opinions, person: PersonId): boolean => person.tid !== tenant;

/** Organisations that name this very person of another trust: being of the same tenant is not enough. */
export const organisationsAsking = (policy: Policy, { person, guest }: Account): readonly OrganisationId[] =>
  guest
    ? []
    : policy.organisations
        .filter(({ id }) => {
          const rules = opinionsOf(policy, id);
          return (
            rules !== undefined &&
            namedOutside(rules).some(
              (one) => isOfOtherTrust(rules, one.person) && samePerson(one.person, person),
            )
          );
        })
        .map((one) => one.id);
