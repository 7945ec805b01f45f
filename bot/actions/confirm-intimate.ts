import { isIntimate, mayBeChild } from '../policy/consent/case.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import type { Confirmer, ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';

const ROLE_OF: Readonly<Record<Confirmer, string>> = {
  senior: ROLES.senior,
  safeguarding: ROLES.safeguarding,
};

/**
 * One of the two people who must agree before an intimate picture of somebody who may be under 18 is consented to
 * (INT-07). Each says it themselves, signed in. Throws `not-allowed` without the role, `second-person-needed` where it is
 * the poster or the person who confirmed already, `change-refused` where the rule does not ask for it.
 */
export const confirmIntimate =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly account: Account;
    readonly as: Confirmer;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const { organisation, set, images, account, as } = asked;
    const by = account.person;
    if (!account.roles.includes(ROLE_OF[as])) throw new SafelightError('not-allowed');
    const confirmed = (facts: ConsentFacts): ConsentFacts => {
      if (!isIntimate(facts) || !mayBeChild(facts)) throw new SafelightError('change-refused');
      const other = facts.confirmations?.[as === 'senior' ? 'safeguarding' : 'senior'];
      if (other !== undefined && samePerson(other.by, by)) throw new SafelightError('second-person-needed');
      return { ...facts, confirmations: { ...facts.confirmations, [as]: { by, at: now } } };
    };
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        if (samePerson(row.poster, by)) throw new SafelightError('second-person-needed');
        return images.reduce((sofar, image) => withFacts(sofar, image, confirmed), row);
      },
      events: images.map((image) => ({
        kind: 'intimate-confirmed',
        at: now,
        by,
        set,
        image,
        facts: { as },
      })),
    });
  };
