import { people } from '../demonstration/people.ts';
import type { Person } from '../demonstration/people.ts';

/** How a person signed in: the refusal of a password alone must be seen to work. */
export type Factors = 'two' | 'password-only';

/** The provider's own name for a signed-in person: who, and by which factors. */
export const accountId = (person: Person, factors: Factors): string => `${person.oid}.${factors}`;

export const amrOf = (factors: Factors): string[] => (factors === 'two' ? ['pwd', 'mfa'] : ['pwd']);

export const findPerson = (oid: string): Person | undefined => people.find((one) => one.oid === oid);

/** The claims as Microsoft Entra ID names them. `acct` is 1 for a guest of the tenant. */
export const claimsOf = (id: string): Record<string, unknown> & { readonly sub: string } => {
  const person = findPerson(id.split('.')[0] ?? '');
  if (person === undefined) throw new Error('nobody of the demonstration has this account');
  return {
    sub: id,
    oid: person.oid,
    tid: person.tid,
    name: person.name,
    preferred_username: person.upn,
    roles: person.roles,
    acct: person.guest ? 1 : 0,
  };
};
