import type { PersonId, TenantId } from '../../set/ids.ts';
import type { OnCallRole } from '../../set/rota.ts';

/** What a trust's policy file says of second opinions (block `opinions`). */
export interface OpinionRules {
  /** Rung where nobody is on a rota. */
  readonly switchboard: string;
  /** Minutes within which somebody must look; what is routine is looked at by the end of the next working day. */
  readonly seenWithin: { readonly urgent: number; readonly today: number };
  /** Whether people outside the conversation may be asked. */
  readonly askOutside: boolean;
  /** Of this organisation, to be asked by name although they may not be in the conversation. */
  readonly colleagues: readonly NamedColleague[];
  readonly otherTrusts: readonly OtherTrust[];
  readonly roles: readonly OnCallRole[];
}

export interface NamedColleague {
  readonly oid: string;
  readonly name: string;
}

/** They sign in with their own account, and open what they were asked about. */
export interface OtherTrust {
  readonly tenant: TenantId;
  readonly name: string;
  readonly people: readonly (NamedColleague & {
    /** Where the asker sends the address by NHSmail: the bot does not write to another trust. */
    readonly mail?: string;
  })[];
}

/** Somebody who can be asked by name. */
export interface Askable {
  readonly person: PersonId;
  readonly name: string;
  /** The other trust's name. */
  readonly trust?: string;
  readonly mail?: string;
}
